using System;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Section 9: what closing lots of a position brings, and how many it takes.</summary>
internal sealed class PlainLiquidation(PlainState state)
{
    private Bend Bend => state.Bend;

    public DeviceResult EvaluateClose(in DeviceCommand c)
    {
        if (!IsHeld(c))
        {
            return state.Answer(c.Group, ReasonCode.Range);
        }

        DeviceResult result = state.Answer(c.Group, ReasonCode.None);
        result.Amount = (long)MmrAfter(c, c.Lots);
        return result;
    }

    public DeviceResult Size(in DeviceCommand c)
    {
        if (!IsHeld(c))
        {
            return state.Answer(c.Group, ReasonCode.Range);
        }

        DeviceResult result = state.Answer(c.Group, ReasonCode.None);
        BigInteger peak = IsFrozen(c) ? 0 : Peak(c);
        bool isCured = Bend == Bend.CureMustGain ? Gain(c, peak) > 0 : Gain(c, peak) >= 0;
        result.Amount = (long)(isCured && Bend != Bend.CureTakesPeak ? Smallest(c, peak) : peak);
        result.Flags |= isCured ? DeviceResultFlags.Cured : DeviceResultFlags.None;
        return result;
    }

    // What the group itself holds or works may be asked about; collateral is not closed.
    private bool IsHeld(in DeviceCommand c)
    {
        PlainGroup group = state.Groups[c.Group];
        return group.Epoch.Knows(c.Instrument) && !group.Epoch.Instruments[c.Instrument].IsCollateral
            && group.Held.ContainsKey(c.Instrument);
    }

    // Out of range, by itself or with its pool: no requirement falls by closing.
    private bool IsFrozen(in DeviceCommand c) => state.IsOutOfRange(state.Unit(c.Group))
        || state.IsOutOfRange(PlainUnit.Alone(state.Groups[c.Group]));

    private BigInteger MmrAfter(in DeviceCommand c, BigInteger lots)
    {
        if (IsFrozen(c))
        {
            return FixedPoint.MoneyMax;
        }

        PlainGroup closed = state.Groups[c.Group].Clone();
        PlainHolding h = closed[c.Instrument];
        closed[c.Instrument] = h with { Q = h.Q - ((long)lots * Math.Sign(h.Q)) };
        return state.Mmr(state.Unit(c.Group).With(closed)).Value;
    }

    private BigInteger Gain(in DeviceCommand c, BigInteger lots)
    {
        PlainUnit unit = state.Unit(c.Group);
        BigInteger mmr = MmrAfter(c, lots);
        BigInteger target = unit.Head.Epoch.Parameters.TargetQ32;
        return state.EquityOf(unit, Bend == Bend.SizingOfInitialEquity).Value - (c.Value * lots)
            - PlainMath.Up(mmr, target, Bend == Bend.TargetRoundsDown);
    }

    // First x with g(x+1) <= g(x), by halving.
    private BigInteger Peak(in DeviceCommand c)
    {
        BigInteger low = 0, high = BigInteger.Abs(state.Groups[c.Group][c.Instrument].Q);
        while (low < high)
        {
            BigInteger middle = (low + high) / 2;
            BigInteger here = Gain(c, middle), next = Gain(c, middle + 1);
            bool isPast = Bend == Bend.PeakPastFlat ? next < here : next <= here;
            (low, high) = isPast ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private BigInteger Smallest(in DeviceCommand c, BigInteger peak)
    {
        BigInteger low = 0, high = peak;
        while (low < high)
        {
            BigInteger middle = (low + high) / 2;
            (low, high) = Gain(c, middle) >= 0 ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
