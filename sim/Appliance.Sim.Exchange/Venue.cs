using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Sim.Exchange;

/// <summary>
/// The matching side of the exchange: books, fills, fees and the reports about them. Everything it reports goes into
/// the buffer of the coming step, in the order in which it happened.
/// Always holds: no book is crossed, and positions of one instrument sum to zero over all accounts.
/// </summary>
internal sealed class Venue
{
    private const long PpmOne = 1_000_000;

    private readonly IReadOnlyList<InstrumentSpec> instruments;
    private readonly OrderPool pool;
    private readonly Accounts accounts;
    private readonly FrameWriter writer;
    private readonly ExchangeStatistics statistics;
    private readonly OrderBook[] books;
    private readonly int takerFeePpm;
    private readonly int makerFeePpm;
    private readonly int protectionPpm;

    public Venue(
        Scenario scenario, OrderPool pool, Accounts accounts, FrameWriter writer, ExchangeStatistics statistics)
    {
        instruments = scenario.Instruments;
        this.pool = pool;
        this.accounts = accounts;
        this.writer = writer;
        this.statistics = statistics;
        takerFeePpm = scenario.TakerFeePpm;
        makerFeePpm = scenario.MakerFeePpm;
        protectionPpm = scenario.ProtectionPpm;
        MarkTicks = new long[instruments.Count];
        QuoteSlots = new int[scenario.Makers * instruments.Count * 2];
        Array.Fill(QuoteSlots, OrderPool.None);
        Resting = new RestingList(pool);
        books = new OrderBook[instruments.Count];
        for (int i = 0; i < books.Length; i++)
        {
            books[i] = new OrderBook(pool);
        }
    }

    /// <summary>The marks of the tick, by instrument; 0 before the first.</summary>
    public long[] MarkTicks { get; }

    /// <summary>The order behind each quote of each maker, <see cref="OrderPool.None"/> where none is alive.</summary>
    public int[] QuoteSlots { get; }

    public RestingList Resting { get; }

    public OrderBook Book(int instrument) => books[instrument];

    /// <summary>How far a market order may go.</summary>
    public long ProtectedTicks(int instrument, Side side) =>
        Draw.Shift(MarkTicks[instrument], side == Side.Buy ? protectionPpm : -protectionPpm);

    /// <summary>An order that may go to the book: trades what it can, then rests or expires.</summary>
    public void Place(int slot)
    {
        Match(slot, isLiquidation: false);
        Settle(slot);
    }

    /// <summary>The appliance closes a position: immediate or cancel, under the id it gave.</summary>
    public void Liquidate(in LiquidationOrderDecoder order)
    {
        int instrument = (int)order.SecurityID - 1;
        bool isKnown = (uint)instrument < (uint)instruments.Count && accounts.IsKnown(order.Account);
        if (!isKnown || pool.FreeCount == 0 || order.Side is not (Side.Buy or Side.Sell))
        {
            statistics.UnknownFrames++;
            return;
        }

        InstrumentSpec spec = instruments[instrument];
        int slot = pool.Take();
        ref Order taken = ref pool[slot];
        taken.Id = order.ClOrdID;
        taken.Account = order.Account;
        taken.Instrument = instrument;
        taken.Side = order.Side;
        taken.Immediate = true;
        taken.LeavesLots = order.OrderQtyMantissa / spec.LotMantissa;
        taken.PriceTicks = order.PriceIsNull
            ? ProtectedTicks(instrument, order.Side)
            : order.Side == Side.Buy
                ? FixedPoint.FloorDiv(order.PriceMantissa, spec.TickMantissa)
                : FixedPoint.CeilDiv(order.PriceMantissa, spec.TickMantissa);
        statistics.LiquidationOrders++;
        accounts[order.Account].InLiquidation = true;
        Match(slot, isLiquidation: true);
        Settle(slot);
    }

    /// <summary>Takes a working order off the book and says so under its own id.</summary>
    public void Cancel(int slot)
    {
        books[pool[slot].Instrument].Remove(slot);
        writer.Ended(pool[slot], ExecType.Canceled);
        Retire(slot);
    }

