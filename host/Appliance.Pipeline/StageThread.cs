using System;
using System.Threading;

namespace Appliance.Pipeline;

/// <summary>How a stage's thread waits when there is nothing to do.</summary>
public enum IdleKind
{
    /// <summary>Burns its core: lowest latency, wants a core of its own.</summary>
    Spin = 0,

    /// <summary>Spins briefly, then gives the core to whoever wants it.</summary>
    Yield = 1,

    /// <summary>As Yield, and after a while sleeps a millisecond at a time.</summary>
    Sleep = 2,
}

/// <summary>
/// Gives a stage a thread. An exception ends the stage and is kept: whoever runs the pipeline sees it, stops the rest
/// and fails loudly.
/// </summary>
public sealed class StageThread
{
    private const int SpinsBeforeYield = 64;
    private const int IdleBeforeSleep = 4096;
    private readonly IStage stage;
    private readonly IdleKind idle;
    private readonly int batchMax;
    private readonly long warmUpEvents;
    private readonly Action? onWarm;
    private readonly Thread thread;
    private volatile bool isStopping;
    private long handled;
    private long allocatedAtWarm = -1;
    private long handledAtWarm;

    /// <param name="warmUpEvents">Allocation is counted from here on.</param>
    /// <param name="onWarm">Called once, on the stage's thread, when it has handled that many.</param>
    public StageThread(IStage stage, IdleKind idle, int batchMax, long warmUpEvents, Action? onWarm = null)
    {
        this.stage = stage;
        this.idle = idle;
        this.batchMax = batchMax;
        this.warmUpEvents = warmUpEvents;
        this.onWarm = onWarm;
        thread = new Thread(Run) { IsBackground = true, Name = "appliance-" + stage.Name };
    }

    public string Name => stage.Name;

    /// <summary>Told of every turn that did something; null tells nobody.</summary>
    internal StageFeed? Feed { get; init; }

    /// <summary>What ended the stage, when it did not end by itself.</summary>
    public Exception? Fault { get; private set; }

    public bool IsAlive => thread.IsAlive;

    /// <summary>Bytes this thread allocated since warm-up, and events it handled meanwhile; after the end.</summary>
    public (long Bytes, long Events) AllocatedSinceWarm { get; private set; }

    public void Start() => thread.Start();

    /// <summary>The stage finishes its turn and ends.</summary>
    public void Stop() => isStopping = true;

    public void Join() => thread.Join();

    private void Run()
    {
        try
        {
            Loop();
        }
#pragma warning disable CA1031 // A stage that dies for any reason must be seen by the runner.
        catch (Exception fault)
#pragma warning restore CA1031 // End of that place.
        {
            Fault = fault;
        }

        if (allocatedAtWarm >= 0)
        {
            AllocatedSinceWarm =
                (GC.GetAllocatedBytesForCurrentThread() - allocatedAtWarm, handled - handledAtWarm);
        }
    }

    private void Loop()
    {
        int idleTurns = 0;
        while (!isStopping)
        {
            int done = stage.DoWork(batchMax);
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
    }

    private void BecomeWarm()
    {
        onWarm?.Invoke();
        handledAtWarm = handled;
        allocatedAtWarm = GC.GetAllocatedBytesForCurrentThread();
    }

    private void Wait(int idleTurns)
    {
        if (idle == IdleKind.Spin || idleTurns <= SpinsBeforeYield)
        {
            Thread.SpinWait(8);
        }
        else if (idle == IdleKind.Yield || idleTurns <= IdleBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }
}
