using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>
/// A device's snapshot as the oracle reads it. Arrays of linear contracts are made anew from shocks and contract
/// value with the oracle's own arithmetic.
/// </summary>
public static class OracleSnapshots
{
    /// <summary>All of a snapshot. What the oracle is given must have passed the load checks.</summary>
    public static OracleSnapshot From(RiskSnapshot snapshot)
    {
        RiskParameters p = snapshot.Parameters;
        return new OracleSnapshot
        {
            Epoch = snapshot.Epoch,
            H = snapshot.Profile.JointColumns,
            K = snapshot.Profile.TailCount,
            Lambda = p.LambdaQ32,
            Phi = new OracleByKind<BigInteger>(p.PhiInitialQ32, p.PhiMaintenanceQ32),
            Bcall = p.CallQ32,
            Btarget = p.TargetQ32,
            Theta = p.BackstopQ32,
            LiqFee = p.LiquidationFeeQ32,
            Smmr = p.SpreadToMaintenanceQ32,
            Ba = p.BankruptcyAdjustmentQ32,
            Tail = p.Tail == TailMeasure.ValueAtRisk ? OracleTailMeasure.Var : OracleTailMeasure.Es,
            ProfitWeight = p.ProfitWeightQ32,
            ProfitCap = p.ProfitCapMicro,
            Underlyings = [.. snapshot.Underlyings.Select(Underlying)],
            Instruments = [.. Enumerable.Range(0, snapshot.Instruments.Length).Select(i => Instrument(snapshot, i))],
            Assets = [.. snapshot.Assets.Select(Asset)],
        };
    }

    /// <summary>The next epoch: all of it when tables changed, else instruments with a new array anew.</summary>
    public static OracleSnapshot Next(OracleSnapshot last, RiskSnapshot snapshot)
    {
        if (snapshot.TablesEpoch > last.Epoch)
        {
            return From(snapshot);
        }

        IEnumerable<OracleInstrument?> instruments = last.Instruments.Select(
            (old, i) => snapshot.ArrayEpoch(i) > last.Epoch ? Instrument(snapshot, i) : old);
        return last with { Epoch = snapshot.Epoch, Instruments = [.. instruments] };
    }

    private static OracleInstrument Instrument(RiskSnapshot snapshot, int index)
    {
        InstrumentRisk risk = snapshot.Instruments[index];
        BigInteger cvE = snapshot.ArrayedAtMicro(index);
        OracleInstrument bare;
        if (risk.IsLinear && cvE > 0)
        {
            BigInteger[] shocks = Bigs(snapshot.LossShocksQ32(risk.Underlying));
            bare = OracleLinear.Instrument(risk.Underlying, risk.Expiry, cvE, shocks) with { IsOption = risk.IsOption };
        }
        else
        {
            BigInteger[] losses = Bigs(snapshot.Losses(index));
            bare = new OracleInstrument(
                risk.Underlying,
                risk.Expiry,
                risk.IsOption,
                losses[..RiskProfile.BucketEntries],
                losses[RiskProfile.BucketEntries..]);
        }

        return bare with
        {
            CvE = cvE,
            Std = new OracleByKind<IReadOnlyList<OracleSegment>>(
                Segments(risk.StandardInitial), Segments(risk.StandardMaintenance)),
            LotReq = new OracleByKind<BigInteger>(risk.ShortLotInitialMicro, risk.ShortLotMaintenanceMicro),
            Funding = risk.FundingQ32,
            IsCollateral = risk.IsCollateral,
            Legs = [.. risk.Legs.ToArray().Select(leg => new OracleLeg(leg.Instrument, leg.Ratio))],
        };
    }

    private static OracleAsset Asset(AssetRisk a) => new(a.PriceMicro, Segments(a.Credit))
    {
        DebtHaircut = a.DebtHaircutQ32,
        WrongWayUnderlying = a.WrongWayUnderlying,
        WrongWayEntry = a.IsWrongWayLong ? OracleAccumulators.DeltaUp : OracleAccumulators.DeltaDown,
        Omega = a.WrongWayQ32,
        Oracle = a.OracleQ32,
        RiskInstrument = a.RiskInstrument,
        LotUnits = a.LotUnits,
    };

    private static OracleUnderlying Underlying(UnderlyingRisk u) => new(
        u.MultiplierQ32,
        u.BasisQ32,
        new OracleByKind<BigInteger>(u.ShortOptionInitialMicro, u.ShortOptionMaintenanceMicro),
        new OracleByKind<IReadOnlyList<OracleSegment>>(Segments(u.TierInitial), Segments(u.TierMaintenance)),
        new OracleByKind<IReadOnlyList<OracleSegment>>(
            Segments(u.ConcentrationInitial), Segments(u.ConcentrationMaintenance)))
    {
        LongOptionHaircut = u.LongOptionHaircutQ32,
        Oracle = u.OracleQ32,
    };

    private static OracleSegment[] Segments(ReadOnlyMemory<AffineSegment> table) =>
        [.. table.ToArray().Select(s => new OracleSegment(s.SlopeQ32, s.OffsetMicro))];

    private static BigInteger[] Bigs(ReadOnlySpan<long> values)
    {
        BigInteger[] bigs = new BigInteger[values.Length];
        for (int k = 0; k < bigs.Length; k++)
        {
            bigs[k] = values[k];
        }

        return bigs;
    }
}
