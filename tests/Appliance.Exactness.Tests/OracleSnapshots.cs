using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>
/// A device's snapshot as the oracle reads it. Arrays of linear contracts are made anew from shocks and contract
/// value with the oracle's own arithmetic.
/// </summary>
internal static class OracleSnapshots
{
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
            Underlyings = [.. snapshot.Underlyings.Select(Underlying)],
            Instruments = [.. Enumerable.Range(0, snapshot.Instruments.Length).Select(i => Instrument(snapshot, i))],
        };
    }

    /// <summary>The next epoch: one instrument anew, the others as they were.</summary>
    public static OracleSnapshot Next(OracleSnapshot last, RiskSnapshot snapshot)
    {
        IEnumerable<OracleInstrument?> instruments = last.Instruments.Select(
            (old, i) => snapshot.ArrayEpoch(i) == snapshot.Epoch ? Instrument(snapshot, i) : old);
        return last with { Epoch = snapshot.Epoch, Instruments = [.. instruments] };
    }

    private static OracleInstrument Instrument(RiskSnapshot snapshot, int index)
    {
        InstrumentRisk risk = snapshot.Instruments[index];
        if (risk.IsLinear && snapshot.ArrayedAtMicro(index) > 0)
        {
            BigInteger[] shocks = Bigs(snapshot.LossShocksQ32(risk.Underlying));
            return OracleLinear.Instrument(risk.Underlying, risk.Expiry, snapshot.ArrayedAtMicro(index), shocks);
        }

        BigInteger[] losses = Bigs(snapshot.Losses(index));
        return new OracleInstrument(
            risk.Underlying,
            risk.Expiry,
            risk.IsOption,
            losses[..RiskProfile.BucketEntries],
            losses[RiskProfile.BucketEntries..]);
    }

    private static OracleUnderlying Underlying(UnderlyingRisk u) => new(
        u.MultiplierQ32,
        u.BasisQ32,
        new OracleByKind<BigInteger>(u.ShortOptionInitialMicro, u.ShortOptionMaintenanceMicro),
        new OracleByKind<IReadOnlyList<OracleSegment>>(Segments(u.TierInitial), Segments(u.TierMaintenance)),
        new OracleByKind<IReadOnlyList<OracleSegment>>(
            Segments(u.ConcentrationInitial), Segments(u.ConcentrationMaintenance)));

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
