using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// The delta pairs D_e of one underlying, one an expiry: made anew from the positions of the bucket, which are few,
/// instead of kept. Every sum is bounded by gabs, also that of a combination's parts: sum_e |r_e| is at most
/// sum_k |n_k| * rmax_k, and its lots are in gabs through its legs.
/// </summary>
internal sealed unsafe class ExpiryPairs
{
    private readonly RiskTables tables;
    private readonly GroupStore store;
    private readonly ArrayTable arrays;
    private readonly ComboLegs legs;

    public ExpiryPairs(RiskTables tables, GroupStore store, ArrayTable arrays, ComboLegs legs)
    {
        this.tables = tables;
        this.store = store;
        this.arrays = arrays;
        this.legs = legs;
    }

    /// <summary>min( sum_e pos(D_e.up), sum_e pos(D_e.down) ); for groups that are not out of range.</summary>
    public long Matched(GroupHeader* header, int bucketIndex, MarginKind kind)
    {
        Span<long> up = stackalloc long[Limits.GroupExpiriesMax];
        Span<long> down = stackalloc long[Limits.GroupExpiriesMax];
        up.Clear();
        down.Clear();
        GroupPosition* positions = store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            if (positions[p].Bucket == bucketIndex)
            {
                Add(header, positions + p, kind, up, down);
            }
        }

        long upSum = 0, downSum = 0;
        for (int e = 0; e < Limits.GroupExpiriesMax; e++)
        {
            upSum += FixedPoint.Pos(up[e]);
            downSum += FixedPoint.Pos(down[e]);
        }

        return Math.Min(upSum, downSum);
    }

    private void Add(GroupHeader* header, GroupPosition* position, MarginKind kind, Span<long> up, Span<long> down)
    {
        InstrumentRow* row = tables.Instrument(position->Instrument);
        if (row->LegCount > 0)
        {
            AddCombo(position, row, kind, up, down);
            return;
        }

        long* losses = arrays.Losses(position->Instrument);
        (long upDelta, long downDelta) = (losses[RiskProfile.DeltaUp], losses[RiskProfile.DeltaDown]);
        long upSum = position->Q * upDelta;
        long downSum = position->Q * downDelta;
        if (kind == MarginKind.Initial)
        {
            // What works as a leg is counted with its combination.
            (long buys, long sells) =
                header->ComboCount == 0 ? (position->Bx, position->Sx) : legs.Own(header, position);
            upSum += Working(upDelta, buys, sells);
            downSum += Working(downDelta, buys, sells);
        }

        up[row->Expiry] += upSum;
        down[row->Expiry] += downSum;
    }

    // The parts of a combination's legs in each expiry; it holds nothing, so L sees none of it.
    private void AddCombo(
        GroupPosition* position, InstrumentRow* combo, MarginKind kind, Span<long> up, Span<long> down)
    {
        if (kind == MarginKind.Maintenance)
        {
            return;
        }

        for (int k = 0; k < combo->LegCount; k++)
        {
            int expiry = tables.Instrument(combo->Leg(k).Instrument)->Expiry;
            bool isCounted = false;
            long upDelta = 0, downDelta = 0;
            for (int other = 0; other < combo->LegCount; other++)
            {
                ComboLeg leg = combo->Leg(other);
                if (tables.Instrument(leg.Instrument)->Expiry != expiry)
                {
                    continue;
                }

                isCounted |= other < k;
                long* losses = arrays.Losses(leg.Instrument);
                upDelta += leg.Ratio * losses[RiskProfile.DeltaUp];
                downDelta += leg.Ratio * losses[RiskProfile.DeltaDown];
            }

            up[expiry] += isCounted ? 0 : Working(upDelta, position->Bx, position->Sx);
            down[expiry] += isCounted ? 0 : Working(downDelta, position->Bx, position->Sx);
        }
    }

    private static long Working(long delta, long buys, long sells) =>
        (buys * FixedPoint.Pos(delta)) + (sells * FixedPoint.Pos(-delta));
}
