using System.Collections.Generic;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Section 7: the order check, reserving, replacing and giving back.</summary>
internal sealed class PlainOrders(PlainState state, PlainBounds bounds)
{
    private Bend Bend => state.Bend;

    public DeviceResult Place(in DeviceCommand c)
    {
        if (state.IsPool(c.Group))
        {
            return state.Answer(c.Group, ReasonCode.UnknownAccount);
        }

        PlainGroup group = state.Groups[c.Group];
        PlainUnit unit = state.Unit(c.Group);
        ReasonCode reason = bounds.Instrument(group, c.Instrument);
        reason = reason == ReasonCode.None && !IsLegal(group, c) ? ReasonCode.Range : reason;
        reason = reason == ReasonCode.None ? bounds.Room(unit, group, c.Instrument, isOrder: true) : reason;
        if (reason != ReasonCode.None)
        {
            return state.Answer(unit, reason);
        }

        bool isReplace = c.Op == DeviceOp.ReplaceOrder;
        PlainGroup basis = !isReplace ? group : group.WithWorking(
            c.Instrument, c.Side, -c.OldLots, -((BigInteger)c.OldLots * OldReserve(c)));
        PlainGroup changed = basis.WithWorking(c.Instrument, c.Side, c.Lots, (BigInteger)c.Lots * c.Reserve);
        PlainUnit next = unit.With(changed);
        if (!bounds.FitsOrder(unit, next, group, changed, c.Instrument))
        {
            return state.Answer(unit, ReasonCode.Range);
        }

        if (c.Op != DeviceOp.ReserveOrder && IsReduceOnly(c) && !MayReduce(changed, c))
        {
            return state.Answer(unit, ReasonCode.ReduceOnly);
        }

        DeviceResult result = c.Op == DeviceOp.ReserveOrder
            ? state.Answer(next, ReasonCode.None)
            : Judge(c, unit, next);
        if (result.IsAccepted && (c.Op != DeviceOp.EvaluateOrder || Bend == Bend.EvaluateOrderCommits))
        {
            state.Groups[c.Group] = changed;
        }

        return result;
    }

    public DeviceResult Release(in DeviceCommand c)
    {
        PlainGroup group = state.Groups[c.Group];
        BigInteger reserve = Bend == Bend.ReleaseKeepsReserve ? 0 : (BigInteger)c.Lots * c.Reserve;
        state.Groups[c.Group] = group.WithWorking(c.Instrument, c.Side, -c.Lots, -reserve);
        return state.Answer(c.Group, ReasonCode.None);
    }

    private BigInteger OldReserve(in DeviceCommand c) => Bend == Bend.ReplaceKeepsOldReserve ? 0 : c.OldReserve;

    private static bool IsReduceOnly(in DeviceCommand c) => (c.Flags & DeviceCommandFlags.ReduceOnly) != 0;

    private static bool IsLegal(PlainGroup group, in DeviceCommand c)
    {
        bool isCombo = group.Epoch.Instruments[c.Instrument].IsCombo;
        long lowest = isCombo ? 1 - Limits.PerLotLimit : 0;
        bool isOld = c.Op != DeviceOp.ReplaceOrder || (c.OldLots is >= 1 and <= Limits.OrderLotsMax
            && c.OldReserve is >= 0 and < Limits.PerLotLimit);
        return c.Lots is >= 1 and <= Limits.OrderLotsMax
            && c.Side is 1 or -1
            && c.Value >= lowest && c.Value < Limits.PerLotLimit
            && c.Reserve is >= 0 and < Limits.PerLotLimit
            && c.Fee is >= 0 and <= FixedPoint.MoneyMax
            && isOld;
    }

    // Step 4, with the order among the group's own working lots.
    private bool MayReduce(PlainGroup changed, in DeviceCommand c)
    {
        if (changed.Epoch.Instruments[c.Instrument].IsCombo)
        {
            return false;
        }

        PlainBook book = state.Requirement.Book(PlainUnit.Alone(changed));
        PlainHolding reached = Bend == Bend.ReduceIgnoresCombos ? changed[c.Instrument]
            : book.Reached.GetValueOrDefault(c.Instrument);
        long q = book.Reached.GetValueOrDefault(c.Instrument).Q;
        long working = c.Side > 0 ? reached.B : reached.S;
        working = Bend == Bend.ReduceIgnoresWorking ? c.Lots : working;
        long opposite = c.Side > 0 ? -q : q;
        return Bend == Bend.ReduceWholeRefused ? working < opposite : working <= opposite;
    }

    private DeviceResult Judge(in DeviceCommand c, PlainUnit unit, PlainUnit next)
    {
        PlainScalar initial = state.EquityOf(next, true), needed = state.Imr(next);
        DeviceResult result = state.Answer(next, ReasonCode.None);
        bool isSaturated = needed.IsSaturated || (initial.IsSaturated && Bend != Bend.SaturatedEquityPasses);
        if (isSaturated)
        {
            return Rejected(result, ReasonCode.Saturated);
        }

        bool isCovered = Bend == Bend.OrderNeedsOneMore ? needed.Value < initial.Value : needed.Value <= initial.Value;
        isCovered |= Bend == Bend.OrderMayLackOne && needed.Value == initial.Value + 1;
        if (isCovered)
        {
            return result;
        }

        if (IsReduceOnly(c) && IsReducing(c, unit))
        {
            result.Verdict = DeviceVerdict.AcceptReduceOnly;
            return result;
        }

        PlainUnit before = Bend == Bend.ReplaceJudgedWithoutOld && c.OldLots > 0
            ? unit.With(state.Groups[c.Group].WithWorking(
                c.Instrument, c.Side, -c.OldLots, -((BigInteger)c.OldLots * c.OldReserve)))
            : unit;
        BigInteger had = state.EquityOf(before, Bend != Bend.ShortByTriggerEquity).Value;
        BigInteger owed = state.Imr(before).Value;
        bool wasShort = Bend == Bend.ShortNotStrict ? had <= owed : had < owed;
        return Rejected(result, wasShort ? ReasonCode.ReduceOnly : ReasonCode.InsufficientMargin);
    }

    private static DeviceResult Rejected(DeviceResult result, ReasonCode reason)
    {
        result.Verdict = DeviceVerdict.Reject;
        result.Reason = reason;
        return result;
    }

    // Step 6: not riskier and not further from maintenance after a full fill; equity after it is not clamped.
    private bool IsReducing(in DeviceCommand c, PlainUnit unit)
    {
        PlainGroup group = state.Groups[c.Group], filled = group.Clone();
        PlainHolding h = filled[c.Instrument];
        filled[c.Instrument] = h with { Q = h.Q + (c.Side * c.Lots) };
        filled.Cash -= ((BigInteger)c.Side * c.Lots * c.Value) + (Bend == Bend.ReduceForgetsFee ? 0 : c.Fee);
        PlainUnit after = unit.With(filled);
        PlainScalar mmr = state.Mmr(unit), less = state.Mmr(after);
        BigInteger equity = state.EquityOf(unit, false).Value;
        BigInteger gained = state.Equity.Exact(state.Requirement.Book(after), false)
            - state.Equity.Exact(state.Requirement.Book(unit), false);
        BigInteger distance = equity + gained - less.Value - (equity - mmr.Value);
        bool isLess = Bend == Bend.ReduceMustLower ? less.Value < mmr.Value
            : Bend == Bend.ReduceMayRaise || less.Value <= mmr.Value;
        bool isNear = Bend == Bend.ReduceMustGain ? distance > 0 : distance >= 0;
        return !less.IsSaturated && isLess && isNear;
    }
}
