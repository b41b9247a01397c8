using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Bench.Orders;

/// <summary>
/// Order flow in chunks of frames in memory, made before the clock runs: new orders, cancel requests, and the venue's
/// reports on orders of the chunk before, so that working orders stay at about one chunk's worth. Which orders the
/// appliance accepted is told by its own verdicts.
/// </summary>
internal sealed class OrderFlow
{
    private const int FrameSlot = 112;
    private const int FractionDigits = 1000;
    private readonly BenchMarket market;
    private readonly Prng prng;
    private readonly int accounts;
    private readonly long[] held;
    private readonly byte[] bytes;
    private readonly ushort[] lengths;
    private readonly ushort[] streams;
    private readonly Order[] placed;
    private readonly List<Order> working = [];
    private readonly List<Order> carried = [];
    private readonly List<int> plan = [];
    private ulong firstId = 1;
    private int placedCount;
    private uint seqNum;

    public OrderFlow(BenchMarket market, int accounts, int chunk, ulong seed)
    {
        this.market = market;
        this.accounts = accounts;
        prng = new Prng(seed).Fork(2);
        held = new long[accounts * market.Instruments];
        NewOrders = chunk * 9 / 20;
        CancelRequests = chunk / 10;
        int most = (3 * NewOrders) + CancelRequests;
        bytes = new byte[most * FrameSlot];
        lengths = new ushort[most];
        streams = new ushort[most];
        placed = new Order[NewOrders];
        Accepted = new bool[NewOrders];
    }

    public int NewOrders { get; }

    public int CancelRequests { get; }

    /// <summary>Frames of the current chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Verdicts by place among the chunk's new orders; the sink writes it.</summary>
    public bool[] Accepted { get; }

    /// <summary>ClOrdID of the chunk's first new order; the others follow it.</summary>
    public ulong FirstId => firstId;

    public ReadOnlySpan<byte> Frame(int index) => bytes.AsSpan(index * FrameSlot, lengths[index]);

    public ushort Stream(int index) => streams[index];

    /// <summary>Makes the next chunk from what became of the last one.</summary>
    public void Next()
    {
        Settle();
        plan.Clear();
        for (int n = 0; n < NewOrders; n++)
        {
            plan.Add(-1);
        }

        for (int n = 0; n < CancelRequests; n++)
        {
            plan.Add(-2);
        }

        for (int n = 0; n < working.Count; n++)
        {
            plan.Add(n);
        }

        Shuffle();
        Count = 0;
        foreach (int step in plan)
        {
            switch (step)
            {
                case -1:
                    Place();
                    break;
                case -2:
                    AskCancel();
                    break;
                default:
                    Report(working[step]);
                    break;
            }
        }
    }

    // Orders accepted in the last chunk and those left over from it are what works now.
    private void Settle()
    {
        working.Clear();
        working.AddRange(carried);
        carried.Clear();
        for (int n = 0; n < placedCount; n++)
        {
            if (Accepted[n])
            {
                working.Add(placed[n]);
            }
        }

        firstId += (ulong)placedCount;
        placedCount = 0;
        Array.Clear(Accepted);
    }

    private void Shuffle()
    {
        for (int n = plan.Count - 1; n > 0; n--)
        {
            int other = (int)prng.Next(n + 1);
            (plan[n], plan[other]) = (plan[other], plan[n]);
        }
    }

