using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Room and ranges: steps 1 to 3 of section 7 for a group and for its pool.</summary>
internal sealed class PlainBounds(PlainState state)
{
    private Bend Bend => state.Bend;

    /// <summary>Whether the instrument may be ordered or traded in this group.</summary>
    public ReasonCode Instrument(PlainGroup group, int instrument)
    {
        PlainEpoch epoch = group.Epoch;
        bool isKnown = epoch.Knows(instrument) && !epoch.Instruments[instrument].IsCollateral;
        bool isForeign = group.Kind == MarginGroupKind.Isolated && instrument != group.Only
            && Bend != Bend.IsolationMissing;
        return isKnown && !isForeign ? ReasonCode.None : ReasonCode.UnknownInstrument;
    }

    /// <summary>
    /// Room for an instrument, or for a combination and its legs, in the group and then in its pool. A trade of a
    /// combination takes room for the legs alone.
    /// </summary>
    public ReasonCode Room(PlainUnit unit, PlainGroup group, int instrument, bool isOrder)
    {
        InstrumentRisk risk = group.Epoch.Instruments[instrument];
        int[] legs = Bend == Bend.ComboLegsTakeNoRoom ? [] : [.. risk.Legs.ToArray().Select(leg => leg.Instrument)];
        int[] wanted = risk.IsCombo && !isOrder ? legs : [instrument, .. legs];
        PlainBook own = state.Requirement.Book(PlainUnit.Alone(group));
        ReasonCode reason = Room(own, wanted);
        bool asksPool = unit.IsPool && Bend != Bend.PoolRoomNotChecked;
        return reason == ReasonCode.None && asksPool ? Room(state.Requirement.Book(unit), wanted) : reason;
    }

    /// <summary>Bounds of lots, gabs and reserves with the group in its next state.</summary>
    public bool FitsOrder(PlainUnit unit, PlainUnit next, PlainGroup group, PlainGroup changed, int instrument)
    {
        bool fitsOwn = Fits(PlainUnit.Alone(group), PlainUnit.Alone(changed), instrument);
        bool fitsPool = !unit.IsPool || Fits(unit, next, instrument);
        return (fitsOwn || (unit.IsPool && Bend == Bend.MemberRangeNotChecked))
            && (fitsPool || Bend == Bend.PoolRangeNotChecked);
    }

    /// <summary>As for an order, but in a group out of range what makes no position larger passes.</summary>
    public bool FitsTrade(PlainUnit before, PlainUnit after, int instrument)
    {
        PlainBook then = state.Requirement.Book(before), now = state.Requirement.Book(after);
        int[] touched = Touched(then, instrument);
        return state.Requirement.IsOutOfRange(then)
            ? touched.All(i => Math.Abs(Held(now, i)) <= Math.Abs(Held(then, i)))
            : touched.All(i => LotsOf(now, i) <= LotsMax) && !state.Requirement.IsOutOfRange(now);
    }

    private long LotsMax => Limits.GroupLotsMax - (Bend == Bend.LargestLotsRefused ? 1 : 0);

    private ReasonCode Room(PlainBook book, int[] wanted)
    {
        HashSet<int> rooms = [.. book.Rooms];
        HashSet<int> underlyings = [.. rooms.Select(i => book.Epoch.Instruments[i].Underlying)];
        foreach (int i in wanted)
        {
            if (rooms.Add(i) && rooms.Count > state.Capacity.GroupInstruments)
            {
                return ReasonCode.GroupInstrumentCapacity;
            }

            if (underlyings.Add(book.Epoch.Instruments[i].Underlying)
                && underlyings.Count > state.Capacity.GroupBuckets)
            {
                return ReasonCode.GroupBucketCapacity;
            }
        }

        return ReasonCode.None;
    }

    private bool Fits(PlainUnit before, PlainUnit after, int instrument)
    {
        PlainBook book = state.Requirement.Book(after);
        InstrumentRisk risk = book.Epoch.Instruments[instrument];
        int[] touched = Touched(book, instrument);
        PlainHolding own = book.Held.GetValueOrDefault(instrument);
        bool fits = !risk.IsCombo || (BigInteger)own.B + own.S <= LotsMax;
        return fits
            && touched.All(i => LotsOf(book, i) <= LotsMax)
            && !state.Requirement.IsOutOfRange(book)
            && book.Reserves <= FixedPoint.MoneyMax
            && !state.IsOutOfRange(before);
    }

    private static long Held(PlainBook book, int instrument) => book.Held.GetValueOrDefault(instrument).Q;

    private int[] Touched(PlainBook book, int instrument)
    {
        InstrumentRisk risk = book.Epoch.Instruments[instrument];
        return risk.IsCombo && Bend != Bend.ComboBoundsNotCounted
            ? [.. risk.Legs.ToArray().Select(leg => leg.Instrument)] : [instrument];
    }

    private static BigInteger LotsOf(PlainBook book, int instrument)
    {
        PlainHolding h = book.Reached.GetValueOrDefault(instrument);
        return BigInteger.Abs(h.Q) + h.B + h.S;
    }
}
