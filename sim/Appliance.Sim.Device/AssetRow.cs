using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>The device's own copy of one asset's tables, written anew at each load.</summary>
internal sealed class AssetRow
{
    private AffineSegment[] credit = [];
    private int creditCount;

    public long PriceMicro { get; private set; }

    public ReadOnlySpan<AffineSegment> Credit => credit.AsSpan(0, creditCount);

    public ulong DebtHaircutQ32 { get; private set; }

    public int WrongWayUnderlying { get; private set; }

    /// <summary>Entry of the bucket block whose loss is the wrong way.</summary>
    public int WrongWayEntry { get; private set; }

    public ulong WrongWayQ32 { get; private set; }

    public ulong OracleQ32 { get; private set; }

    /// <summary>Collateral instrument, -1 for none.</summary>
    public int RiskInstrument { get; private set; }

    public long LotUnits { get; private set; }

    public void CopyFrom(AssetRisk risk)
    {
        creditCount = risk.Credit.Length;
        if (creditCount > credit.Length)
        {
            credit = new AffineSegment[creditCount];
        }

        risk.Credit.Span.CopyTo(credit);
        PriceMicro = risk.PriceMicro;
        DebtHaircutQ32 = risk.DebtHaircutQ32;
        WrongWayUnderlying = risk.WrongWayUnderlying;
        WrongWayEntry = risk.IsWrongWayLong ? RiskProfile.DeltaUp : RiskProfile.DeltaDown;
        WrongWayQ32 = risk.WrongWayQ32;
        OracleQ32 = risk.OracleQ32;
        RiskInstrument = risk.RiskInstrument;
        LotUnits = risk.LotUnits;
    }
}
