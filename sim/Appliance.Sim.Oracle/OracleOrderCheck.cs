using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Section 7, the device's seven steps. <c>before</c> is the group as it stands. <c>basis</c> is what the order is
/// added to: the same, or for a replace the group without the old order. Both are only read.
/// </summary>
internal static class OracleOrderCheck
{
    public static OracleOrderAnswer Decide(
        OracleGroup before, OracleGroup basis, OracleOrder order, IReadOnlyList<BigInteger> marks)
    {
        ReasonCode refusal = FirstRefusal(before, basis, order);
        if (refusal != ReasonCode.None)
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, refusal, null, null);
        }

        OracleGroup after = basis.Clone();
        after.AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        OracleScalar imr = OracleRequirement.Imr(after);
        OracleScalar equity = OracleEquity.Of(before, marks);

        // Step 5.
        if (imr.Saturated || equity.Saturated)
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.Saturated, imr.Value, equity.Value);
        }

        if (imr.Value <= equity.Value)
        {
            return new OracleOrderAnswer(OracleVerdict.Accept, ReasonCode.None, imr.Value, equity.Value);
        }

        // Step 6.
        if (order.ReduceOnly && Reduces(before, order, marks))
        {
            return new OracleOrderAnswer(OracleVerdict.AcceptReduceOnly, ReasonCode.None, imr.Value, equity.Value);
        }

        // Step 7.
        bool wasShort = equity.Value < OracleRequirement.Imr(before).Value;
        ReasonCode reason = wasShort ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin;
        return new OracleOrderAnswer(OracleVerdict.Reject, reason, imr.Value, equity.Value);
    }

    /// <summary>Step 2 for a group that is to get the instrument: 64 instruments, then 16 underlyings.</summary>
    public static ReasonCode Room(OracleGroup group, int instrument)
    {
        if (group.Holdings.ContainsKey(instrument))
        {
            return ReasonCode.None;
        }

        if (group.Holdings.Count >= Limits.GroupInstrumentsMax)
        {
            return ReasonCode.GroupInstrumentCapacity;
        }

        HashSet<int> underlyings =
            [.. group.Holdings.Keys.Where(group.Snapshot.Knows).Select(i => group.Snapshot.Instrument(i).Underlying)];
        bool fits = underlyings.Contains(group.Snapshot.Instrument(instrument).Underlying)
            || underlyings.Count < Limits.GroupBucketsMax;
        return fits ? ReasonCode.None : ReasonCode.GroupBucketCapacity;
    }

    /// <summary>Steps 1 to 3: all that the appliance's own closing orders are asked.</summary>
    public static ReasonCode BoundsRefusal(OracleGroup before, OracleGroup basis, OracleOrder order)
    {
        // Step 1.
        if (!basis.Snapshot.Knows(order.Instrument))
        {
            return ReasonCode.UnknownInstrument;
        }

        if (!InRange(order))
        {
            return ReasonCode.Range;
        }

        // Step 2. A replaced order still has its room.
        ReasonCode room = Room(before, order.Instrument);
        if (room != ReasonCode.None)
        {
            return room;
        }

        // Step 3.
        bool lotsFit = basis[order.Instrument].LotsW + order.Lots <= Limits.GroupLotsMax;
        bool gabsFits = !OracleRequirement.OutOfBounds(before) && GabsWith(basis, order) <= OracleMath.MoneyMax;
        bool reservesFit = basis.Reserves + (order.Lots * order.ReservePerLot) <= OracleMath.MoneyMax;
        return lotsFit && gabsFits && reservesFit ? ReasonCode.None : ReasonCode.Range;
    }

    private static ReasonCode FirstRefusal(OracleGroup before, OracleGroup basis, OracleOrder order)
    {
        ReasonCode bounds = BoundsRefusal(before, basis, order);
        if (bounds != ReasonCode.None)
        {
            return bounds;
        }

        // Step 4.
        OracleHolding holding = basis[order.Instrument];
        bool opposite = holding.Q.Sign * (int)order.Side < 0;
        bool within = order.Lots + holding.Working(order.Side) <= BigInteger.Abs(holding.Q);
        return order.ReduceOnly && !(opposite && within) ? ReasonCode.ReduceOnly : ReasonCode.None;
    }

    private static bool InRange(OracleOrder order) =>
        order.Lots >= 1 && order.Lots <= Limits.OrderLotsMax
        && order.LimitValue >= 0 && order.LimitValue < Limits.PerLotLimit
        && order.ReservePerLot >= 0 && order.ReservePerLot < Limits.PerLotLimit
        && order.Fee >= 0 && order.Fee <= OracleMath.MoneyMax;

    private static BigInteger GabsWith(OracleGroup basis, OracleOrder order) =>
        OracleAccumulators.Gabs(basis) + (order.Lots * basis.Snapshot.Instrument(order.Instrument).Rmax);

    /// <summary>
    /// Step 6: the full fill at v with fee f gives MMR' &lt;= MMR and E' - MMR' >= E - MMR. E is not saturated here;
    /// E' is what it would be without the clamp, so that a fill beyond the bounds of money is not made to look small.
    /// </summary>
    private static bool Reduces(OracleGroup before, OracleOrder order, IReadOnlyList<BigInteger> marks)
    {
        OracleGroup filled = before.Clone();
        filled.Move(order.Instrument, order.SignedLots, order.LimitValue, order.Fee);
        OracleScalar mmr = OracleRequirement.Mmr(before);
        OracleScalar mmrAfter = OracleRequirement.Mmr(filled);
        BigInteger gained = OracleEquity.Exact(filled, marks) - OracleEquity.Exact(before, marks);
        return !mmrAfter.Saturated && mmrAfter.Value <= mmr.Value && gained >= mmrAfter.Value - mmr.Value;
    }
}
