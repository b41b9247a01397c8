using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// What a working combination means for its legs. Invariant: while a combination has a place in a group, each of its
/// legs has one too, because its Bx or Sx is not zero.
/// </summary>
internal sealed unsafe class ComboLegs
{
    private readonly RiskTables tables;
    private readonly GroupStore store;
    private readonly ArrayTable arrays;

    public ComboLegs(RiskTables tables, GroupStore store, ArrayTable arrays)
    {
        this.tables = tables;
        this.store = store;
        this.arrays = arrays;
    }

    /// <summary>The position of a leg; the group must have it.</summary>
    public GroupPosition* Position(GroupHeader* header, ComboLeg leg)
    {
        int index = GroupStore.FindPosition(header, leg.Instrument);
        Check.That(index >= 0);
        return store.Positions(header) + index;
    }

    /// <summary>B and S: what is left of Bx and Sx without the combinations.</summary>
    public (long Buys, long Sells) Own(GroupHeader* header, GroupPosition* position)
    {
        (long buys, long sells) = (position->Bx, position->Sx);
        GroupPosition* positions = store.Positions(header);
        int left = header->ComboCount;
        for (int p = 0; p < header->PositionCount && left > 0; p++)
        {
            InstrumentRow* combo = tables.Instrument(positions[p].Instrument);
            left -= combo->LegCount > 0 ? 1 : 0;
            for (int k = 0; k < combo->LegCount; k++)
            {
                ComboLeg leg = combo->Leg(k);
                if (leg.Instrument == position->Instrument)
                {
                    (long reachUp, long reachDown) = Reach(positions + p, leg.Ratio);
                    buys -= reachUp;
                    sells -= reachDown;
                }
            }
        }

        Check.That(buys >= 0 && sells >= 0);
        return (buys, sells);
    }

    /// <summary>Own working lots of one side.</summary>
    public long OwnWorking(GroupHeader* header, GroupPosition* position, int side)
    {
        if (header->ComboCount == 0)
        {
            return side > 0 ? position->Bx : position->Sx;
        }

        (long buys, long sells) = Own(header, position);
        return side > 0 ? buys : sells;
    }

    /// <summary>What a combination's working lots add to Bx and Sx of a leg.</summary>
    public static (long Buys, long Sells) Reach(GroupPosition* combo, int ratio) => ratio > 0
        ? (ratio * combo->Bx, ratio * combo->Sx)
        : (-ratio * combo->Sx, -ratio * combo->Bx);

    /// <summary>
    /// Whether every leg stays within its lots with <paramref name="added"/> lots of the combination more (or fewer)
    /// working; <paramref name="gabs"/> grows by what they add to it.
    /// </summary>
    /// <param name="added">Magnitude below 2^32.</param>
    public bool IsReachInBounds(GroupHeader* header, InstrumentRow* combo, long added, ref Int128 gabs)
    {
        bool isInBounds = true;
        for (int k = 0; k < combo->LegCount; k++)
        {
            ComboLeg leg = combo->Leg(k);
            GroupPosition* position = Position(header, leg);
            long reach = Math.Abs(leg.Ratio) * added;
            isInBounds &= Math.Abs(position->Q) + position->Bx + position->Sx + reach <= Limits.GroupLotsMax;
            gabs += (Int128)reach * arrays.Rmax(leg.Instrument);
        }

        return isInBounds;
    }

    /// <summary>
    /// The trades of the legs that a trade of the combination is: each by its ratio, all but the first for the value
    /// of their lots at the mark, the first for what is left of the amount.
    /// </summary>
    /// <param name="signedLots">Of the combination, magnitude at most 2^41.</param>
    /// <param name="amount">Signed lots times the value per lot, micro.</param>
    /// <returns>How many moves were written.</returns>
    public int Split(
        GroupHeader* header,
        InstrumentRow* combo,
        long signedLots,
        Int128 amount,
        ReadOnlySpan<long> marksMicro,
        Span<PositionMove> moves)
    {
        Int128 first = amount;
        for (int k = combo->LegCount - 1; k >= 0; k--)
        {
            ComboLeg leg = combo->Leg(k);
            int index = GroupStore.FindPosition(header, leg.Instrument);
            Check.That(index >= 0);
            long lots = signedLots * leg.Ratio;
            Int128 own = k > 0 ? (Int128)lots * marksMicro[leg.Instrument] : first;
            first -= own;
            moves[k] = new PositionMove(index, lots, own);
        }

        return combo->LegCount;
    }
}
