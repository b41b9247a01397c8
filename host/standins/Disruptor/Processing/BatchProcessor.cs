using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Disruptor.Processing;

/// <summary>
/// The loop of a stage: wait, handle a batch, move the sequence; and its life: start, halt, start again.
/// </summary>
/// <remarks>
/// The sequence moves once a batch, with release, after its last event. An exception first moves it to the events done
/// before, so that a run that ends there can be followed by one that begins with the failed event, and no event is
/// handled twice. Only the thread of the run touches the body; runs never overlap.
/// A barrier belongs to one processor, since halting cancels it.
/// </remarks>
internal sealed class BatchProcessor<TBody, TWait>
    where TBody : struct, IBatchBody
    where TWait : struct, IWaitStrategy
{
    // Looks at a claimed and not yet published sequence before the core is offered to the thread that must publish it.
    private const int EmptyLooksMax = 100;

    private readonly Sequence _sequence = new();
    private readonly SequenceBarrier _barrier;
    private readonly long _batchMax;
    private readonly Lock _gate = new();

    // Structs that are called in place: a copy for each call would undo what they are for.
    private TBody _body;
    private TWait _wait;

    // Changed under the gate, read without it.
    private ProcessorRun? _lastRun;
    private bool _isHaltedBeforeStart;

    public BatchProcessor(SequenceBarrier barrier, TBody body, TWait wait, int? batchMax)
    {
        if (batchMax < 1) throw new ArgumentException($"The batch limit must be at least 1, not {batchMax}.");
        _barrier = barrier;
        _body = body;
        _wait = wait;
        _batchMax = batchMax ?? long.MaxValue;
    }

    public Sequence Sequence => _sequence;

    // Acquire: pairs with the publication of the run in Start.
    public bool IsRunning => Volatile.Read(ref _lastRun) is { HasEnded: false };

    public Task Start(TaskScheduler taskScheduler)
    {
        ArgumentNullException.ThrowIfNull(taskScheduler);
        ProcessorRun run = new();
        ProcessorRun? previous;
        lock (_gate)
        {
            previous = _lastRun;
            if (previous is { HasEnded: false, IsHaltRequested: false })
            {
                throw new InvalidOperationException("The processor is already running.");
            }

            if (_isHaltedBeforeStart) run.RequestHalt();
            _isHaltedBeforeStart = false;
            // Release: IsRunning is read without the gate. From here on the processor counts as running, so a shutdown
            // waits for it also when its thread has not come to life yet.
            Volatile.Write(ref _lastRun, run);
        }

        try
        {
            // Not under the gate: a scheduler may run the whole of it inside this call.
            return Task.Factory.StartNew(
                () => Run(run, previous),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                taskScheduler);
        }
        catch
        {
            run.End();
            throw;
        }
    }

    public void Halt()
    {
        lock (_gate)
        {
            if (_lastRun is null) _isHaltedBeforeStart = true;
            else _lastRun.RequestHalt();
        }

        // Full fence between the request and the read of the barrier's token source: the run resets the barrier,
        // fences and reads the request. So it sees the request, or we cancel the source that it waits with.
        Interlocked.MemoryBarrier();
        _barrier.CancelProcessing();
    }

    private void Run(ProcessorRun run, ProcessorRun? previous)
    {
        try
        {
            previous?.WaitForEnd();
            // Ends with a full fence, see Halt.
            _barrier.ResetProcessing();
            try
            {
                NotifyStart();
                if (!run.IsHaltRequested) ProcessEvents(run);
            }
            finally
            {
                NotifyShutdown();
            }
        }
        finally
        {
            run.End();
        }
    }

    // Fully optimised from the first call: it is called once and would otherwise wait for replacement on the stack.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ProcessEvents(ProcessorRun run)
    {
        long next = _sequence.Value + 1;
        int emptyLooks = 0;
        while (true)
        {
            bool isHandling = false;
            try
            {
                while (true)
                {
                    isHandling = false;
                    SequenceWaitResult result = _barrier.WaitFor(ref _wait, next);
                    long available = result.UnsafeAvailableSequence;
                    if (available < next)
                    {
                        emptyLooks = OnNothingAvailable(result, emptyLooks);
                        continue;
                    }

                    emptyLooks = 0;
                    isHandling = true;
                    long last = available - next >= _batchMax ? next + (_batchMax - 1) : available;
                    HandleBatch(ref next, last);
                    // Release: everything the handler did is seen before the stages behind see the sequence, and the
                    // reads of the slots are done before the producer may write them again.
                    _sequence.SetValue(last);
                }
            }
            catch (Exception ex) when (isHandling)
            {
                OnEventException(ex, next);
                next++;
            }
            catch (OperationCanceledException) when (_barrier.IsCancellationRequested)
            {
                if (run.IsHaltRequested) return;
                // Somebody else cancelled the barrier. We are to go on as soon as it is reset.
                Thread.Yield();
            }
        }
    }

    // Apart from the loop around it, since a local that an exception handler reads too lives in memory: here the
    // counter is in a register and the caller's copy, which says what failed, is only written.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void HandleBatch(ref long current, long last)
    {
        long next = current;
        _body.OnBatchStart(last - next + 1);
        do
        {
            current = next;
            _body.OnEvent(next, next == last);
            next++;
        }
        while (next <= last);
        current = next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int OnNothingAvailable(SequenceWaitResult result, int emptyLooks)
    {
        if (result.IsTimeout)
        {
            NotifyTimeout();
            return 0;
        }

        if (emptyLooks < EmptyLooksMax) return emptyLooks + 1;
        Thread.Yield();
        return emptyLooks;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnEventException(Exception ex, long failed)
    {
        // The handler may have moved its sequence itself, up to what it has done with. Sequences never go back.
        if (_sequence.Value < failed - 1) _sequence.SetValue(failed - 1);
        _body.HandleEventException(ex, failed);
        if (_sequence.Value < failed) _sequence.SetValue(failed);
    }

    private void NotifyStart()
    {
        try
        {
            _body.OnStart();
        }
        catch (Exception ex)
        {
            _body.HandleOnStartException(ex);
        }
    }

    private void NotifyShutdown()
    {
        try
        {
            _body.OnShutdown();
        }
        catch (Exception ex)
        {
            _body.HandleOnShutdownException(ex);
        }
    }

    private void NotifyTimeout()
    {
        long sequence = _sequence.Value;
        try
        {
            _body.OnTimeout(sequence);
        }
        catch (Exception ex)
        {
            _body.HandleOnTimeoutException(ex, sequence);
        }
    }
}
