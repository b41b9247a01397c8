using System;
using System.Collections.Generic;
using System.Threading;
using Disruptor;

namespace Appliance.Pipeline;

/// <summary>
/// One wait strategy a stage. For the ring's producer it is a strategy too: one that wakes the stages that block, and
/// that costs nothing on publish when none does. Nobody waits by it.
/// </summary>
internal sealed class RingWaits : IWaitStrategy
{
    private static readonly TimeSpan LookUp = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan PhasedSpin = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan PhasedYield = TimeSpan.FromMilliseconds(1);
    private const int SleepingRetries = 200;
    private readonly PipelineConfig config;
    private readonly Dictionary<StageRole, IWaitStrategy> strategies = [];
    private readonly IWaitStrategy[] blocking;

    public RingWaits(PipelineConfig config)
    {
        this.config = config;
        List<IWaitStrategy> found = [];
        foreach (StageRole role in new[] { StageRole.Machine, StageRole.Journal, StageRole.Publish })
        {
            IdleKind wait = config[role].Wait;
            strategies[role] = Make(wait);
            if (wait is IdleKind.Block or IdleKind.TimeoutBlock)
            {
                found.Add(strategies[role]);
            }
        }

        blocking = [.. found];
    }

    /// <summary>Whether the producer has anybody to wake.</summary>
    public bool IsBlockingStrategy => blocking.Length > 0;

    /// <summary>The strategy of a stage behind the ring, for the sequences it follows.</summary>
    public IWaitStrategy Of(StageRole role, DependentSequenceGroup group)
    {
        if (config[role].Wait == IdleKind.Hybrid && role == StageRole.Machine)
        {
            group.Tag = HybridSpinWaitStrategy.AggressiveSpinWaitTag;
        }

        return strategies[role];
    }

    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("stages wait by their own strategies");

    public void SignalAllWhenBlocking()
    {
        foreach (IWaitStrategy strategy in blocking)
        {
            strategy.SignalAllWhenBlocking();
        }
    }

    private static IWaitStrategy Make(IdleKind wait) => wait switch
    {
        IdleKind.Spin => new BusySpinWaitStrategy(),
        IdleKind.Yield => new YieldingWaitStrategy(),
        IdleKind.Sleep => new SleepingWaitStrategy(SleepingRetries),
        IdleKind.SpinWait => new SpinWaitWaitStrategy(),
        IdleKind.Hybrid => new HybridSpinWaitStrategy(),
        IdleKind.Block => new BlockingWaitStrategy(),
        IdleKind.TimeoutBlock => new TimeoutBlockingWaitStrategy(LookUp),
        _ => PhasedBackoffWaitStrategy.WithSleep(PhasedSpin, PhasedYield),
    };
}