    /// <summary>
    /// The order in <paramref name="target"/> goes on as the one in <paramref name="request"/>, whose LeavesLots hold
    /// the new total until now. What traded meanwhile counts against that total.
    /// </summary>
    public void Replace(int target, int request)
    {
        ref Order old = ref pool[target];
        ref Order renewed = ref pool[request];
        renewed.CumLots = old.CumLots;
        renewed.LeavesLots -= old.CumLots;
        renewed.Quote = old.Quote;
        bool keepsPlace = renewed.PriceTicks == old.PriceTicks && renewed.LeavesLots <= old.LeavesLots;
        if (renewed.LeavesLots <= 0)
        {
            books[old.Instrument].Remove(target);
            writer.Ended(renewed, ExecType.Canceled);
            Retire(target);
            pool.Free(request);
            return;
        }

        writer.Replaced(renewed);
        if (keepsPlace)
        {
            books[old.Instrument].SwapInPlace(target, request);
            HandOver(target, request);
            return;
        }

        books[old.Instrument].Remove(target);
        HandOver(target, request);
        Match(request, isLiquidation: false);
        if (renewed.LeavesLots == 0)
        {
            Retire(request);
        }
        else
        {
            books[renewed.Instrument].Add(request);
        }
    }

    /// <summary>The order is gone: nobody refers to its slot any more.</summary>
    public void Retire(int slot)
    {
        ref Order order = ref pool[slot];
        if (order.Quote != OrderPool.None && QuoteSlots[order.Quote] == slot)
        {
            QuoteSlots[order.Quote] = OrderPool.None;
        }

        if (order.Resting != OrderPool.None)
        {
            Resting.Remove(slot);
        }

        pool.Free(slot);
    }

    private void HandOver(int old, int renewed)
    {
        int quote = pool[old].Quote;
        bool wasResting = pool[old].Resting != OrderPool.None;
        Retire(old);
        if (quote != OrderPool.None)
        {
            QuoteSlots[quote] = renewed;
        }

        if (wasResting)
        {
            Resting.Add(renewed);
        }
    }

    private void Settle(int slot)
    {
        ref Order order = ref pool[slot];
        if (order.LeavesLots == 0)
        {
            Retire(slot);
        }
        else if (order.Immediate)
        {
            writer.Ended(order, ExecType.Expired);
            Retire(slot);
        }
        else
        {
            books[order.Instrument].Add(slot);
            if (order.Quote == OrderPool.None)
            {
                Resting.Add(slot);
            }
        }
    }

    private void Match(int slot, bool isLiquidation)
    {
        ref Order taker = ref pool[slot];
        OrderBook book = books[taker.Instrument];
        while (taker.LeavesLots > 0
            && book.TryTake(taker.Side, taker.PriceTicks, taker.LeavesLots, taker.Account, out Take take))
        {
            ref Order resting = ref pool[take.Slot];
            if (take.Lots == 0)
            {
                writer.Ended(resting, ExecType.Canceled);
                Retire(take.Slot);
                continue;
            }

            taker.LeavesLots -= take.Lots;
            taker.CumLots += take.Lots;
            Report(ref resting, ref taker, take);
            statistics.LiquidationTrades += isLiquidation ? 1 : 0;
            if (resting.LeavesLots == 0)
            {
                Retire(take.Slot);
            }
        }
    }

    private void Report(ref Order resting, ref Order taker, in Take take)
    {
        long valueMicro = take.PriceTicks * take.Lots * instruments[taker.Instrument].TickLotMicro;
        long makerFee = FixedPoint.CeilDiv(valueMicro * makerFeePpm, PpmOne);
        long takerFee = FixedPoint.CeilDiv(valueMicro * takerFeePpm, PpmOne);
        long signed = taker.Side == Side.Buy ? take.Lots : -take.Lots;
        accounts.Position(taker.Account, taker.Instrument) += signed;
        accounts.Position(resting.Account, taker.Instrument) -= signed;
        writer.Trade(resting, take.Lots, take.PriceTicks, makerFee, isAggressor: false);
        writer.Trade(taker, take.Lots, take.PriceTicks, takerFee, isAggressor: true);
        statistics.Trades++;
        statistics.VolumeMicro += valueMicro;
        statistics.FeesMicro += makerFee + takerFee;
    }
}
