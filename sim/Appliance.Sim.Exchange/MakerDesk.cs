using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>
/// The market makers: each keeps one bid and one offer in every instrument, some closer to the mark than others, and
/// wider when prices run. Together they are a thin ladder. They follow the mark one after the other, a bounded number
/// a tick: in a crash quotes are late, and what is late trades.
/// </summary>
internal sealed class MakerDesk
{
    private const int Tiers = 4;
    private const int SpreadPpmMax = 100_000;

    private readonly IReadOnlyList<InstrumentSpec> instruments;
    private readonly Scenario scenario;
    private readonly OrderPool pool;
    private readonly Accounts accounts;
    private readonly Venue venue;
    private readonly RequestDesk desk;
    private readonly Prng prng;
    private readonly long[] quotedMarks;
    private readonly long[] sizes;
    private readonly long[] lastMarks;
    private readonly long[] paces;
    private int cursor;

    public MakerDesk(
        Scenario scenario, OrderPool pool, Accounts accounts, Venue venue, RequestDesk desk, Prng prng)
    {
        instruments = scenario.Instruments;
        this.scenario = scenario;
        this.pool = pool;
        this.accounts = accounts;
        this.venue = venue;
        this.desk = desk;
        this.prng = prng;
        quotedMarks = new long[venue.QuoteSlots.Length];
        sizes = new long[venue.QuoteSlots.Length];
        lastMarks = new long[instruments.Count];
        paces = new long[instruments.Count];
    }

    /// <summary>Renews at most <paramref name="budget"/> of the quotes that need it, in turn.</summary>
    public void Quote(int budget)
    {
        MeasurePace();
        int count = venue.QuoteSlots.Length;
        for (int looked = 0; looked < count && budget > 0; looked++)
        {
            int quote = cursor;
            cursor = cursor + 1 == count ? 0 : cursor + 1;
            budget -= Renew(quote) ? 1 : 0;
        }
    }

    // A decaying average of the moves a tick, in ppm.
    private void MeasurePace()
    {
        for (int i = 0; i < lastMarks.Length; i++)
        {
            long mark = venue.MarkTicks[i];
            long move = lastMarks[i] == 0 ? 0 : Math.Abs(mark - lastMarks[i]) * 1_000_000 / lastMarks[i];
            paces[i] = ((paces[i] * 7) + move) / 8;
            lastMarks[i] = mark;
        }
    }

    private bool Renew(int quote)
    {
        int maker = quote / (2 * instruments.Count);
        int instrument = quote / 2 % instruments.Count;
        Side side = (quote & 1) == 0 ? Side.Buy : Side.Sell;
        uint account = (uint)maker + 1;
        int slot = venue.QuoteSlots[quote];
        long mark = venue.MarkTicks[instrument];
        if (slot != OrderPool.None && !IsLate(quote, slot, mark))
        {
            return false;
        }

        if (!accounts[account].MayTrade)
        {
            return false;
        }

        InstrumentSpec spec = instruments[instrument];
        long price = PriceFor(maker, instrument, side);
        long lots = spec.LotsFor(spec.MakerUsdt * prng.Between(750_000, 1_250_000), mark);
        if (slot == OrderPool.None)
        {
            // The slot is remembered before the verdict: until then the quote is neither dead nor late.
            Intent intent = new(account, instrument, side, lots, price) { Quote = quote };
            slot = desk.SendNew(intent);
            venue.QuoteSlots[quote] = slot;
        }
        else
        {
            desk.SendReplace(slot, price, lots);
        }

        quotedMarks[quote] = mark;
        sizes[quote] = lots;
        return slot != OrderPool.None;
    }

    private bool IsLate(int quote, int slot, long mark)
    {
        ref Order order = ref pool[slot];
        if (order.State != OrderState.Working || order.RequestPending)
        {
            return false;
        }

        long run = Math.Abs(mark - quotedMarks[quote]) * 1_000_000;
        return run > scenario.MakerFollowPpm * quotedMarks[quote] || order.LeavesLots < sizes[quote] / 2;
    }

    private long PriceFor(int maker, int instrument, Side side)
    {
        long mark = venue.MarkTicks[instrument];
        long halfSpread = (scenario.MakerSpreadPpm * (1 + (maker % Tiers))) + (paces[instrument] / 2);
        long ppm = Math.Min(halfSpread, SpreadPpmMax);
        return side == Side.Buy
            ? Math.Max(1, Math.Min(Draw.Shift(mark, -ppm), mark - 1))
            : Math.Max(Draw.Shift(mark, ppm), mark + 1);
    }
}
