using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>The load checks of section 5. What fails none makes IMR >= Req(IM, L) >= MMR always.</summary>
public static class OracleLoadCheck
{
    /// <summary>Every check the snapshot fails, in the order of the page; empty when it may be loaded.</summary>
    public static IReadOnlyList<OracleLoadError> Errors(OracleSnapshot snapshot)
    {
        List<OracleLoadError> errors = [];
        Add(errors, ShapeHolds(snapshot), OracleLoadError.Shape);
        if (errors.Count > 0)
        {
            return errors;
        }

        IReadOnlyList<OracleUnderlying> all = snapshot.Underlyings;
        Add(errors, snapshot.Phi.Im >= snapshot.Phi.Mm, OracleLoadError.PhiOrder);
        Add(errors, all.All(u => OracleDominance.Holds(u.Tier)), OracleLoadError.TierDominance);
        Add(errors, all.All(u => OracleDominance.Holds(u.Conc)), OracleLoadError.ConcDominance);
        Add(errors, all.All(u => u.Som.Im >= u.Som.Mm && u.Som.Mm >= 0), OracleLoadError.SomDominance);
        Add(errors, all.All(u => u.Mult >= OracleMath.One), OracleLoadError.MultBelowOne);
        Add(errors, snapshot.Lambda <= OracleMath.One, OracleLoadError.LambdaAboveOne);
        Add(errors, Rates(snapshot).All(IsRate), OracleLoadError.RateRange);
        Add(errors, snapshot.K is >= 1 and <= 8 && snapshot.H >= 8, OracleLoadError.TailCount);
        Add(errors, Entries(snapshot).All(IsPerLot), OracleLoadError.ArrayBound);
        Add(errors, Known(snapshot).All(i => i.Ra[0] == 0), OracleLoadError.FirstEntryNotZero);
        return errors;
    }

    private static void Add(List<OracleLoadError> errors, bool holds, OracleLoadError error)
    {
        if (!holds)
        {
            errors.Add(error);
        }
    }

    /// <summary>Sections 3 and 5: 32 bucket entries, H joint entries, H a multiple of 8, indices that exist.</summary>
    private static bool ShapeHolds(OracleSnapshot snapshot) =>
        snapshot.H >= 0 && snapshot.H % 8 == 0
        && snapshot.Underlyings.Count is > 0 and <= Limits.UnderlyingsMax
        && snapshot.Instruments.Count <= Limits.InstrumentsMax
        && Known(snapshot).All(i => i.Ra.Count == OracleAccumulators.BucketEntries && i.Raj.Count == snapshot.H)
        && Known(snapshot).All(i => i.Underlying >= 0 && i.Underlying < snapshot.Underlyings.Count)
        && Tables(snapshot).All(table => table.Count <= Limits.AffineSegmentsMax);

    private static bool IsRate(BigInteger rate) => rate >= 0 && rate < BigInteger.One << 40;

    private static bool IsPerLot(BigInteger loss) => BigInteger.Abs(loss) < Limits.PerLotLimit;

    private static IEnumerable<OracleInstrument> Known(OracleSnapshot snapshot) =>
        snapshot.Instruments.OfType<OracleInstrument>();

    private static IEnumerable<BigInteger> Entries(OracleSnapshot snapshot) =>
        Known(snapshot).SelectMany(i => i.Ra.Concat(i.Raj));

    private static IEnumerable<IReadOnlyList<OracleSegment>> Tables(OracleSnapshot snapshot) =>
        snapshot.Underlyings.SelectMany(u => new[] { u.Tier.Im, u.Tier.Mm, u.Conc.Im, u.Conc.Mm });

    private static IEnumerable<BigInteger> Rates(OracleSnapshot snapshot) =>
        new[]
        {
            snapshot.Lambda, snapshot.Phi.Im, snapshot.Phi.Mm, snapshot.Bcall, snapshot.Btarget, snapshot.Theta,
            snapshot.LiqFee, snapshot.Smmr, snapshot.Ba,
        }
        .Concat(snapshot.Underlyings.SelectMany(u => new[] { u.Mult, u.Basis }))
        .Concat(Tables(snapshot).SelectMany(table => table.Select(segment => segment.Slope)));
}
