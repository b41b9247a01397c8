using System;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>One match of an incoming order against the best resting one.</summary>
/// <param name="Slot">The resting order.</param>
/// <param name="Lots">What traded; zero when both orders are of one account and the resting one must go.</param>
/// <param name="PriceTicks">The resting order's price.</param>
internal readonly record struct Take(int Slot, long Lots, long PriceTicks);

/// <summary>
/// One instrument's resting orders in price-time priority. Each side is an array of price levels, best last, since
/// all life is there; orders of a level are a list through the pool. Levels are few, so inserting one moves little.
/// </summary>
internal sealed class OrderBook
{
    private const int FirstCapacity = 64;

    private readonly OrderPool pool;
    private Level[] bids = new Level[FirstCapacity];
    private Level[] asks = new Level[FirstCapacity];
    private int bidCount;
    private int askCount;

    public OrderBook(OrderPool pool) => this.pool = pool;

    /// <summary>Best bid in ticks, 0 when there is none.</summary>
    public long BestBid => bidCount == 0 ? 0 : bids[bidCount - 1].PriceTicks;

    /// <summary>Best offer in ticks, 0 when there is none.</summary>
    public long BestAsk => askCount == 0 ? 0 : asks[askCount - 1].PriceTicks;

    /// <summary>Lots at the best price of a side.</summary>
    public long BestLots(Side side)
    {
        int count = side == Side.Buy ? bidCount : askCount;
        return count == 0 ? 0 : (side == Side.Buy ? bids : asks)[count - 1].Lots;
    }

    /// <summary>Rests an order behind the others of its price. It must not cross.</summary>
    public void Add(int slot)
    {
        ref Order order = ref pool[slot];
        bool isBuy = order.Side == Side.Buy;
        Check.That(order.LeavesLots > 0 && order.PriceTicks > 0);
        Check.That(isBuy ? BestAsk == 0 || order.PriceTicks < BestAsk : order.PriceTicks > BestBid);
        ref Level level = ref LevelFor(order.Side, order.PriceTicks);
        order.Before = level.Tail;
        order.Behind = OrderPool.None;
        if (level.Tail == OrderPool.None)
        {
            level.Head = slot;
        }
        else
        {
            pool[level.Tail].Behind = slot;
        }

        level.Tail = slot;
        level.Lots += order.LeavesLots;
        order.State = OrderState.Working;
    }

    /// <summary>Takes a resting order off the book.</summary>
    public void Remove(int slot)
    {
        ref Order order = ref pool[slot];
        Check.That(order.State == OrderState.Working);
        Level[] levels = order.Side == Side.Buy ? bids : asks;
        int at = Find(order.Side, order.PriceTicks, out bool exists);
        Check.That(exists);
        ref Level level = ref levels[at];
        level.Lots -= order.LeavesLots;
        if (order.Before == OrderPool.None)
        {
            level.Head = order.Behind;
        }
        else
        {
            pool[order.Before].Behind = order.Behind;
        }

        if (order.Behind == OrderPool.None)
        {
            level.Tail = order.Before;
        }
        else
        {
            pool[order.Behind].Before = order.Before;
        }

        if (level.Head == OrderPool.None)
        {
            Check.That(level.Lots == 0);
            DropLevel(order.Side, at);
        }
    }

    /// <summary>
    /// Puts a replacing order, same side and price and not larger, into the place of the one it replaces: it keeps
    /// its priority.
    /// </summary>
    public void SwapInPlace(int slot, int replacement)
    {
        ref Order old = ref pool[slot];
        ref Order renewed = ref pool[replacement];
        Check.That(old.State == OrderState.Working && old.Side == renewed.Side && old.PriceTicks == renewed.PriceTicks);
        Check.That(renewed.LeavesLots > 0 && renewed.LeavesLots <= old.LeavesLots);
        int at = Find(old.Side, old.PriceTicks, out bool exists);
        Check.That(exists);
        ref Level level = ref (old.Side == Side.Buy ? bids : asks)[at];
        level.Lots += renewed.LeavesLots - old.LeavesLots;
        renewed.Before = old.Before;
        renewed.Behind = old.Behind;
        (old.Before == OrderPool.None ? ref level.Head : ref pool[old.Before].Behind) = replacement;
        (old.Behind == OrderPool.None ? ref level.Tail : ref pool[old.Behind].Before) = replacement;
        renewed.State = OrderState.Working;
    }

