using System.Runtime.CompilerServices;
using Appliance.Core;
using Appliance.Telemetry;

namespace Appliance.Pipeline;

/// <summary>
/// Measures how long an event lies in the ring before the machine takes it. Reading a clock costs more than the ring
/// does, so only every n-th event is measured, by its sequence: which ones does not depend on how busy the ring is.
/// It decides nothing.
/// </summary>
internal sealed class RingWait(LatencyHistogram waits, IClock clock)
{
    /// <summary>A power of two.</summary>
    public const int SampleEvery = 16;

    private const long SampleMask = SampleEvery - 1;

    /// <summary>Ingest, before it publishes the slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter(long sequence, ref EventSlot slot)
    {
        if ((sequence & SampleMask) == 0)
        {
            slot.SequencedNs = clock.MonotonicNs;
        }
    }

    /// <summary>The machine's stage, before it decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave(long sequence, ref EventSlot slot)
    {
        if ((sequence & SampleMask) == 0)
        {
            waits.Record(clock.MonotonicNs - slot.SequencedNs);
        }
    }
}
