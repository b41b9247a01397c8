using System.Threading;
using Appliance.Core;

namespace Appliance.Transport;

/// <summary>A clock that stands still until told: for tests and the simulated world. Any thread may read it.</summary>
public sealed class ManualClock : IClock
{
    private long monotonicNs;
    private long utcNs;

    public ManualClock(long monotonicNs = 0, long utcNs = 0)
    {
        this.monotonicNs = monotonicNs;
        this.utcNs = utcNs;
    }

    /// <inheritdoc/>
    public long MonotonicNs => Volatile.Read(ref monotonicNs);

    /// <inheritdoc/>
    public long UtcNs => Volatile.Read(ref utcNs);

    /// <summary>Both clocks move on together.</summary>
    public void Advance(long ns)
    {
        Check.That(ns >= 0);
        Volatile.Write(ref monotonicNs, monotonicNs + ns);
        Volatile.Write(ref utcNs, utcNs + ns);
    }

    /// <summary>The wall clock is set, back too: the monotonic clock does not follow.</summary>
    public void JumpUtc(long utcNs) => Volatile.Write(ref this.utcNs, utcNs);
}
