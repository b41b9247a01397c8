using System.Collections.Generic;
using Appliance.Margin;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>
/// Working lots of every group by order reserve, from the commands alone: a device keeps only their sums. What cannot
/// be followed makes the group's list unknown, never wrong.
/// </summary>
internal sealed class WorkingBook
{
    private readonly Dictionary<uint, SortedDictionary<(int Instrument, int Side, long Reserve), long>> books = [];
    private readonly HashSet<uint> lost = [];

    /// <summary>Takes a command that the device accepted.</summary>
    public void Follow(in DeviceCommand c)
    {
        switch (c.Op)
        {
            case DeviceOp.CheckOrder:
            case DeviceOp.ReserveOrder:
                Add(c, c.Lots, c.Reserve);
                break;
            case DeviceOp.ReplaceOrder:
                Remove(c, c.OldLots, c.OldReserve);
                Add(c, c.Lots, c.Reserve);
                break;
            case DeviceOp.ReleaseOrder:
            case DeviceOp.Fill:
                Remove(c, c.Lots, c.Reserve);
                break;
            default:
                break;
        }
    }

    /// <summary>By instrument, side and reserve; empty unless it adds up to what the device has.</summary>
    public IReadOnlyList<WorkingLots> Of(
        uint group, in GroupReading reading, IReadOnlyList<PositionReading> positions)
    {
        if (lost.Contains(group) || !books.TryGetValue(group, out var book))
        {
            return [];
        }

        List<WorkingLots> all = [];
        Dictionary<(int Instrument, int Side), long> lots = [];
        System.Int128 reserves = 0;
        foreach (((int instrument, int side, long reserve), long count) in book)
        {
            all.Add(new WorkingLots(instrument, side, count, reserve));
            lots[(instrument, side)] = lots.GetValueOrDefault((instrument, side)) + count;
            reserves += (System.Int128)count * reserve;
        }

        bool isWhole = reserves == reading.ReservesMicro;
        foreach (PositionReading p in positions)
        {
            isWhole &= lots.GetValueOrDefault((p.Instrument, 1)) == p.WorkingBuys
                && lots.GetValueOrDefault((p.Instrument, -1)) == p.WorkingSells;
        }

        return isWhole ? all : [];
    }

    private void Add(in DeviceCommand c, long lots, long reserve)
    {
        if (!books.TryGetValue(c.Group, out var book))
        {
            book = [];
            books.Add(c.Group, book);
        }

        var key = (c.Instrument, (int)c.Side, reserve);
        book[key] = book.GetValueOrDefault(key) + lots;
    }

    private void Remove(in DeviceCommand c, long lots, long reserve)
    {
        var key = (c.Instrument, (int)c.Side, reserve);
        if (!books.TryGetValue(c.Group, out var book) || !book.TryGetValue(key, out long working) || working < lots)
        {
            lost.Add(c.Group);
            return;
        }

        if (working == lots)
        {
            book.Remove(key);
        }
        else
        {
            book[key] = working - lots;
        }
    }
}
