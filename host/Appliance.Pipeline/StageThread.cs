using System;
using System.Threading;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// Gives a stage a thread, which pins itself, says when it is up, and waits as it was told. An exception ends the
/// stage and raises the fence.
/// </summary>
public sealed class StageThread
{
    private const int SpinsBeforeYield = 64;
    private const int IdleBeforeSleep = 4096;
    private readonly IStage stage;
    private readonly StageSettings settings;
    private readonly int batchMax;
    private readonly long warmUpEvents;
    private readonly Fence fence;
    private readonly Action? onWarm;
    private readonly Thread thread;
    private volatile bool isStopping;
    private volatile bool hasStarted;
    private volatile bool isWorking;
    private bool isWoken;
    private long turns;
    private long handled;
    private long allocatedAtWarm = -1;
    private long allocatedLast;
    private long handledAtWarm;

    /// <param name="warmUpEvents">Allocation is counted from here on.</param>
    /// <param name="onWarm">Called once, on the stage's thread, when it has handled that many.</param>
    public StageThread(
        IStage stage, StageSettings settings, int batchMax, long warmUpEvents, Fence fence, Action? onWarm = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        this.stage = stage;
        this.settings = settings;
        this.batchMax = batchMax;
        this.warmUpEvents = warmUpEvents;
        this.fence = fence;
        this.onWarm = onWarm;
        thread = new Thread(Run) { IsBackground = true, Name = "appliance-" + stage.Name };
    }

    public StageRole Role => stage.Role;

    public string Name => stage.Name;

    /// <summary>Told of every turn that did something; null tells nobody.</summary>
    internal StageFeed? Feed { get; init; }

    /// <summary>What ended the stage, when it did not end by itself.</summary>
    public Exception? Fault { get; private set; }

    public bool IsAlive => thread.IsAlive;

    /// <summary>The thread runs, on its core.</summary>
    public bool HasStarted => hasStarted;

    /// <summary>Turns begun.</summary>
    public long Turns => Volatile.Read(ref turns);

    /// <summary>In the middle of a turn, not waiting for work.</summary>
    public bool IsWorking => isWorking;

    /// <summary>Bytes this thread allocated since warm-up, and events it handled meanwhile; after the end.</summary>
    public (long Bytes, long Events) AllocatedSinceWarm { get; private set; }

    public void Start() => thread.Start();

    /// <summary>The stage finishes its turn and ends. Whoever calls this wakes it too.</summary>
    public void Stop() => isStopping = true;

    /// <summary>False when the thread is still busy after that time.</summary>
    public bool Join(TimeSpan timeout) => thread.Join(timeout);

    private void Run()
    {
        try
        {
            if (settings.IsPinned)
            {
                ThreadAffinity.Pin(settings.Core);
            }

            hasStarted = true;
            Loop();
        }
#pragma warning disable CA1031 // A stage that dies for any reason must be seen, and must not let anything through.
        catch (Exception fault)
#pragma warning restore CA1031 // End of that place.
        {
            Fault = fault;
            fence.Raise(stage.Role, fault);
        }

        isWorking = false;
        if (allocatedAtWarm >= 0)
        {
            AllocatedSinceWarm = (allocatedLast - allocatedAtWarm, handled - handledAtWarm);
        }
    }

    private void Loop()
    {
        int idleTurns = 0;
        while (!isStopping)
        {
            Volatile.Write(ref turns, turns + 1);
            isWorking = true;
            int done = stage.DoWork(batchMax);
            isWorking = false;
            handled += done;
            if (done > 0)
            {
                Feed?.After(done);
                idleTurns = 0;
                if (allocatedAtWarm < 0 && handled >= warmUpEvents)
                {
                    BecomeWarm();
                }
            }
            else
            {
                Wait(++idleTurns);
            }
        }

        allocatedLast = isWoken ? allocatedLast : GC.GetAllocatedBytesForCurrentThread();
    }

    private void BecomeWarm()
    {
        onWarm?.Invoke();
        handledAtWarm = handled;
        allocatedAtWarm = GC.GetAllocatedBytesForCurrentThread();
        allocatedLast = allocatedAtWarm;
    }

    private void Wait(int idleTurns)
    {
        SequenceBarrier? barrier = isWoken ? null : stage.Barrier;
        if (barrier is null || barrier.DependentSequences.Value >= stage.Awaited)
        {
            LookAgain(idleTurns);
            return;
        }

        // Taken here because the call-off at the end costs an exception, which is none of the stage's doing.
        allocatedLast = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            barrier.WaitFor(stage.Awaited);
        }
        catch (OperationCanceledException)
        {
            isWoken = true;
        }
    }

    private void LookAgain(int idleTurns)
    {
        bool isSpinning = settings.IsSpinning(stage.Role);
        if (isSpinning || idleTurns <= SpinsBeforeYield)
        {
            Thread.SpinWait(8);
        }
        else if (settings.Wait is IdleKind.Yield or IdleKind.SpinWait or IdleKind.Hybrid
            || idleTurns <= IdleBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }
}
