using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 7, one test a step. A lot is worth 1,000,000 and loses 10% of it: 100,001 with QR.</summary>
public class OrderCheckTests
{
    private const long Cv = 1_000_000;

    private static OracleBook Book(BigInteger cash, int instruments = 1, int underlyings = 1)
    {
        OracleInstrument[] list =
            [.. Enumerable.Range(0, instruments).Select(i => Make.Linear(i % underlyings, Cv, 10))];
        OracleUnderlying[] us = [.. Enumerable.Range(0, underlyings).Select(_ => Make.Plain())];
        OracleBook book = new(Make.Snapshot(us, list), [.. list.Select(_ => (BigInteger)Cv)]);
        book.Open(1);
        book.MoveCash(1, cash);
        return book;
    }

    [Fact]
    public void Margin_is_exact_to_the_micro()
    {
        OracleOrder order = Make.Order(0, OracleSide.Buy, 1, Cv);
        BigInteger need = Book(0).CheckOrder(1, order).ImrAfter!.Value;
        Assert.InRange(need, 100_001, 100_002);
        Assert.Equal(OracleVerdict.Accept, Book(need).PlaceOrder(1, order).Verdict);
        OracleBook book = Book(need - 1);
        Assert.Equal(
            new OracleOrderAnswer(
                OracleVerdict.Reject, ReasonCode.InsufficientMargin, new(need, false), new(need - 1, false)),
            book.PlaceOrder(1, order));
        Assert.Empty(book[1].Holdings);
    }

