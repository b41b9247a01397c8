using System.Threading;
using Disruptor;

namespace Appliance.Bench.Ring;

/// <summary>What all contestants of a turn share.</summary>
/// <param name="Slots">Room between the threads.</param>
/// <param name="Pair">Where a producer and one consumer run.</param>
/// <param name="IsYielding">Waiting threads offer their core; for more threads than cores.</param>
internal sealed record RelaySetting(int Slots, CorePair Pair, bool IsYielding)
{
    private const int SpinTries = 100;

    public IWaitStrategy CreateWait() => IsYielding ? new YieldingWaitStrategy() : new BusySpinWaitStrategy();

    /// <summary>Pins the one consumer; several go where the scheduler sends them.</summary>
    public void PinStage(int stage)
    {
        if (!IsYielding) Pair.PinSecond();
        // What a pinned producer's thread would have handed down.
        else Cores.Pin(Cores.Usable);
    }

    /// <summary>One look without success, of a contestant that waits by itself as the ring's strategies do.</summary>
    public void Pause(ref int looks)
    {
        if (IsYielding && ++looks > SpinTries) Thread.Yield();
    }

    /// <summary>Spins until a sequence is reached; offers the core to others only after a long time.</summary>
    public static void Await(Sequence sequence, long wanted)
    {
        SpinWait spin = default;
        int looks = 0;
        while (sequence.Value < wanted)
        {
            if (++looks > 1000) spin.SpinOnce(-1);
        }
    }
}
