using System;
using System.Collections.Generic;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>What the exchange does when the appliance calls, cancels and liquidates.</summary>
public sealed class RiskTests
{
    private const ulong Seed = 4242;
    private const ulong LiquidationId = 0xF000_0000_0000_0001;

    private static readonly SimulatorOptions Options = new() { Accounts = 300, Bars = 10 };

    [Fact]
    public void Called_accounts_pay_reduce_or_ignore()
    {
        long deposits = 0;
        FakeAppliance appliance = new()
        {
            BeforeReport = (fake, token) => Call(fake, 20 + (uint)(token % 200), -5_000_000, MarginCallType.MarginCall),
            OnFrame = (_, _, bytes) =>
            {
                MessageHeader.TryRead(bytes, out MessageHeader header);
                if (CollateralUpdateDecoder.TryWrap(bytes.AsSpan(MessageHeader.Size), header, out var update)
                    == SbeStatus.Ok && update.QuantityMantissa == 500_000_000)
                {
                    deposits++;
                }
            },
        };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Options);
        ExchangeStatistics statistics = simulator.Statistics;
        Assert.True(statistics.CallsPaid > 10 && statistics.CallsReduced > 10 && statistics.CallsIgnored > 10);
        Assert.Equal(statistics.CallsHeard, statistics.CallsPaid + statistics.CallsReduced + statistics.CallsIgnored);
        Assert.Equal(5_000_000 * statistics.CallsPaid, statistics.DepositedOnCallMicro);
        Assert.Equal(statistics.CallsPaid, deposits);
    }

    [Fact]
    public void A_liquidation_order_trades_at_once_and_its_rest_expires()
    {
        List<(ExecType Type, long Leaves, long Cum)> reports = [];
        FakeAppliance appliance = new()
        {
            BeforeReport = (fake, token) =>
            {
                if (token == 50)
                {
                    Liquidate(fake, 100, Side.Sell, lots: 10_000_000, price: 1_000_000_000);
                }
            },
            OnFrame = (_, _, bytes) =>
            {
                MessageHeader.TryRead(bytes, out MessageHeader header);
                if (ExecutionReportDecoder.TryWrap(bytes.AsSpan(MessageHeader.Size), header, out var report)
                    == SbeStatus.Ok && report.ClOrdID == LiquidationId)
                {
                    Assert.Equal(100u, report.Account);
                    reports.Add((report.ExecType, report.LeavesQtyMantissa, report.CumQtyMantissa));
                }
            },
        };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Options);
        Assert.True(reports.Count > 3, $"seed {Seed}");
        Assert.Equal(reports.Count - 1, simulator.Statistics.LiquidationTrades);
        Assert.Equal((ExecType.Expired, 0L), (reports[^1].Type, reports[^1].Leaves));
        for (int i = 1; i < reports.Count - 1; i++)
        {
            Assert.Equal(ExecType.Trade, reports[i].Type);
            Assert.True(reports[i].Cum > reports[i - 1].Cum && reports[i].Leaves < reports[i - 1].Leaves);
        }
    }

    [Fact]
    public void A_cancel_by_the_appliance_is_reported_under_the_orders_id()
    {
        ulong step = 0;
        (ulong Id, uint Account) resting = default;
        List<ExecType> after = [];
        FakeAppliance appliance = new()
        {
            BeforeReport = (fake, token) =>
            {
                step = token;
                if (token == 60)
                {
                    Assert.NotEqual(0ul, resting.Id);
                    CancelByAppliance(fake, resting.Id, resting.Account);
                }
            },
            OnFrame = (_, _, bytes) =>
            {
                MessageHeader.TryRead(bytes, out MessageHeader header);
                ReadOnlySpan<byte> body = bytes.AsSpan(MessageHeader.Size);
                if (step < 60 && NewOrderSingleDecoder.TryWrap(body, header, out var order) == SbeStatus.Ok
                    && order.TimeInForce == TimeInForce.Day && order.Account > 12 && order.Side == Side.Buy)
                {
                    resting = (order.ClOrdID, order.Account);
                }

                if (ExecutionReportDecoder.TryWrap(body, header, out var report) == SbeStatus.Ok
                    && report.ClOrdID == resting.Id)
                {
                    after.Add(report.ExecType);
                }
            },
        };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Options);
        Assert.Equal(1, simulator.Statistics.LiquidationCancels);
        Assert.True(after.Count > 0 && after[^1] == ExecType.Canceled, $"seed {Seed}");
    }

    [Fact]
    public void An_account_in_liquidation_sends_nothing_until_it_is_cured()
    {
        const uint Account = 77;
        ulong step = 0;
        List<ulong> ordersAt = [];
        FakeAppliance appliance = new()
        {
            BeforeReport = (fake, token) =>
            {
                step = token;
                if (token is 10 or 100)
                {
                    Call(fake, Account, -1, token == 10 ? MarginCallType.Liquidation : MarginCallType.Cured);
                }
            },
            OnFrame = (_, _, bytes) =>
            {
                MessageHeader.TryRead(bytes, out MessageHeader header);
                if (NewOrderSingleDecoder.TryWrap(bytes.AsSpan(MessageHeader.Size), header, out var order)
                    == SbeStatus.Ok && order.Account == Account)
                {
                    ordersAt.Add(step);
                }
            },
        };
        Runs.ToEnd(Runs.May2021, Seed, appliance, new SimulatorOptions { Accounts = 100, Bars = 24 });
        Assert.DoesNotContain(ordersAt, at => at is >= 10 and < 100);
        Assert.Contains(ordersAt, at => at >= 100);
    }

    [Fact]
    public void Frames_it_has_no_use_for_are_counted_and_change_nothing()
    {
        FakeAppliance plain = new();
        Runs.ToEnd(Runs.May2021, Seed, plain, Options);
        FakeAppliance noisy = new()
        {
            BeforeReport = (fake, token) =>
            {
                fake.Send(StreamIds.Risk, [1, 2, 3]);
                fake.Send(StreamIds.Risk, [48, 0, 24, 0, 190, 2, 1, 0]);
                Liquidate(fake, 5_000_000, Side.Sell, lots: 1, price: 1_000_000_000);
                Call(fake, 5_000_000, -1, MarginCallType.MarginCall);
            },
        };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, noisy, Options);
        Assert.Equal(plain.Hash, noisy.Hash);
        Assert.Equal(4 * simulator.Statistics.Steps, simulator.Statistics.UnknownFrames);
    }

    [Fact]
    public void A_request_without_a_verdict_is_given_up()
    {
        FakeAppliance appliance = new() { IsSilent = true };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Options);
        Assert.Equal(0, simulator.Statistics.Trades);
        Assert.True(simulator.Statistics.Unanswered > 100);
        Assert.Equal(simulator.Statistics.OrderEntryFrames, simulator.Statistics.Unanswered);
    }

    private static void Call(FakeAppliance fake, uint account, long excessMicro, MarginCallType type)
    {
        byte[] frame = new byte[MarginCallEncoder.FrameLength];
        MarginCallEncoder.TryWrap(frame, out MarginCallEncoder e);
        e.Account = account;
        e.MarginExcessMantissa = excessMicro;
        e.MarginCallType = type;
        fake.Send(StreamIds.Risk, frame);
    }

    private static void Liquidate(FakeAppliance fake, uint account, Side side, long lots, long price)
    {
        InstrumentSpec spec = Runs.May2021.Instruments[0];
        byte[] frame = new byte[LiquidationOrderEncoder.FrameLength];
        LiquidationOrderEncoder.TryWrap(frame, out LiquidationOrderEncoder e);
        e.ClOrdID = LiquidationId;
        e.Account = account;
        e.SecurityID = spec.SecurityId;
        e.Side = side;
        e.OrderQtyMantissa = lots * spec.LotMantissa;
        e.PriceMantissa = price;
        fake.Send(StreamIds.Risk, frame);
    }

    private static void CancelByAppliance(FakeAppliance fake, ulong id, uint account)
    {
        byte[] frame = new byte[OrderCancelRequestEncoder.FrameLength];
        OrderCancelRequestEncoder.TryWrap(frame, out OrderCancelRequestEncoder e);
        e.ClOrdID = id + 1;
        e.OrigClOrdID = id;
        e.Account = account;
        fake.Send(StreamIds.Risk, frame);
    }
}
