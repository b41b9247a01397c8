using System;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>Every wait strategy by name.</summary>
internal static class WaitStrategies
{
    public static string[] Names =>
    [
        "busy", "yielding", "spin-wait", "hybrid", "sleeping", "blocking", "blocking-spin-wait", "timeout-blocking",
        "phased-lock", "phased-sleep",
    ];

    public static TheoryData<string> All => [.. Names];

    /// <summary>
    /// Those that leave the core to others while they wait: many threads on few cores get on with them.
    /// </summary>
    public static string[] Considerate =>
        ["yielding", "spin-wait", "hybrid", "sleeping", "blocking", "blocking-spin-wait", "timeout-blocking"];

    public static IWaitStrategy Create(string name)
    {
        TimeSpan brief = TimeSpan.FromMicroseconds(20);
        return name switch
        {
            "busy" => new BusySpinWaitStrategy(),
            "yielding" => new YieldingWaitStrategy(),
            "spin-wait" => new SpinWaitWaitStrategy(),
            "hybrid" => new HybridSpinWaitStrategy(),
            "sleeping" => new SleepingWaitStrategy(),
            "blocking" => new BlockingWaitStrategy(),
            "blocking-spin-wait" => new BlockingSpinWaitWaitStrategy(),
            "timeout-blocking" => new TimeoutBlockingWaitStrategy(TimeSpan.FromMilliseconds(1)),
            "phased-lock" => PhasedBackoffWaitStrategy.WithLock(brief, brief),
            "phased-sleep" => PhasedBackoffWaitStrategy.WithSleep(brief, brief),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such strategy."),
        };
    }
}