    private void Place()
    {
        int instrument = (int)prng.Next(market.Instruments);
        uint account = (uint)prng.Next(accounts);
        long now = held[(account * market.Instruments) + instrument];
        bool isBuy = prng.Next(FractionDigits) < (now > 0 ? 300 : now < 0 ? 700 : 500);
        long mark = market.MarkMicro(instrument);
        long ticks = mark / BenchMarket.TickValueMicro;
        long price = Math.Max(1, ticks + prng.Between(-ticks / 50, ticks / 50));
        Order order = new()
        {
            ClOrdId = firstId + (ulong)placedCount,
            Account = account,
            Instrument = instrument,
            IsBuy = isBuy,
            Lots = prng.Between(1, 100),
            PriceE9 = price * BenchMarket.TickE9,
        };
        placed[placedCount++] = order;
        Span<byte> frame = Take(NewOrderSingleEncoder.FrameLength, Transport.StreamIds.OrderEntry);
        Check.That(NewOrderSingleEncoder.TryWrap(frame, out NewOrderSingleEncoder wire) == SbeStatus.Ok);
        wire.ClOrdID = order.ClOrdId;
        wire.Account = account;
        wire.SecurityID = BenchMarket.SecurityId(instrument);
        wire.SeqNum = seqNum++;
        wire.Side = isBuy ? Side.Buy : Side.Sell;
        wire.OrdType = OrdType.Limit;
        wire.TimeInForce = TimeInForce.GoodTillCancel;
        wire.PriceMantissa = order.PriceE9;
        wire.OrderQtyMantissa = order.Lots * BenchMarket.LotE8;
    }

    private void AskCancel()
    {
        Order order = working.Count == 0 ? placed[0] : working[(int)prng.Next(working.Count)];
        Span<byte> frame = Take(OrderCancelRequestEncoder.FrameLength, Transport.StreamIds.OrderEntry);
        Check.That(OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder wire) == SbeStatus.Ok);
        wire.ClOrdID = ulong.MaxValue >> 1;
        wire.OrigClOrdID = order.ClOrdId;
        wire.Account = order.Account;
        wire.SecurityID = BenchMarket.SecurityId(order.Instrument);
        wire.SeqNum = seqNum++;
        wire.Side = order.IsBuy ? Side.Buy : Side.Sell;
    }

    // Half are filled whole, one in five in part and reported on again in the next chunk, the others cancelled.
    private void Report(Order order)
    {
        long fate = prng.Next(10);
        bool isPart = fate < 2 && order.Lots > 1;
        bool isTrade = isPart || fate < 7;
        long traded = isPart ? order.Lots / 2 : isTrade ? order.Lots : 0;
        Span<byte> frame = Take(ExecutionReportEncoder.FrameLength, Transport.StreamIds.Executions);
        Check.That(ExecutionReportEncoder.TryWrap(frame, out ExecutionReportEncoder wire) == SbeStatus.Ok);
        wire.ClOrdID = order.ClOrdId;
        wire.Account = order.Account;
        wire.SecurityID = BenchMarket.SecurityId(order.Instrument);
        wire.SeqNum = seqNum++;
        wire.Side = order.IsBuy ? Side.Buy : Side.Sell;
        wire.ExecType = isTrade ? ExecType.Trade : ExecType.Canceled;
        wire.OrdStatus = isPart ? OrdStatus.PartiallyFilled : isTrade ? OrdStatus.Filled : OrdStatus.Canceled;
        if (!isTrade)
        {
            return;
        }

        wire.LastPxMantissa = order.PriceE9;
        wire.LastQtyMantissa = traded * BenchMarket.LotE8;
        wire.LeavesQtyMantissa = (order.Lots - traded) * BenchMarket.LotE8;

        // Two basis points, within the five that an order reserves.
        wire.CommissionMantissa = order.PriceE9 / BenchMarket.TickE9 * BenchMarket.TickValueMicro * traded / 5000;
        held[(order.Account * market.Instruments) + order.Instrument] += order.IsBuy ? traded : -traded;
        if (isPart)
        {
            carried.Add(order with { Lots = order.Lots - traded });
        }
    }

    private Span<byte> Take(int length, ushort stream)
    {
        Check.That(length <= FrameSlot);
        int index = Count++;
        lengths[index] = (ushort)length;
        streams[index] = stream;
        return bytes.AsSpan(index * FrameSlot, length);
    }

    private readonly record struct Order
    {
        public ulong ClOrdId { get; init; }

        public uint Account { get; init; }

        public int Instrument { get; init; }

        public bool IsBuy { get; init; }

        public long Lots { get; init; }

        public long PriceE9 { get; init; }
    }
}
