using System;
using System.Collections.Generic;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>One working order as the host remembers it: what a release, fill or replace must quote.</summary>
internal sealed record WorkingOrder(uint Group, int Instrument, sbyte Side, long Lots, long Reserve);

/// <summary>
/// The host's order table. It says which commands a correct host may send: a device stops the process on others, so a
/// stream that lost some of its steps leaves them out.
/// </summary>
internal sealed class WorkingOrders
{
    private readonly List<WorkingOrder> orders = [];

    public IReadOnlyList<WorkingOrder> All => orders;

    public bool Allows(in DeviceCommand c, PlainState state)
    {
        switch (c.Op)
        {
            case DeviceOp.ReleaseOrder:
            case DeviceOp.Fill:
                return Find(c, c.Lots, c.Reserve) >= 0;
            case DeviceOp.ReplaceOrder:
                return c.OldLots == 0 || Find(c, c.OldLots, c.OldReserve) >= 0;
            case DeviceOp.Watch:
                return state.IsOpen(c.Group);
            case DeviceOp.EvaluateClose:
                bool isHeld = state.IsOpen(c.Group) && state.Groups[c.Group].Held.ContainsKey(c.Instrument);
                return !isHeld || Math.Abs(state.Groups[c.Group][c.Instrument].Q) >= c.Lots;
            default:
                return true;
        }
    }

    /// <summary>Follows a command by what was answered.</summary>
    public void Apply(in DeviceCommand c, in DeviceResult result)
    {
        if (!result.IsAccepted)
        {
            return;
        }

        switch (c.Op)
        {
            case DeviceOp.CheckOrder:
            case DeviceOp.ReserveOrder:
                orders.Add(new WorkingOrder(c.Group, c.Instrument, c.Side, c.Lots, c.Reserve));
                break;
            case DeviceOp.ReleaseOrder:
            case DeviceOp.Fill:
                Take(c, c.Lots, c.Reserve);
                break;
            case DeviceOp.ReplaceOrder:
                if (c.OldLots > 0)
                {
                    Take(c, c.OldLots, c.OldReserve);
                }

                orders.Add(new WorkingOrder(c.Group, c.Instrument, c.Side, c.Lots, c.Reserve));
                break;
        }
    }

    private int Find(in DeviceCommand c, long lots, long reserve)
    {
        for (int k = 0; k < orders.Count; k++)
        {
            WorkingOrder o = orders[k];
            if (o.Group == c.Group && o.Instrument == c.Instrument && o.Side == c.Side && o.Reserve == reserve
                && o.Lots >= lots)
            {
                return k;
            }
        }

        return -1;
    }

    private void Take(in DeviceCommand c, long lots, long reserve)
    {
        int at = Find(c, lots, reserve);
        WorkingOrder left = orders[at] with { Lots = orders[at].Lots - lots };
        if (left.Lots == 0)
        {
            orders.RemoveAt(at);
        }
        else
        {
            orders[at] = left;
        }
    }
}