    /// <summary>
    /// Matches an incoming order once against the best resting order that its limit reaches. False when none does.
    /// The resting order loses what traded and leaves the book when nothing is left, or when it is the same account's.
    /// </summary>
    public bool TryTake(Side side, long limitTicks, long lots, uint account, out Take take)
    {
        Check.That(lots > 0);
        bool isBuy = side == Side.Buy;
        long best = isBuy ? BestAsk : BestBid;
        if (best == 0 || (isBuy ? best > limitTicks : best < limitTicks))
        {
            take = default;
            return false;
        }

        ref Level level = ref isBuy ? ref asks[askCount - 1] : ref bids[bidCount - 1];
        int slot = level.Head;
        ref Order resting = ref pool[slot];
        if (resting.Account == account)
        {
            Remove(slot);
            take = new Take(slot, 0, best);
            return true;
        }

        long traded = Math.Min(lots, resting.LeavesLots);
        take = new Take(slot, traded, best);
        if (traded == resting.LeavesLots)
        {
            Remove(slot);
        }
        else
        {
            level.Lots -= traded;
        }

        resting.LeavesLots -= traded;
        resting.CumLots += traded;
        return true;
    }

    /// <summary>Slots of a side, best price and oldest first; for checks. Returns how many there are.</summary>
    public int CopySide(Side side, Span<int> slots)
    {
        int count = 0;
        Level[] levels = side == Side.Buy ? bids : asks;
        for (int i = (side == Side.Buy ? bidCount : askCount) - 1; i >= 0; i--)
        {
            for (int slot = levels[i].Head; slot != OrderPool.None; slot = pool[slot].Behind)
            {
                slots[count++] = slot;
            }
        }

        return count;
    }

    private ref Level LevelFor(Side side, long priceTicks)
    {
        int at = Find(side, priceTicks, out bool exists);
        ref Level[] levels = ref side == Side.Buy ? ref bids : ref asks;
        ref int count = ref side == Side.Buy ? ref bidCount : ref askCount;
        if (!exists)
        {
            if (count == levels.Length)
            {
                Array.Resize(ref levels, 2 * count);
            }

            Array.Copy(levels, at, levels, at + 1, count - at);
            levels[at] = new Level { PriceTicks = priceTicks, Head = OrderPool.None, Tail = OrderPool.None };
            count++;
        }

        return ref levels[at];
    }

    private void DropLevel(Side side, int at)
    {
        Level[] levels = side == Side.Buy ? bids : asks;
        ref int count = ref side == Side.Buy ? ref bidCount : ref askCount;
        count--;
        Array.Copy(levels, at + 1, levels, at, count - at);
    }

    // Bids ascend and asks descend, so that the best is last. Keys make both ascend.
    private int Find(Side side, long priceTicks, out bool exists)
    {
        bool isBuy = side == Side.Buy;
        Level[] levels = isBuy ? bids : asks;
        long key = isBuy ? priceTicks : -priceTicks;
        int low = 0;
        int high = isBuy ? bidCount : askCount;
        exists = false;
        while (low < high)
        {
            int middle = (low + high) / 2;
            long middleKey = isBuy ? levels[middle].PriceTicks : -levels[middle].PriceTicks;
            if (middleKey < key)
            {
                low = middle + 1;
            }
            else
            {
                exists |= middleKey == key;
                high = middle;
            }
        }

        return low;
    }

    private struct Level
    {
        public long PriceTicks;
        public long Lots;
        public int Head;
        public int Tail;
    }
}
