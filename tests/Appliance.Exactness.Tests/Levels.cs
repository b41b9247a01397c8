using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Amounts at which something just holds or just does not: found from the state by the plain rules, give or take a
/// micro.
/// </summary>
internal sealed class Levels(Prng random, PlainState state)
{
    /// <summary>Cash that makes equity what the order will need; null when there is none.</summary>
    public long? CashUntilNeeded(in DeviceCommand order)
    {
        if (!state.IsOpen(order.Group) || state.IsPool(order.Group) || !state.Newest.Knows(order.Instrument))
        {
            return null;
        }

        PlainGroup group = Newest(order.Group);
        PlainGroup after = group.WithWorking(
            order.Instrument, order.Side, order.Lots - order.OldLots, ReserveOf(order));
        return CashUntilCovered(after);
    }

    /// <summary>Cash that just covers IMR once the group is in this state.</summary>
    public long? CashUntilCovered(PlainGroup after)
    {
        PlainUnit unit = Unit(after.Id).With(after);
        if (state.IsOutOfRange(unit))
        {
            return null;
        }

        PlainScalar imr = state.Imr(unit);
        BigInteger missing = imr.Value - Exact(unit, true) + random.Between(-1, 1);
        return imr.IsSaturated || !PlainMath.IsMoney(after.Cash + missing) ? null : StepValues.Clamp(missing);
    }

    /// <summary>The fee at which a full fill just keeps the distance to maintenance; null when there is none.</summary>
    public long? FeeOfReduction(in DeviceCommand order)
    {
        PlainGroup group = Newest(order.Group), filled = group.Clone();
        PlainHolding h = filled[order.Instrument];
        filled[order.Instrument] = h with { Q = h.Q + (order.Side * order.Lots) };
        filled.Cash -= (BigInteger)order.Side * order.Lots * order.Value;
        PlainUnit before = Unit(order.Group), after = before.With(filled);
        BigInteger fee = Exact(after, false) - Exact(before, false)
            + state.Mmr(before).Value - state.Mmr(after).Value + random.Between(-1, 1);
        return fee >= 0 && fee <= FixedPoint.MoneyMax ? (long)fee : null;
    }

    /// <summary>Cash that takes equity to MMR, the call level, IMR or zero.</summary>
    public long CashToLevel(uint group)
    {
        Newest(group);
        PlainUnit unit = Unit(group);
        BigInteger mmr = state.Mmr(unit).Value;
        int wanted = (int)random.Next(6);
        BigInteger level = wanted switch
        {
            0 or 1 => mmr,
            2 => PlainMath.MulCeil(mmr, unit.Head.Epoch.Parameters.CallQ32),
            3 or 4 => state.Imr(unit).Value,
            _ => 0,
        };
        return StepValues.Clamp(level - Exact(unit, wanted is 3 or 4) + random.Between(-1, 1));
    }

    /// <summary>Cash that leaves equity somewhere below the liquidation target.</summary>
    public long CashBelowTarget(uint group)
    {
        Newest(group);
        PlainUnit unit = Unit(group);
        BigInteger target = PlainMath.MulCeil(state.Mmr(unit).Value, unit.Head.Epoch.Parameters.TargetQ32);
        return StepValues.Clamp((target * random.Next(1000) / 1000) - Exact(unit, false));
    }

    /// <summary>The withdrawal that leaves just what is needed, or one that leaves nothing or breaks a bound.</summary>
    public long Withdrawal(uint group)
    {
        if (!state.IsOpen(group))
        {
            return -random.Next(1000) - 1;
        }

        PlainUnit unit = Unit(group);
        BigInteger cash = state.Groups[group].Cash;
        BigInteger amount = random.Next(12) switch
        {
            0 => FixedPoint.MoneyMax - cash + random.Next(2),
            1 => -FixedPoint.MoneyMax - cash - random.Next(2),
            < 8 => state.Imr(unit).Value - Exact(unit, true) - random.Between(-1, 1),
            8 => -cash,
            _ => -random.Next(1_000_000),
        };
        return StepValues.Clamp(amount);
    }

    // A command on the group comes next, so the amount is that of the newest epoch. The plain device switches by
    // itself when it comes; switching it here already changes nothing that anyone can see of it.
    private PlainGroup Newest(uint group)
    {
        state.Touch(group);
        return state.Groups[group];
    }

    private PlainUnit Unit(uint group) => state.Unit(group);

    private BigInteger Exact(PlainUnit unit, bool isInitial) =>
        state.Equity.Exact(state.Requirement.Book(unit), isInitial);

    private static BigInteger ReserveOf(in DeviceCommand order) =>
        ((BigInteger)order.Lots * order.Reserve) - ((BigInteger)order.OldLots * order.OldReserve);
}
