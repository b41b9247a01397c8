using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>Section 7, steps 1 to 3 as far as orders, trades and collateral share them.</summary>
internal static class OracleRoom
{
    /// <summary>
    /// No pool, else UnknownAccount. In the snapshot, no collateral instrument and an isolated group's own, else
    /// UnknownInstrument.
    /// </summary>
    public static ReasonCode Known(OracleGroup group, int instrument)
    {
        if (group.IsPool)
        {
            return ReasonCode.UnknownAccount;
        }

        bool isOwn = group.Kind != OracleGroupKind.Isolated || instrument == group.Terms.Instrument;
        return isOwn && group.Snapshot.Knows(instrument) && !group.Snapshot.Instrument(instrument).IsCollateral
            ? ReasonCode.None
            : ReasonCode.UnknownInstrument;
    }

    /// <summary>
    /// Step 2: 64 instruments, then 16 underlyings; a combination needs room for itself, then for each leg in turn.
    /// First the member, then its pool.
    /// </summary>
    public static ReasonCode For(OracleGroup group, int instrument) => For(group, Concerned(group, instrument));

    /// <summary>Room for a trade without an order: of a combination its legs need it alone.</summary>
    public static ReasonCode ForTrade(OracleGroup group, int instrument)
    {
        bool isCombo = group.Snapshot.Instrument(instrument).IsCombo;
        return For(group, Concerned(group, instrument).Skip(isCombo ? 1 : 0));
    }

    /// <summary>
    /// Step 3 for a group as it would be: |Q| + Bx + Sx of the instrument or of every leg, B + S of a combination, and
    /// gabs.
    /// </summary>
    public static bool Holds(OracleGroup group, int instrument)
    {
        IReadOnlyDictionary<int, OracleHolding> reach = group.Reach();
        return Concerned(group, instrument).All(i => (i == instrument ? group[i] : default).LotsW <= Limits.GroupLotsMax
                && reach.GetValueOrDefault(i).LotsW <= Limits.GroupLotsMax)
            && OracleAccumulators.Gabs(group) <= OracleMath.MoneyMax;
    }

    /// <summary>
    /// Bounds of a trade: as for an order, but in a group that is out of range what makes no position larger passes
    /// (section 8).
    /// </summary>
    public static bool Allows(OracleGroup now, OracleGroup next, int instrument) => now.Bounded.Zip(next.Bounded)
        .All(pair => OracleRequirement.OutOfBounds(pair.First)
            ? Concerned(now, instrument).All(i => BigInteger.Abs(pair.Second[i].Q) <= BigInteger.Abs(pair.First[i].Q))
            : Holds(pair.Second, instrument));

    private static ReasonCode For(OracleGroup group, IEnumerable<int> concerned)
    {
        int[] instruments = [.. concerned];
        return group.Bounded.Select(bounded => Within(bounded, instruments))
            .FirstOrDefault(reason => reason != ReasonCode.None);
    }

    private static ReasonCode Within(OracleGroup group, int[] instruments)
    {
        HashSet<int> occupied = [.. group.Occupied()];
        HashSet<int> underlyings =
            [.. occupied.Where(group.Snapshot.Knows).Select(i => group.Snapshot.Instrument(i).Underlying)];
        foreach (int i in instruments)
        {
            if (occupied.Add(i) && occupied.Count > Limits.GroupInstrumentsMax)
            {
                return ReasonCode.GroupInstrumentCapacity;
            }

            if (underlyings.Add(group.Snapshot.Instrument(i).Underlying)
                && underlyings.Count > Limits.GroupBucketsMax)
            {
                return ReasonCode.GroupBucketCapacity;
            }
        }

        return ReasonCode.None;
    }

    /// <summary>The instrument and, of a combination, its legs.</summary>
    private static IEnumerable<int> Concerned(OracleGroup group, int instrument) =>
        [instrument, .. group.Snapshot.Instrument(instrument).Legs.Select(leg => leg.Instrument)];
}
