using System;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>One underlying's rates as a requirement reads them; its segments lie in the same memory.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal unsafe struct UnderlyingRates
{
    public ulong MultiplierQ32;
    public ulong BasisQ32;
    public KindRates Initial;
    public KindRates Maintenance;
}

/// <summary>The part that differs between initial and maintenance.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct KindRates
{
    public AffineSegment* Tier;
    public AffineSegment* Concentration;
    public long ShortOptionMicro;
    public int TierCount;
    public int ConcentrationCount;
}

/// <summary>
/// The snapshot's tables in one dense block outside the managed heap: a check of a random order finds all rates of an
/// underlying in two or three neighbouring lines instead of walking from object to object.
/// </summary>
internal sealed unsafe class RateTable : IDisposable
{
    private readonly UnderlyingRates* rows;

    public RateTable(RiskSnapshot snapshot)
    {
        int segments = 0;
        foreach (UnderlyingRisk u in snapshot.Underlyings)
        {
            segments += u.TierInitial.Length + u.TierMaintenance.Length;
            segments += u.ConcentrationInitial.Length + u.ConcentrationMaintenance.Length;
        }

        int count = snapshot.Underlyings.Length;
        TotalBytes = ((long)count * sizeof(UnderlyingRates)) + ((long)segments * sizeof(AffineSegment));
        rows = (UnderlyingRates*)HostMemory.Allocate((nuint)Math.Max(TotalBytes, 1));
        AffineSegment* next = (AffineSegment*)(rows + count);
        for (int i = 0; i < count; i++)
        {
            UnderlyingRisk u = snapshot.Underlyings[i];
            rows[i].MultiplierQ32 = u.MultiplierQ32;
            rows[i].BasisQ32 = u.BasisQ32;
            rows[i].Initial = Kind(u, MarginKind.Initial, ref next);
            rows[i].Maintenance = Kind(u, MarginKind.Maintenance, ref next);
        }
    }

    public long TotalBytes { get; }

    public UnderlyingRates* Row(int underlying) => unchecked(rows + underlying);

    public void Dispose() => HostMemory.Free(rows);

    private static KindRates Kind(UnderlyingRisk u, MarginKind kind, ref AffineSegment* next) => new()
    {
        TierCount = u.Tier(kind).Length,
        ConcentrationCount = u.Concentration(kind).Length,
        ShortOptionMicro = u.ShortOptionMicro(kind),
        Tier = Copy(u.Tier(kind), ref next),
        Concentration = Copy(u.Concentration(kind), ref next),
    };

    private static AffineSegment* Copy(ReadOnlySpan<AffineSegment> segments, ref AffineSegment* next)
    {
        AffineSegment* start = next;
        segments.CopyTo(new Span<AffineSegment>(start, segments.Length));
        next += segments.Length;
        return start;
    }
}
