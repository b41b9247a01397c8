using System;
using System.Diagnostics;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>The machine's own clocks: Stopwatch for durations, the wall clock for stamps.</summary>
public sealed class SystemClock : IClock
{
    private const long NsPerSecond = 1_000_000_000;

    /// <inheritdoc/>
    public long MonotonicNs
    {
        get
        {
            long ticks = Stopwatch.GetTimestamp();
            return Stopwatch.Frequency == NsPerSecond ? ticks : Scale(ticks);
        }
    }

    /// <inheritdoc/>
    public long UtcNs => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;

    private static long Scale(long ticks) => (long)((Int128)ticks * NsPerSecond / Stopwatch.Frequency);
}