    [Fact]
    public void Reserve_of_the_order_counts_and_is_given_back()
    {
        BigInteger reserve = OracleOrder.Reserve(OracleSide.Buy, Cv + 70, Cv, 5);
        Assert.Equal(75, reserve);
        Assert.Equal(5, OracleOrder.Reserve(OracleSide.Sell, Cv + 70, Cv, 5));
        Assert.Equal(75, OracleOrder.Reserve(OracleSide.Sell, Cv - 70, Cv, 5));
        OracleBook book = Book(10 * Cv);
        OracleOrder order = Make.Order(0, OracleSide.Buy, 4, Cv + 70) with { Fee = 20, ReservePerLot = reserve };
        OracleOrderAnswer answer = book.PlaceOrder(1, order);
        Assert.Equal(book.Req(1, OracleKind.Im, OracleAcc.W).Value + 300, answer.ImrAfter);
        book.Fill(1, 0, OracleSide.Buy, 3, Cv + 70, 15, reserve);
        Assert.Equal(75, book[1].Reserves);
        Assert.Equal((10 * Cv) - (3 * (Cv + 70)) - 15, book[1].Cash);
        Assert.Equal((10 * Cv) - 210 - 15, book.Equity(1).Value);
        book.Release(1, 0, OracleSide.Buy, 1, reserve);
        Assert.Equal(0, book[1].Reserves);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L << 31)]
    public void Step_1_lots_out_of_range(long lots) =>
        Refused(Book(10), Make.Order(0, OracleSide.Buy, lots, Cv), ReasonCode.Range);

    [Fact]
    public void Step_1_value_fee_and_reserve_out_of_range()
    {
        OracleOrder order = Make.Order(0, OracleSide.Buy, 1, Cv);
        Refused(Book(10), order with { LimitValue = -1 }, ReasonCode.Range);
        Refused(Book(10), order with { LimitValue = Limits.PerLotLimit }, ReasonCode.Range);
        Refused(Book(10), order with { ReservePerLot = -1 }, ReasonCode.Range);
        Refused(Book(10), order with { ReservePerLot = Limits.PerLotLimit }, ReasonCode.Range);
        Refused(Book(10), order with { Fee = -1 }, ReasonCode.Range);
        Refused(Book(10), order with { Fee = OracleMath.MoneyMax + 1 }, ReasonCode.Range);
    }

    [Fact]
    public void Closing_orders_of_the_appliance_are_asked_for_bounds_only()
    {
        OracleBook book = Book(0);
        Assert.Equal(ReasonCode.None, book.ReserveOrder(1, Make.Order(0, OracleSide.Buy, 5, Cv, true)));
        Assert.Equal(5, book[1][0].B);
        Assert.Equal(ReasonCode.Range, book.ReserveOrder(1, Make.Order(0, OracleSide.Buy, 0, Cv)));
    }

    [Fact]
    public void A_withdrawal_leaves_the_requirement_covered()
    {
        OracleBook book = Book(10 * Cv);
        book.Trade(1, 0, 10, Cv, 0);
        BigInteger free = book.Equity(1).Value - book.Imr(1).Value;
        Assert.Equal(ReasonCode.InsufficientCollateral, book.Withdraw(1, free + 1));
        Assert.Equal(ReasonCode.None, book.Withdraw(1, free));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.Withdraw(1, 1));
        Assert.Equal(ReasonCode.None, book.MoveCash(1, -1));
        Assert.False(book.Close(1));
    }

    [Fact]
    public void Step_1_group_closed_or_instrument_unknown()
    {
        Refused(Book(10), Make.Order(1, OracleSide.Buy, 1, Cv), ReasonCode.UnknownInstrument);
        Assert.Equal(ReasonCode.UnknownAccount, Book(10).CheckOrder(2, Make.Order(0, OracleSide.Buy, 1, Cv)).Reason);
    }

    [Fact]
    public void Step_2_room_for_64_instruments_then_for_16_underlyings()
    {
        OracleBook book = Book(1000 * Cv, 66, 1);
        for (int i = 0; i < 64; i++)
        {
            Assert.True(book.PlaceOrder(1, Make.Order(i, OracleSide.Buy, 1, Cv)).Accepted);
        }

        Refused(book, Make.Order(64, OracleSide.Buy, 1, Cv), ReasonCode.GroupInstrumentCapacity);
        Assert.True(book.CheckOrder(1, Make.Order(3, OracleSide.Buy, 1, Cv)).Accepted);

        book = Book(1000 * Cv, 34, 17);
        for (int i = 0; i < 16; i++)
        {
            Assert.True(book.PlaceOrder(1, Make.Order(i, OracleSide.Buy, 1, Cv)).Accepted);
        }

        Refused(book, Make.Order(16, OracleSide.Buy, 1, Cv), ReasonCode.GroupBucketCapacity);
        Assert.True(book.CheckOrder(1, Make.Order(17, OracleSide.Buy, 1, Cv)).Accepted);
        book.Release(1, 5, OracleSide.Buy, 1, 0);
        Assert.True(book.CheckOrder(1, Make.Order(16, OracleSide.Buy, 1, Cv)).Accepted);
    }

    [Fact]
    public void Step_3_gabs_and_reserves()
    {
        OracleInstrument heavy = Make.FromLosses(0, [BigInteger.One << 45]);
        OracleBook book = new(Make.Snapshot([Make.Plain()], heavy), [Cv]);
        book.Open(1);
        book[1].AddOrder(0, OracleSide.Sell, (1 << 17) - 2, 0);
        Assert.NotEqual(ReasonCode.Range, book.CheckOrder(1, Make.Order(0, OracleSide.Buy, 1, Cv)).Reason);
        Refused(book, Make.Order(0, OracleSide.Buy, 2, Cv), ReasonCode.Range);

        book = Book(OracleMath.MoneyMax);
        OracleOrder order = Make.Order(0, OracleSide.Buy, 1 << 16, Cv) with { ReservePerLot = (1L << 46) - 1 };
        Assert.NotEqual(ReasonCode.Range, book.CheckOrder(1, order).Reason);
        Refused(book, order with { ReservePerLot = order.ReservePerLot + 1 }, ReasonCode.Range);
    }

    [Fact]
    public void Step_3_lots()
    {
        OracleInstrument light = Make.FromLosses(0, [1]);
        OracleBook book = new(Make.Snapshot([Make.Plain()], light), [1]);
        book.Open(1);
        book.MoveCash(1, OracleMath.MoneyMax);
        book[1].AddOrder(0, OracleSide.Buy, Limits.GroupLotsMax - 1, 0);
        Assert.True(book.CheckOrder(1, Make.Order(0, OracleSide.Sell, 1, 1)).Accepted);
        Refused(book, Make.Order(0, OracleSide.Sell, 2, 1), ReasonCode.Range);
        Assert.Equal(ReasonCode.Range, book.Trade(1, 0, 2, 1, 0));
    }

    [Fact]
    public void Step_4_reduce_only_is_opposite_and_within_the_position()
    {
        OracleBook book = Book(100 * Cv);
        Refused(book, Make.Order(0, OracleSide.Sell, 1, Cv, true), ReasonCode.ReduceOnly);
        book.Trade(1, 0, 10, Cv, 0);
        Refused(book, Make.Order(0, OracleSide.Buy, 1, Cv, true), ReasonCode.ReduceOnly);
        Assert.True(book.PlaceOrder(1, Make.Order(0, OracleSide.Sell, 6, Cv)).Accepted);
        Refused(book, Make.Order(0, OracleSide.Sell, 5, Cv, true), ReasonCode.ReduceOnly);
        Assert.True(book.CheckOrder(1, Make.Order(0, OracleSide.Sell, 4, Cv, true)).Accepted);
    }

    [Fact]
    public void Step_5_saturated_equity_refuses()
    {
        OracleBook book = Book(OracleMath.MoneyMax);
        book.Trade(1, 0, 1, 1, 0);
        Assert.True(book.Equity(1).Saturated);
        Refused(book, Make.Order(0, OracleSide.Buy, 1, Cv), ReasonCode.Saturated);
    }

    [Fact]
    public void Step_6_and_7_a_short_group_only_reduces()
    {
        OracleBook book = Book(Cv);
        book.Trade(1, 0, 20, Cv, 0);
        Assert.True(book.Imr(1).Value > book.Equity(1).Value);
        Refused(book, Make.Order(0, OracleSide.Buy, 1, Cv), ReasonCode.ReduceOnly);
        Refused(book, Make.Order(0, OracleSide.Sell, 1, Cv), ReasonCode.ReduceOnly);
        OracleOrder reduce = Make.Order(0, OracleSide.Sell, 5, Cv, true);
        Assert.Equal(OracleVerdict.AcceptReduceOnly, book.PlaceOrder(1, reduce).Verdict);
        Assert.Equal(5, book[1][0].S);

        // The margin one lot frees is 100,001; a limit that loses more than that does not reduce risk.
        BigInteger freed = book.Mmr(1).Value / 20;
        Refused(book, Make.Order(0, OracleSide.Sell, 1, Cv - freed - 2, true), ReasonCode.ReduceOnly);
        Assert.True(book.CheckOrder(1, Make.Order(0, OracleSide.Sell, 1, Cv - freed, true)).Accepted);
        OracleOrder withFee = Make.Order(0, OracleSide.Sell, 1, Cv - freed, true) with { Fee = 2 };
        Refused(book, withFee, ReasonCode.ReduceOnly);
    }

    [Fact]
    public void Replace_is_judged_as_new_minus_old_and_refused_whole()
    {
        OracleBook book = Book(1_000_100);
        Assert.True(book.PlaceOrder(1, Make.Order(0, OracleSide.Buy, 6, Cv)).Accepted);
        Assert.False(book.CheckOrder(1, Make.Order(0, OracleSide.Buy, 9, Cv)).Accepted);
        OracleOrderAnswer answer = book.Replace(1, 6, 0, Make.Order(0, OracleSide.Buy, 9, Cv));
        Assert.Equal(OracleVerdict.Accept, answer.Verdict);
        Assert.Equal(book.Imr(1).Value, answer.ImrAfter);
        Assert.Equal(9, book[1][0].B);
        answer = book.Replace(1, 9, 0, Make.Order(0, OracleSide.Buy, 11, Cv));
        Assert.Equal(ReasonCode.InsufficientMargin, answer.Reason);
        Assert.Equal(9, book[1][0].B);
    }

    private static void Refused(OracleBook book, OracleOrder order, ReasonCode reason)
    {
        string Text() => $"{book[1].Cash} {book[1].Reserves} {string.Join(' ', book[1].Holdings)}";
        string before = Text();
        OracleOrderAnswer answer = book.PlaceOrder(1, order);
        Assert.Equal((OracleVerdict.Reject, reason), (answer.Verdict, answer.Reason));
        Assert.Equal(before, Text());
    }
}
