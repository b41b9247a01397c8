using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// Closing orders against the oracle: which instrument, how much, at what price, and what the fund does.
/// </summary>
public sealed class LiquidationTests
{
    private const uint Account = 1;
    private const uint Other = 2;
    private const int Seeds = 40;

    [Fact]
    public void Closing_orders_and_their_settlement_are_those_of_the_oracle()
    {
        int orders = 0, handedOver = 0, cured = 0;
        for (ulong seed = TestSeed.First; seed < TestSeed.First + Seeds; seed++)
        {
            using Case run = new(seed);
            run.Verify();
            orders += run.Orders;
            handedOver += run.Rig.Machine.Counters[MachineCounter.BackstopTransfers] > 0 ? 1 : 0;
            cured += run.Rig.Machine.Counters[MachineCounter.LiquidationsCured] > 0 ? 1 : 0;
        }

        Assert.True(orders > 2 * Seeds && handedOver > 0 && cured > Seeds / 4, $"{orders} {handedOver} {cured}");
    }

    [Fact]
    public void Working_orders_are_cancelled_before_anything_is_closed()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Account, 600_000_000);
        rig.Give(Account, 10);
        ulong first = rig.Place(Account, Side.Sell, 2, RigOptions.FirstMark);
        ulong second = rig.Place(Account, Side.Buy, 1, 90_000_000, securityId: 2);
        rig.ShiftEquity(Account, Other, -360_000_000);
        Assert.Equal(
            [OutputKind.MarginCall, OutputKind.CancelOrder, OutputKind.CancelOrder, OutputKind.LiquidationOrder],
            rig.Outputs.Select(output => output.Kind));
        Assert.Equal([second, first], rig.OutputsOf(OutputKind.CancelOrder).Select(output => output.OrigClOrdId));
        Assert.Equal([(sbyte)1, (sbyte)-1], rig.OutputsOf(OutputKind.CancelOrder).Select(output => output.Side));
        Assert.All(rig.Outputs.Skip(1), output => Assert.True(output.ClOrdId >= 1UL << 63));
        Assert.Equal(2, rig.Position(Account).WorkingSells - rig.OutputsOf(OutputKind.LiquidationOrder)[0].QuantityE8
            / Frames.LotE8);
        ReplaceIsTooLate(rig, first);
    }

    [Fact]
    public void More_orders_than_fit_one_event_are_cancelled_over_several()
    {
        using MachineRig rig = MachineRig.Ready(new RigOptions { Orders = 700 }, deposit: 0);
        rig.Deposit(Account, 100_000_000_000);
        rig.Give(Account, 10);
        HashSet<ulong> working = [];
        for (int n = 0; n < 600; n++)
        {
            working.Add(rig.Place(Account, Side.Buy, 1, RigOptions.FirstMark));
        }

        rig.ShiftEquity(Account, Other, rig.Read(Account).Maintenance - rig.Read(Account).Equity - 1);
        int sent = 0;
        for (int n = 0; n < 5; n++)
        {
            foreach (OutputRecord output in rig.Outputs.ToArray())
            {
                if (output.Kind == OutputKind.CancelOrder)
                {
                    Assert.True(working.Remove(output.OrigClOrdId));
                }
                else if (output.Kind == OutputKind.LiquidationOrder)
                {
                    sent++;
                    End(rig, output);
                }
            }

            rig.Mark(RigOptions.FirstMark);
        }

        Assert.Empty(working);
        Assert.True(sent > 1);
    }

    [Fact]
    public void Closing_waits_for_the_order_that_is_out()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Deposit(Account, 249_000_000);
        rig.Give(Account, 10);
        OutputRecord order = rig.Only(OutputKind.LiquidationOrder);
        for (int n = 0; n < 3; n++)
        {
            rig.Mark(RigOptions.FirstMark);
            Assert.Empty(rig.Outputs);
        }

        End(rig, order);
        Assert.Empty(rig.Outputs);
        rig.Mark(RigOptions.FirstMark);
        Assert.True(rig.Only(OutputKind.LiquidationOrder).ClOrdId > order.ClOrdId);
    }

    [Fact]
    public void Nothing_is_closed_in_an_instrument_that_does_not_trade()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        rig.Apply(Frames.Status(1, SecurityTradingStatus.TradingHalt));
        rig.Deposit(Account, 249_000_000);
        rig.Give(Account, 10);
        Assert.Empty(rig.OutputsOf(OutputKind.LiquidationOrder));
        rig.Apply(Frames.Status(1, SecurityTradingStatus.ReadyToTrade));
        rig.Mark(RigOptions.FirstMark, flags: PriceFlags.Stale);
        Assert.Empty(rig.OutputsOf(OutputKind.LiquidationOrder));
        rig.Mark(RigOptions.FirstMark);
        Assert.Single(rig.OutputsOf(OutputKind.LiquidationOrder));
    }

    private static void ReplaceIsTooLate(MachineRig rig, ulong id)
    {
        OrderText replace = new() { Account = Account, Id = 5, OldId = id, Side = Side.Sell, Lots = 1 };
        Assert.Equal(ReasonCode.OrderNotWorking, rig.RefusalOfReplace(replace));
    }

    private static void End(MachineRig rig, in OutputRecord order) =>
        rig.Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.ClOrdId,
            Side = order.Side > 0 ? Side.Buy : Side.Sell,
            Type = ExecType.Expired,
        }));

    private sealed class Case : IDisposable
    {
        private const int Instruments = 4;
        private readonly ulong seed;
        private readonly Prng random;
        private BigInteger bankruptcy;

        public Case(ulong seed)
        {
            this.seed = seed;
            random = new Prng(seed);
            RiskParameters parameters = new()
            {
                LiquidationFeeQ32 = Rate.Up(random.Between(0, 20), 1000).Q32,
                SpreadToMaintenanceQ32 = Rate.Up(random.Between(0, 100), 100).Q32,
                BankruptcyAdjustmentQ32 = Rate.Up(random.Between(0, 300), 100).Q32,
                LambdaQ32 = Rate.Up(random.Between(0, 100), 100).Q32,
            };
            Rig = MachineRig.Ready(
                new RigOptions { Instruments = Instruments, JointSeed = seed, Parameters = parameters }, deposit: 0);
            Rig.Deposit(Other, 1L << 55);
            Rig.Deposit(Account, 1L << 40);
            Rig.ContributeToFund(random.Between(0, 200_000_000));
            for (uint i = 0; i < Instruments; i++)
            {
                long lots = random.Chance(800_000) ? random.Between(-40, 40) : 0;
                if (lots != 0)
                {
                    Rig.Give(Account, lots, securityId: i + 1);
                    Rig.Give(Other, -lots, securityId: i + 1);
                }
            }

            // Somewhere between the backstop and maintenance, now and then below.
            DeviceResult now = Rig.Read(Account);
            long share = random.Between(600_000, 999_999);
            Rig.ShiftEquity(Account, Other, (long)((Int128)now.Maintenance * share / 1_000_000) - now.Equity);
        }

        public MachineRig Rig { get; }

        public int Orders { get; private set; }

        public void Verify()
        {
            for (int round = 0; round < 12 && Rig.Machine.AccountsIn(MarginPhase.Liquidating) > 0; round++)
            {
                string place = TestSeed.Repeat($"round {round}", seed);
                List<OutputRecord> orders = Rig.OutputsOf(OutputKind.LiquidationOrder);
                VerifyOrder(orders, place);
                if (orders.Count > 0)
                {
                    Orders++;
                    VerifyFills(orders[0], place);
                    End(Rig, orders[0]);
                }

                Rig.Mark(Rig.MarksMicro[0] + random.Between(-400_000, 400_000));
            }

            Assert.True(Rig.Machine.Imbalance() == Int128.Zero, TestSeed.Repeat("imbalance", seed));
        }

        private void VerifyOrder(List<OutputRecord> orders, string place)
        {
            OracleBook book = OracleMirror.Of(Rig, Account, Rig.MarksMicro);
            OracleLiquidation oracle = new(book);
            foreach (int instrument in oracle.InstrumentOrder(OracleMirror.Group))
            {
                BigInteger cost = oracle.CostPerLot(OracleMirror.Group, instrument);
                BigInteger lots = oracle.SizeLiquidation(OracleMirror.Group, instrument, cost).Lots;
                if (lots == 0)
                {
                    continue;
                }

                OutputRecord order = Assert.Single(orders);
                OracleSide side = oracle.ClosingSide(OracleMirror.Group, instrument);
                BigInteger limit = OracleClosePrice.PerLot(
                    side, oracle.LimitValue(OracleMirror.Group, instrument, lots), lots);
                BigInteger price = OracleClosePrice.ToTick(side, limit, 1000) * Frames.E9PerMicro;
                bankruptcy = OracleClosePrice.PerLot(
                    side, oracle.BankruptcyValue(OracleMirror.Group, instrument, lots), lots);
                Assert.True(order.SecurityId == instrument + 1, place);
                Assert.True(order.QuantityE8 == lots * Frames.LotE8 && order.Side == (int)side, place);
                Assert.True(order.PriceE9 == price, $"{order.PriceE9} is not {price} {place}");
                Assert.True(order.BankruptcyPriceE9 == bankruptcy / 1000 * 1000 * Frames.E9PerMicro, place);
                return;
            }

            Assert.True(orders.Count == 0, place);
        }

        // Some or all of the order, in pieces, on either side of the bankruptcy price.
        private void VerifyFills(in OutputRecord order, string place)
        {
            long left = order.QuantityE8 / Frames.LotE8;
            for (int piece = 0; piece < 3 && left > 0; piece++)
            {
                long lots = random.Between(1, left);
                left -= lots;
                long price = (long)bankruptcy + random.Between(-3_000_000, 3_000_000);
                VerifyFill(order, lots, left, price, place);
                Rig.Give(Other, order.Side > 0 ? -lots : lots, price, order.SecurityId);
            }
        }

        private void VerifyFill(in OutputRecord order, long lots, long leaves, long price, string place)
        {
            OracleSide side = (OracleSide)order.Side;
            BigInteger fee = OracleClosePrice.FundFee(
                side, price, bankruptcy, lots, Rig.Snapshot.Parameters.LiquidationFeeQ32);
            long needed = (long)OracleClosePrice.TopUp(side, price, bankruptcy, lots);
            long fund = Rig.Machine.Ledger.FundMicro;
            long uncovered = Rig.Machine.Ledger.UncoveredMicro;
            long cover = Math.Min(needed, fund);
            Rig.Apply(Frames.Report(new ReportText
            {
                Account = Account,
                SecurityId = order.SecurityId,
                Id = order.ClOrdId,
                Side = order.Side > 0 ? Side.Buy : Side.Sell,
                Lots = lots,
                Leaves = leaves,
                PriceMicro = price,
            }));
            List<(FundMovementKind Kind, long Amount)> expected = [];
            if (fee > 0)
            {
                expected.Add((FundMovementKind.LiquidationFee, (long)fee));
            }

            if (cover > 0)
            {
                expected.Add((FundMovementKind.ShortfallCover, -cover));
            }

            if (cover < needed)
            {
                expected.Add((FundMovementKind.UncoveredLoss, needed - cover));
            }

            List<OutputRecord> movements = Rig.OutputsOf(OutputKind.FundMovement);
            Assert.Equal(expected, movements.Select(m => ((FundMovementKind)m.Detail, m.AmountMicro)));
            Assert.True(Rig.Machine.Ledger.FundMicro == fund + (long)fee - cover, place);
            Assert.True(Rig.Machine.Ledger.FundMicro >= 0, place);
            Assert.True(Rig.Machine.Ledger.UncoveredMicro == uncovered + needed - cover, place);
        }

        public void Dispose() => Rig.Dispose();
    }
}
