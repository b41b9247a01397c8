using System.Threading;
using Appliance.Core;

namespace Appliance.Bench.Ring;

/// <summary>What was sent, to compare with what arrived: count and sum.</summary>
internal sealed class Tally
{
    private long sent;

    /// <summary>Numbers events from 0; gives the first of the next so many.</summary>
    public long Take(int count)
    {
        long first = sent;
        sent += count;
        return first;
    }

    public long Sent => sent;

    public void Verify(long received, long sum)
    {
        Check.That(received == sent);
        Check.That(sum == (sent * (sent - 1) / 2));
    }

    /// <summary>Spins until the count is reached; offers the core to others only after a long time.</summary>
    public static void Await(ref long value, long wanted)
    {
        SpinWait spin = default;
        int looks = 0;
        while (Volatile.Read(ref value) < wanted)
        {
            if (++looks > 1000) spin.SpinOnce(-1);
        }
    }
}
