using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>
/// Everybody who is no maker. While the day opens, accounts take what their leverage asks for; afterwards they trade
/// around it with immediate orders, rest passive orders away from the mark, and move and cancel those.
/// </summary>
internal sealed class TraderDesk
{
    private const long MicroPerUsdt = 1_000_000;
    private const int InstrumentsPerAccountMax = 3;
    private const int RestingMax = 8192;

    private readonly Scenario scenario;
    private readonly IReadOnlyList<InstrumentSpec> instruments;
    private readonly OrderPool pool;
    private readonly Accounts accounts;
    private readonly Venue venue;
    private readonly RequestDesk desk;
    private readonly FrameWriter writer;
    private readonly Prng opening;
    private readonly Prng flow;
    private readonly int[] weights;
    private readonly OpeningWish[] wishes;
    private int wishCount;
    private int wishCursor;
    private int wishesPerTick;

    public TraderDesk(
        Scenario scenario,
        OrderPool pool,
        Accounts accounts,
        Venue venue,
        RequestDesk desk,
        FrameWriter writer,
        Prng prng)
    {
        this.writer = writer;
        this.scenario = scenario;
        instruments = scenario.Instruments;
        this.pool = pool;
        this.accounts = accounts;
        this.venue = venue;
        this.desk = desk;
        opening = prng.Fork(1);
        flow = prng.Fork(2);
        weights = new int[instruments.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = instruments[i].Weight;
        }

        wishes = new OpeningWish[accounts.Count * InstrumentsPerAccountMax];
    }

    /// <summary>At the first mark: every account decides what it wants to hold. Call once, marks known.</summary>
    public void Plan(int openingTicks)
    {
        Check.That(wishCount == 0 && openingTicks > 0);
        long children = 0;
        for (uint account = (uint)accounts.FirstTrader; account < (uint)accounts.Count; account++)
        {
            ref AccountState state = ref accounts[account];
            int parts = (int)opening.Between(1, InstrumentsPerAccountMax);
            long micro = state.DepositMicro * state.Leverage / parts;
            for (int part = 0; part < parts; part++)
            {
                int instrument = Draw.Index(opening, weights);
                bool isLong = state.IsLong != opening.Chance(scenario.HedgePpm);
                long lots = instruments[instrument].LotsFor(micro, venue.MarkTicks[instrument]);
                ref long target = ref accounts.Target(account, instrument);
                if (target != 0)
                {
                    continue;
                }

                target = isLong ? lots : -lots;
                wishes[wishCount++] = new OpeningWish(account, instrument);
                children += 1 + (micro / (scenario.ChildOrderUsdt * MicroPerUsdt));
            }
        }

        Shuffle();

        // Twice what it takes when nothing is refused and all fills, so that the tail has time to come.
        wishesPerTick = (int)Math.Min(4096, 1 + (2 * children / openingTicks));
    }

    /// <summary>Orders towards the wishes, in turn; a wish that is fulfilled drops out.</summary>
    public void Open(int framesMax)
    {
        for (int i = 0; i < wishesPerTick && wishCount > 0 && writer.Buffer.Count < framesMax; i++)
        {
            wishCursor = wishCursor >= wishCount ? 0 : wishCursor;
            OpeningWish wish = wishes[wishCursor];
            long missing = accounts.Target(wish.Account, wish.Instrument)
                - accounts.Position(wish.Account, wish.Instrument);
            if (missing == 0 || !accounts[wish.Account].MayTrade)
            {
                wishes[wishCursor] = wishes[--wishCount];
                continue;
            }

            wishCursor++;
            Side side = missing > 0 ? Side.Buy : Side.Sell;
            long lots = Math.Min(Math.Abs(missing), ChildLots(wish.Instrument));
            Take(wish.Account, wish.Instrument, side, lots, reduceOnly: false, opens: true, opening);
        }
    }

    /// <summary>The ordinary flow of one tick.</summary>
    public void Trade(int takers, int passives, int replaces, int cancels)
    {
        for (int i = 0; i < takers; i++)
        {
            TakeAtRandom();
        }

        for (int i = 0; i < passives; i++)
        {
            RestAtRandom();
        }

        for (int i = 0; i < replaces; i++)
        {
            int slot = RestingAtRandom();
            if (slot != OrderPool.None)
            {
                ref Order order = ref pool[slot];
                long lots = Math.Max(1, order.LeavesLots * flow.Between(50, 120) / 100);
                desk.SendReplace(slot, PassivePrice(order.Instrument, order.Side), lots);
            }
        }

        for (int i = 0; i < cancels; i++)
        {
            int slot = RestingAtRandom();
            if (slot != OrderPool.None)
            {
                desk.SendCancel(slot);
            }
        }
    }

