using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>The order book against a naive twin that sorts a list.</summary>
public sealed class BookTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_book_does_what_its_naive_twin_does(ulong seed)
    {
        Prng prng = new(seed);
        OrderPool pool = new();
        OrderBook book = new(pool);
        NaiveBook twin = new();
        List<int> alive = [];
        long added = 0, traded = 0, removed = 0;
        for (int step = 0; step < 4000; step++)
        {
            if (alive.Count > 0 && prng.Chance(250_000))
            {
                int at = (int)prng.Next(alive.Count);
                removed += RemoveOrShrink(book, pool, twin, alive, at, prng);
            }
            else
            {
                int slot = NewOrder(pool, prng);
                added += pool[slot].LeavesLots;
                traded += 2 * Match(book, pool, twin, slot, alive, ref removed, seed);
                if (pool[slot].LeavesLots > 0)
                {
                    book.Add(slot);
                    twin.Add(pool[slot]);
                    alive.Add(slot);
                }
                else
                {
                    pool.Free(slot);
                }
            }

            AssertSame(book, pool, twin, seed, step);
        }

        long resting = 0;
        foreach (int slot in alive)
        {
            resting += pool[slot].LeavesLots;
        }

        Assert.True(added == traded + removed + resting, $"lots are not conserved, seed {seed}");
    }

    private static int NewOrder(OrderPool pool, Prng prng)
    {
        int slot = pool.Take();
        ref Order order = ref pool[slot];
        order.Account = (uint)prng.Next(5);
        order.Side = prng.Chance(500_000) ? Side.Buy : Side.Sell;
        order.PriceTicks = 1000 + prng.Between(-12, 12);
        order.LeavesLots = prng.Between(1, 20);
        return slot;
    }

    private static long Match(
        OrderBook book, OrderPool pool, NaiveBook twin, int slot, List<int> alive, ref long removed, ulong seed)
    {
        long traded = 0;
        ref Order order = ref pool[slot];
        while (order.LeavesLots > 0
            && book.TryTake(order.Side, order.PriceTicks, order.LeavesLots, order.Account, out Take take))
        {
            (ulong id, long lots, long price) = twin.Take(order);
            Assert.True(id == pool[take.Slot].Id && lots == take.Lots && price == take.PriceTicks, $"seed {seed}");
            order.LeavesLots -= take.Lots;
            traded += take.Lots;
            if (take.Lots == 0 || pool[take.Slot].LeavesLots == 0)
            {
                removed += pool[take.Slot].LeavesLots;
                alive.Remove(take.Slot);
                pool.Free(take.Slot);
            }
        }

        Assert.True(order.LeavesLots == 0 || !twin.Crosses(order), $"seed {seed}");
        return traded;
    }

    private static long RemoveOrShrink(
        OrderBook book, OrderPool pool, NaiveBook twin, List<int> alive, int at, Prng prng)
    {
        int slot = alive[at];
        long leaves = pool[slot].LeavesLots;
        if (leaves > 1 && prng.Chance(400_000))
        {
            int renewed = pool.Take();
            ref Order order = ref pool[renewed];
            order.Account = pool[slot].Account;
            order.Side = pool[slot].Side;
            order.PriceTicks = pool[slot].PriceTicks;
            order.LeavesLots = prng.Between(1, leaves);
            book.SwapInPlace(slot, renewed);
            twin.Swap(pool[slot].Id, order);
            pool.Free(slot);
            alive[at] = renewed;
            return leaves - order.LeavesLots;
        }

        book.Remove(slot);
        twin.Remove(pool[slot].Id);
        pool.Free(slot);
        alive.RemoveAt(at);
        return leaves;
    }

    private static void AssertSame(OrderBook book, OrderPool pool, NaiveBook twin, ulong seed, int step)
    {
        string where = $"seed {seed} step {step}";
        Assert.True(book.BestBid == 0 || book.BestAsk == 0 || book.BestBid < book.BestAsk, where);
        Span<int> slots = stackalloc int[4096];
        foreach (Side side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            List<(ulong Id, long Price, long Lots)> want = twin.Sorted(side);
            int count = book.CopySide(side, slots);
            Assert.True(want.Count == count, where);
            long bestLots = 0;
            for (int i = 0; i < count; i++)
            {
                ref Order order = ref pool[slots[i]];
                Assert.True(want[i] == (order.Id, order.PriceTicks, order.LeavesLots), where);
                bestLots += order.PriceTicks == want[0].Price ? order.LeavesLots : 0;
            }

            Assert.True(book.BestLots(side) == bestLots, where);
        }
    }

    /// <summary>Orders in a list by arrival; the best is looked for every time.</summary>
    private sealed class NaiveBook
    {
        private readonly List<(ulong Id, uint Account, Side Side, long Price, long Lots)> orders = [];

        public void Add(in Order order) =>
            orders.Add((order.Id, order.Account, order.Side, order.PriceTicks, order.LeavesLots));

        public void Remove(ulong id) => orders.RemoveAt(orders.FindIndex(order => order.Id == id));

        public void Swap(ulong id, in Order renewed)
        {
            int at = orders.FindIndex(order => order.Id == id);
            orders[at] = (renewed.Id, renewed.Account, renewed.Side, renewed.PriceTicks, renewed.LeavesLots);
        }

        public bool Crosses(in Order order) => Best(order) >= 0;

        public (ulong Id, long Lots, long Price) Take(in Order order)
        {
            int at = Best(order);
            var resting = orders[at];
            if (resting.Account == order.Account)
            {
                orders.RemoveAt(at);
                return (resting.Id, 0, resting.Price);
            }

            long lots = Math.Min(order.LeavesLots, resting.Lots);
            orders[at] = resting with { Lots = resting.Lots - lots };
            if (resting.Lots == lots)
            {
                orders.RemoveAt(at);
            }

            return (resting.Id, lots, resting.Price);
        }

        public List<(ulong Id, long Price, long Lots)> Sorted(Side side)
        {
            List<(ulong Id, long Price, long Lots)> answer = [];
            foreach (var order in orders)
            {
                if (order.Side != side)
                {
                    continue;
                }

                int at = answer.Count;
                while (at > 0 && IsBetter(side, order.Price, answer[at - 1].Price))
                {
                    at--;
                }

                answer.Insert(at, (order.Id, order.Price, order.Lots));
            }

            return answer;
        }

        private static bool IsBetter(Side side, long price, long than) =>
            side == Side.Buy ? price > than : price < than;

        private int Best(in Order incoming)
        {
            int best = -1;
            for (int i = 0; i < orders.Count; i++)
            {
                bool reaches = orders[i].Side != incoming.Side
                    && (incoming.Side == Side.Buy
                        ? orders[i].Price <= incoming.PriceTicks
                        : orders[i].Price >= incoming.PriceTicks);
                if (reaches && (best < 0 || IsBetter(orders[i].Side, orders[i].Price, orders[best].Price)))
                {
                    best = i;
                }
            }

            return best;
        }
    }
}
