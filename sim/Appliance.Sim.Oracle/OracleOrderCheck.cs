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
        OracleGroup before, OracleGroup basis, OracleOrder order, OracleMarks marks)
    {
        ReasonCode refusal = FirstRefusal(before, basis, order);
        if (refusal != ReasonCode.None)
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, refusal, null, null);
        }

        OracleScalar imr = OracleRequirement.Imr(With(basis, order));
        OracleScalar equity = OracleEquity.Initial(before, marks);

        // Step 5.
        if (imr.Saturated || equity.Saturated)
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.Saturated, imr, equity);
        }

        if (imr.Value <= equity.Value)
        {
            return new OracleOrderAnswer(OracleVerdict.Accept, ReasonCode.None, imr, equity);
        }

        // Step 6.
        if (order.ReduceOnly && Reduces(before, order, marks))
        {
            return new OracleOrderAnswer(OracleVerdict.AcceptReduceOnly, ReasonCode.None, imr, equity);
        }

        // Step 7.
        bool wasShort = equity.Value < OracleRequirement.Imr(before).Value;
        ReasonCode reason = wasShort ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin;
        return new OracleOrderAnswer(OracleVerdict.Reject, reason, imr, equity);
    }

    /// <summary>Steps 1 to 3: all that the appliance's own closing orders are asked.</summary>
    public static ReasonCode BoundsRefusal(OracleGroup before, OracleGroup basis, OracleOrder order)
    {
        // Step 1.
        ReasonCode known = OracleRoom.Known(before, order.Instrument);
        if (known != ReasonCode.None)
        {
            return known;
        }

        OracleInstrument instrument = before.Snapshot.Instrument(order.Instrument);
        if (!InRange(order, instrument.IsCombo))
        {
            return ReasonCode.Range;
        }

        // Step 2. A replaced order still has its room.
        ReasonCode room = OracleRoom.For(before, order.Instrument);
        if (room != ReasonCode.None)
        {
            return room;
        }

        // Step 3, for the member and for its pool.
        if (before.Bounded.Any(OracleRequirement.OutOfBounds))
        {
            return ReasonCode.Range;
        }

        bool fits = With(basis, order).Bounded.All(
            group => group.Reserves <= OracleMath.MoneyMax && OracleRoom.Holds(group, order.Instrument));
        return fits ? ReasonCode.None : ReasonCode.Range;
    }

    private static ReasonCode FirstRefusal(OracleGroup before, OracleGroup basis, OracleOrder order)
    {
        ReasonCode bounds = BoundsRefusal(before, basis, order);
        if (bounds != ReasonCode.None || !order.ReduceOnly)
        {
            return bounds;
        }

        // Step 4. Q, Bx and Sx are the group's own, not its pool's.
        OracleHolding reach = basis.Reach().GetValueOrDefault(order.Instrument);
        bool isCombo = basis.Snapshot.Instrument(order.Instrument).IsCombo;
        bool opposite = reach.Q.Sign * (int)order.Side < 0;
        bool within = order.Lots + reach.Working(order.Side) <= BigInteger.Abs(reach.Q);
        return !isCombo && opposite && within ? ReasonCode.None : ReasonCode.ReduceOnly;
    }

    private static bool InRange(OracleOrder order, bool isCombo) =>
        order.Lots >= 1 && order.Lots <= Limits.OrderLotsMax
        && order.LimitValue < Limits.PerLotLimit
        && (isCombo ? order.LimitValue > -Limits.PerLotLimit : order.LimitValue >= 0)
        && order.ReservePerLot >= 0 && order.ReservePerLot < Limits.PerLotLimit
        && order.Fee >= 0 && order.Fee <= OracleMath.MoneyMax;

    private static OracleGroup With(OracleGroup basis, OracleOrder order)
    {
        OracleGroup after = basis.Clone();
        after.AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        return after;
    }

    /// <summary>
    /// Step 6: the full fill at v with fee f gives MMR' &lt;= MMR and E' - MMR' >= E - MMR. Neither E is clamped here,
    /// so that a fill beyond the bounds of money is not made to look small.
    /// </summary>
    private static bool Reduces(OracleGroup before, OracleOrder order, OracleMarks marks)
    {
        OracleGroup filled = before.Clone();
        filled.Move(order.Instrument, order.SignedLots, order.LimitValue, order.Fee);
        OracleScalar mmr = OracleRequirement.Mmr(before);
        OracleScalar mmrAfter = OracleRequirement.Mmr(filled);
        BigInteger gained = OracleEquity.Exact(filled, marks) - OracleEquity.Exact(before, marks);
        return !mmrAfter.Saturated && mmrAfter.Value <= mmr.Value && gained >= mmrAfter.Value - mmr.Value;
    }
}
