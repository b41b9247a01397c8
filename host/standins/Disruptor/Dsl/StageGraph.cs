using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>
/// The stages of a ring and who waits for whom; starting, draining and halting them. Shared by all kinds of ring.
/// </summary>
/// <remarks>
/// Only the ends of chains gate the producer: what they have passed, all before them have. The graph is wired on one
/// thread, before the start; nothing is added afterwards.
/// </remarks>
internal sealed class StageGraph(ISequencer sequencer, TaskScheduler taskScheduler)
{
    private readonly List<Consumer> _consumers = [];
    private int _hasStarted;

    // Acquire: what Start did before is seen by whoever sees that it has.
    public bool HasStarted => Volatile.Read(ref _hasStarted) != 0;

    /// <summary>A barrier behind the given sequences, or behind the producer.</summary>
    public SequenceBarrier NewBarrier(Sequence[] before) => sequencer.NewBarrier(before);

    /// <summary>Adds stages behind the given sequences. Each must have its own barrier: halting cancels it.</summary>
    /// <exception cref="InvalidOperationException">The graph has started.</exception>
    public Sequence[] AddBehind<TSource>(
        Sequence[] before, TSource[] sources, Func<TSource, SequenceBarrier, IEventProcessor> create)
        where TSource : class
    {
        ArgumentNullException.ThrowIfNull(sources);
        CheckNotStarted();
        List<Consumer> added = [];
        foreach (TSource source in sources)
        {
            ArgumentNullException.ThrowIfNull(source, nameof(sources));
            SequenceBarrier barrier = NewBarrier(before);
            added.Add(new Consumer(create(source, barrier), source, barrier));
        }

        // All or none: nothing is wired when one of them could not be made.
        Sequence[] sequences = [.. added.ConvertAll(consumer => consumer.Processor.Sequence)];
        _consumers.AddRange(added);
        if (sequences.Length > 0) Gate(sequences, before);
        return sequences;
    }

    /// <summary>Adds stages that were made elsewhere; those already known are left as they are.</summary>
    /// <exception cref="InvalidOperationException">The graph has started.</exception>
    public Sequence[] Add(IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        CheckNotStarted();
        foreach (IEventProcessor processor in processors)
        {
            ArgumentNullException.ThrowIfNull(processor, nameof(processors));
            if (_consumers.Exists(consumer => ReferenceEquals(consumer.Processor, processor))) continue;
            _consumers.Add(new Consumer(processor, Handler: null, Barrier: null));
            Gate([processor.Sequence], before: []);
        }

        return Array.ConvertAll(processors, processor => processor.Sequence);
    }

    /// <summary>The stage of a handler.</summary>
    /// <exception cref="ArgumentException">The handler is not part of the graph.</exception>
    public Consumer Find(object handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _consumers.FindLast(consumer => ReferenceEquals(consumer.Handler, handler))
            ?? throw new ArgumentException(
                $"{handler.GetType().Name} handles no events of this ring.", nameof(handler));
    }

    public Sequence[] SequencesOf(object[] handlers)
    {
        ArgumentNullException.ThrowIfNull(handlers);
        return Array.ConvertAll(handlers, handler => Find(handler).Processor.Sequence);
    }

    /// <summary>Starts every stage, once. All count as running when this returns, alive or about to be.</summary>
    public void Start()
    {
        // Atomic: of several calls exactly one starts.
        if (Interlocked.Exchange(ref _hasStarted, 1) != 0)
        {
            throw new InvalidOperationException("Start must be called only once.");
        }

        foreach (Consumer consumer in _consumers) consumer.Processor.Start(taskScheduler);
    }

    public void Halt()
    {
        foreach (Consumer consumer in _consumers) consumer.Processor.Halt();
    }

    /// <summary>Waits until the ends of all chains have caught up with the producer, then halts.</summary>
    /// <exception cref="TimeoutException">They have not, in that time; nothing is halted.</exception>
    public void Shutdown(TimeSpan timeout)
    {
        long start = Stopwatch.GetTimestamp();
        SpinWait spin = default;
        while (HasBacklog())
        {
            if (timeout >= TimeSpan.Zero && Stopwatch.GetElapsedTime(start) > timeout)
            {
                throw new TimeoutException("The stages did not catch up with the producer in time.");
            }

            spin.SpinOnce();
        }

        Halt();
    }

    public void CheckNotStarted()
    {
        if (HasStarted) throw new InvalidOperationException("Stages are added before the start.");
    }

    // A stage that is not running will never catch up; waiting for it would be for ever. It is for the owner to see
    // that it is dead.
    private bool HasBacklog()
    {
        long cursor = sequencer.Cursor;
        return _consumers.Exists(consumer =>
            consumer.IsEndOfChain && consumer.Processor.IsRunning && consumer.Processor.Sequence.Value < cursor);
    }

    private void Gate(Sequence[] added, Sequence[] before)
    {
        // First the new ends, then away with the old: the producer is never without a gate.
        sequencer.AddGatingSequences(added);
        foreach (Sequence sequence in before)
        {
            sequencer.RemoveGatingSequence(sequence);
            foreach (Consumer consumer in _consumers)
            {
                if (ReferenceEquals(consumer.Processor.Sequence, sequence)) consumer.IsEndOfChain = false;
            }
        }
    }
}