    /// <summary>A called account gets out of half of each position.</summary>
    public void Halve(uint account)
    {
        for (int instrument = 0; instrument < instruments.Count; instrument++)
        {
            long held = accounts.Position(account, instrument);
            if (held != 0)
            {
                Side side = held > 0 ? Side.Sell : Side.Buy;
                long lots = Math.Min((Math.Abs(held) + 1) / 2, Limits.OrderLotsMax);
                Take(account, instrument, side, lots, reduceOnly: true, opens: false, flow);
            }
        }
    }

    private void TakeAtRandom()
    {
        uint account = TraderAtRandom();
        int instrument = Draw.Index(flow, weights);
        bool mayReduce = flow.Chance(scenario.ReducePpm);
        long share = flow.Between(5, 30);
        bool isLong = accounts[account].IsLong != flow.Chance(scenario.HedgePpm * 2);
        if (!accounts[account].MayTrade)
        {
            return;
        }

        long held = accounts.Position(account, instrument);
        if (mayReduce && held != 0)
        {
            Side away = held > 0 ? Side.Sell : Side.Buy;
            long part = Math.Max(1, Math.Abs(held) * share * 3 / 100);
            long lots = Math.Min(part, ChildLots(instrument));
            Take(account, instrument, away, lots, reduceOnly: true, opens: false, flow);
            return;
        }

        Side side = isLong ? Side.Buy : Side.Sell;
        Take(account, instrument, side, LotsOf(account, instrument, share), reduceOnly: false, opens: false, flow);
    }

    private void RestAtRandom()
    {
        uint account = TraderAtRandom();
        int instrument = Draw.Index(flow, weights);
        Side side = flow.Chance(500_000) ? Side.Buy : Side.Sell;
        long share = flow.Between(5, 20);
        long price = PassivePrice(instrument, side);
        if (!accounts[account].MayTrade || venue.Resting.Count >= Math.Min(RestingMax, accounts.Count))
        {
            return;
        }

        Send(new Intent(account, instrument, side, LotsOf(account, instrument, share), price), flow);
    }

    private void Take(
        uint account, int instrument, Side side, long lots, bool reduceOnly, bool opens, Prng prng)
    {
        Send(
            new Intent(account, instrument, side, lots, venue.ProtectedTicks(instrument, side))
            {
                Immediate = true,
                IsMarket = prng.Chance(scenario.MarketPpm),
                ReduceOnly = reduceOnly,
                Opening = opens,
            },
            prng);
    }

    private void Send(Intent intent, Prng prng)
    {
        intent.Misdeed = Misdeeds.Pick(scenario.Misbehaviour, prng);
        if (intent.Misdeed == Misdeed.DuplicateClOrdId)
        {
            intent.Misdeed = Misdeed.None;
            if (venue.Resting.Count > 0)
            {
                desk.SendDuplicate(venue.Resting[(int)prng.Next(venue.Resting.Count)]);
                return;
            }
        }

        desk.SendNew(intent);
    }

    private uint TraderAtRandom() => (uint)flow.Between(accounts.FirstTrader, accounts.Count - 1);

    private int RestingAtRandom()
    {
        if (venue.Resting.Count == 0)
        {
            return OrderPool.None;
        }

        int slot = venue.Resting[(int)flow.Next(venue.Resting.Count)];
        ref Order order = ref pool[slot];
        return order.RequestPending || !accounts[order.Account].MayTrade ? OrderPool.None : slot;
    }

    private long PassivePrice(int instrument, Side side)
    {
        long ppm = flow.Between(1, scenario.PassiveDistancePpm);
        return Draw.Shift(venue.MarkTicks[instrument], side == Side.Buy ? -ppm : ppm);
    }

    private long ChildLots(int instrument) => Math.Min(
        Limits.OrderLotsMax,
        instruments[instrument].LotsFor(scenario.ChildOrderUsdt * MicroPerUsdt, venue.MarkTicks[instrument]));

    // A share in percent of what the account's deposit and leverage would carry.
    private long LotsOf(uint account, int instrument, long percent)
    {
        ref AccountState state = ref accounts[account];
        long micro = state.DepositMicro / 100 * percent * state.Leverage;
        return Math.Min(instruments[instrument].LotsFor(micro, venue.MarkTicks[instrument]), ChildLots(instrument));
    }

    private void Shuffle()
    {
        for (int i = wishCount - 1; i > 0; i--)
        {
            int j = (int)opening.Next(i + 1);
            (wishes[i], wishes[j]) = (wishes[j], wishes[i]);
        }
    }

    private readonly record struct OpeningWish(uint Account, int Instrument);
}
