using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The device's own copy of the newest epoch's parameters and tables, and of the shape that never changes. The
/// caller may change its snapshot as soon as a load has returned. Rows and segments lie dense outside the managed heap;
/// memory is taken at start, and again only by a load whose tables are longer than all before.
/// </summary>
internal sealed unsafe class RiskTables : IDisposable
{
    private readonly UnderlyingRow* underlyings;
    private readonly InstrumentRow* instruments;
    private AffineSegment* segments;
    private long segmentsMax;
    private long segmentCount;

    public RiskTables(RiskSnapshot snapshot)
    {
        Profile = snapshot.Profile;
        UnderlyingCount = snapshot.Underlyings.Length;
        InstrumentCount = snapshot.Instruments.Length;
        Parameters = snapshot.Parameters;
        underlyings = (UnderlyingRow*)HostMemory.Allocate((nuint)UnderlyingCount * (nuint)sizeof(UnderlyingRow));
        instruments = (InstrumentRow*)HostMemory.Allocate((nuint)InstrumentCount * (nuint)sizeof(InstrumentRow));
        for (int i = 0; i < InstrumentCount; i++)
        {
            SetShape(instruments + i, snapshot.Instruments[i]);
        }

        CopyFrom(snapshot);
    }

    public RiskProfile Profile { get; }

    public int UnderlyingCount { get; }

    public int InstrumentCount { get; }

    /// <summary>Bytes of all rows and tables.</summary>
    public long TotalBytes => ((long)UnderlyingCount * sizeof(UnderlyingRow))
        + ((long)InstrumentCount * sizeof(InstrumentRow)) + (segmentsMax * sizeof(AffineSegment));

    public RiskParameters Parameters { get; private set; }

    public UnderlyingRow* Underlying(int underlying) => underlyings + underlying;

    public InstrumentRow* Instrument(int instrument) => instruments + instrument;

    /// <summary>Takes over all tables of a snapshot of the first one's shape; a change of it throws.</summary>
    public void CopyFrom(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Profile == Profile);
        Check.That(snapshot.Underlyings.Length == UnderlyingCount);
        Check.That(snapshot.Instruments.Length == InstrumentCount);
        MakeRoom(CountSegments(snapshot));
        segmentCount = 0;
        Parameters = snapshot.Parameters;
        for (int u = 0; u < UnderlyingCount; u++)
        {
            UnderlyingRisk risk = snapshot.Underlyings[u];
            UnderlyingRow* row = underlyings + u;
            row->Multiplier = risk.MultiplierQ32;
            row->Basis = risk.BasisQ32;
            row->Oracle = risk.OracleQ32;
            row->ShortOptionInitial = risk.ShortOptionInitialMicro;
            row->ShortOptionMaintenance = risk.ShortOptionMaintenanceMicro;
            row->TierInitial = Keep(risk.TierInitial.Span);
            row->TierMaintenance = Keep(risk.TierMaintenance.Span);
            row->ConcentrationInitial = Keep(risk.ConcentrationInitial.Span);
            row->ConcentrationMaintenance = Keep(risk.ConcentrationMaintenance.Span);
        }

        for (int i = 0; i < InstrumentCount; i++)
        {
            CopyInstrument(instruments + i, snapshot.Instruments[i]);
        }
    }

    public void Dispose()
    {
        HostMemory.Free(underlyings);
        HostMemory.Free(instruments);
        HostMemory.Free(segments);
    }

    private static long CountSegments(RiskSnapshot snapshot)
    {
        long count = 0;
        foreach (UnderlyingRisk u in snapshot.Underlyings)
        {
            count += u.TierInitial.Length + u.TierMaintenance.Length;
            count += u.ConcentrationInitial.Length + u.ConcentrationMaintenance.Length;
        }

        foreach (InstrumentRisk i in snapshot.Instruments)
        {
            count += i.StandardInitial.Length + i.StandardMaintenance.Length;
        }

        return count;
    }

    // Every table is written anew after this, so nothing of the old ones is kept.
    private void MakeRoom(long count)
    {
        if (count <= segmentsMax)
        {
            return;
        }

        HostMemory.Free(segments);
        segments = (AffineSegment*)HostMemory.Allocate((nuint)count * (nuint)sizeof(AffineSegment));
        segmentsMax = count;
    }

    private void CopyInstrument(InstrumentRow* row, InstrumentRisk risk)
    {
        Check.That(row->Underlying == risk.Underlying && row->Expiry == risk.Expiry);
        Check.That(row->IsOption == risk.IsOption && row->IsLinear == risk.IsLinear);
        Check.That(row->IsCollateral == risk.IsCollateral && row->LegCount == risk.Legs.Length);
        for (int k = 0; k < row->LegCount; k++)
        {
            Check.That(row->Leg(k) == risk.Legs.Span[k]);
        }

        // No rate reaches 2^40, so the magnitude is exact.
        row->Funding = (ulong)Math.Abs(risk.FundingQ32);
        row->IsFundingOnLongs = risk.FundingQ32 > 0;
        row->ShortLotInitial = risk.ShortLotInitialMicro;
        row->ShortLotMaintenance = risk.ShortLotMaintenanceMicro;
        row->StandardInitial = Keep(risk.StandardInitial.Span);
        row->StandardMaintenance = Keep(risk.StandardMaintenance.Span);
    }

    private void SetShape(InstrumentRow* row, InstrumentRisk risk)
    {
        Check.That(risk.Underlying >= 0 && risk.Underlying < UnderlyingCount);
        Check.That(risk.Expiry is >= 0 and < Limits.GroupExpiriesMax);
        row->Underlying = risk.Underlying;
        row->Expiry = risk.Expiry;
        row->IsOption = risk.IsOption;
        row->IsLinear = risk.IsLinear;
        row->IsCollateral = risk.IsCollateral;
        Check.That(risk.Legs.Length <= Limits.ComboLegsMax);
        row->LegCount = risk.Legs.Length;
        for (int k = 0; k < row->LegCount; k++)
        {
            ComboLeg leg = risk.Legs.Span[k];
            Check.That(leg.Instrument >= 0 && leg.Instrument < InstrumentCount);
            Check.That(leg.Ratio is not 0 and >= -Limits.ComboRatioMax and <= Limits.ComboRatioMax);
            row->SetLeg(k, leg);
        }
    }

    private SegmentTable Keep(ReadOnlySpan<AffineSegment> table)
    {
        Check.That(table.Length <= Limits.AffineSegmentsMax && segmentCount + table.Length <= segmentsMax);
        SegmentTable kept = new() { First = segments + segmentCount, Count = table.Length };
        table.CopyTo(new Span<AffineSegment>(kept.First, kept.Count));
        segmentCount += table.Length;
        return kept;
    }
}
