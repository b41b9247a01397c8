using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Combinations (sections 3 to 7) by numbers that can be worked on paper.</summary>
public class ComboTests
{
    // Two expiries that lose 100 and 90 a lot, delta 1,000 each; the spread buys 2 of the near and sells 3 of the far.
    private static readonly OracleInstrument Near = Make.Simple(0, 100, 1000) with { CvE = 1000 };

    private static readonly OracleInstrument Far = Make.Simple(0, 90, 1000, expiry: 1);

    private static readonly OracleInstrument Spread = Make.Combo([Near, Far], new(0, 2), new(1, -3));

    private static OracleBook Book(OracleUnderlying? underlying = null, BigInteger cash = default)
    {
        OracleSnapshot snapshot = Make.Snapshot([underlying ?? Make.Plain()], Near, Far, Spread);
        Assert.Empty(OracleLoadCheck.Errors(snapshot));
        OracleBook book = new(snapshot, [1000, 900, 0]);
        book.Open(1);
        book.MoveCash(1, cash);
        return book;
    }

    [Fact]
    public void Losses_net_but_lots_and_gabs_are_those_of_the_legs()
    {
        Assert.Equal((-70, 70, -1000, 1000), (Spread.Ra[1], Spread.Ra[2], Spread.Ra[30], Spread.Ra[31]));
        OracleBook book = Book();
        book[1].AddOrder(2, OracleSide.Buy, 5, 0);
        book[1].AddOrder(2, OracleSide.Sell, 1, 0);
        OracleAccumulators w = OracleAccumulators.Of(book[1], OracleAcc.W);

        // Entry 1: the sold one loses 70. Entry 2: the five bought lose 70 each.
        Assert.Equal((70, 350), (w.Bucket[0][1], w.Bucket[0][2]));
        Assert.Equal((70, 350), (book.BruteForceWorstLoss(1, 0, 1), book.BruteForceWorstLoss(1, 0, 2)));

        // Near: 2*5 bought, 2*1 sold. Far: 3*1 bought, 3*5 sold. rmax is 1,000.
        Assert.Equal((new OracleHolding(0, 10, 2), new OracleHolding(0, 3, 15)), (w.Reach[0], w.Reach[1]));
        Assert.Equal((30, 30_000), (w.Lots, OracleAccumulators.Gabs(book[1])));
        Assert.Equal(0, OracleAccumulators.Of(book[1], OracleAcc.L).Lots);
        Assert.Equal(380, book.Imr(1).Value);
        Assert.Equal(0, book.Mmr(1).Value);
    }

    /// <summary>
    /// Five bought: near legs long 10,000 of delta, far legs short 15,000. Matched 10,000 at 1/100.
    /// </summary>
    [Fact]
    public void Expiries_see_the_part_of_their_legs()
    {
        OracleBook book = Book(Make.Plain() with { Basis = Make.One / 100 });
        book[1].AddOrder(2, OracleSide.Buy, 5, 0);
        OracleAccumulators w = OracleAccumulators.Of(book[1], OracleAcc.W);
        Assert.Equal(((10_000, 0), (0, 15_000)), (w.Delta[(0, 0)], w.Delta[(0, 1)]));
        OracleUnderlyingTerms terms = book.Req(1, OracleKind.Im, OracleAcc.W).Underlyings[0];
        Assert.Equal((10_000, 15_000, 100), (terms.DeltaUp, terms.DeltaDown, terms.Basis));

        // Filled whole it is what the positions have: the same.
        book.Fill(1, 2, OracleSide.Buy, 5, 0, 0, 0);
        Assert.Equal(100, book.Req(1, OracleKind.Im, OracleAcc.W).Basis);
        Assert.Equal(100, book.Req(1, OracleKind.Mm, OracleAcc.L).Basis);
    }

    /// <summary>
    /// 4 lots at -650: far leg -12 lots at its mark of 900 is -10,800; the near leg, 8 lots, takes the rest of -2,600.
    /// </summary>
    [Fact]
    public void A_fill_moves_every_leg_and_the_first_takes_what_is_left()
    {
        OracleBook book = Book(cash: 50_000);
        book[1].AddOrder(2, OracleSide.Buy, 4, 10);
        Assert.Equal(ReasonCode.None, book.Fill(1, 2, OracleSide.Buy, 4, -650, 7, 10));
        Assert.Equal(new OracleHolding(8, 0, 0) { V = 8200 }, book[1][0]);
        Assert.Equal(new OracleHolding(-12, 0, 0) { V = -10_800 }, book[1][1]);
        Assert.Equal((50_000 + 2600 - 7, 0), (book[1].Cash, book[1].Reserves));

        // 52,593 + 8,000 - 10,800 at the marks; profit is 8,000 - 8,200 and nothing.
        Assert.Equal((49_793, 49_793), (book.Equity(1).Value, book.EquityInitial(1).Value));
        Assert.Equal(-200, OracleEquity.InitialTerms(book[1], book.Marks).Unrealised);

        // Sold back: legs go the other way and nothing is left open.
        book[1].AddOrder(2, OracleSide.Sell, 4, 0);
        Assert.Equal(ReasonCode.None, book.Fill(1, 2, OracleSide.Sell, 4, -650, 0, 0));
        Assert.Empty(book[1].Holdings);
        Assert.Equal(49_993, book[1].Cash);
    }

    [Fact]
    public void Orders_in_combinations_have_bounds_of_their_own()
    {
        OracleBook book = Book(cash: 1_000_000);
        Assert.Equal(OracleVerdict.Accept, book.CheckOrder(1, Order(-Limits.PerLotLimit + 1)).Verdict);
        Assert.Equal(ReasonCode.Range, book.CheckOrder(1, Order(-Limits.PerLotLimit)).Reason);
        Assert.Equal(ReasonCode.Range, book.CheckOrder(1, Order(Limits.PerLotLimit)).Reason);
        Assert.Equal(ReasonCode.Range, book.CheckOrder(1, Make.Order(0, OracleSide.Buy, 1, -1)).Reason);
        book.Trade(1, 0, -2, 1000, 0);
        Assert.Equal(ReasonCode.ReduceOnly, book.CheckOrder(1, Order(5) with { ReduceOnly = true }).Reason);

        // A working spread sells 3 of the far leg each: with 7 long, two leave room for 1 more, not for 2.
        book.Trade(1, 1, 7, 900, 0);
        book[1].AddOrder(2, OracleSide.Buy, 2, 0);
        Assert.True(book.CheckOrder(1, Make.Order(1, OracleSide.Sell, 1, 900, true)).Accepted);
        Assert.Equal(
            ReasonCode.ReduceOnly, book.CheckOrder(1, Make.Order(1, OracleSide.Sell, 2, 900, true)).Reason);

        static OracleOrder Order(BigInteger value) => Make.Order(2, OracleSide.Buy, 1, value);
    }

    /// <summary>The far leg reaches 2^40 with a third of it in combinations, long before they do.</summary>
    [Fact]
    public void Legs_keep_the_bound_of_lots()
    {
        OracleBook book = Book(cash: 1_000_000);
        BigInteger most = Limits.GroupLotsMax / 3;
        book[1].AddOrder(2, OracleSide.Buy, most - 1, 0);
        Assert.NotEqual(ReasonCode.Range, book.CheckOrder(1, Make.Order(2, OracleSide.Buy, 1, 0)).Reason);
        Assert.Equal(ReasonCode.Range, book.CheckOrder(1, Make.Order(2, OracleSide.Buy, 2, 0)).Reason);
        Assert.Equal(ReasonCode.Range, book.Trade(1, 1, 5, 0, 0));
        Assert.Equal(ReasonCode.None, book.Trade(1, 1, 4, 0, 0));
    }

    /// <summary>With 62 others there is room for itself and one leg: the second leg is refused.</summary>
    [Fact]
    public void A_combination_needs_room_for_itself_and_each_leg()
    {
        OracleInstrument[] list = [Near, Far, Spread, .. Enumerable.Repeat(Near, 62)];
        OracleBook book = new(Make.Snapshot([Make.Plain()], list), new BigInteger[list.Length]);
        book.Open(1);
        book.MoveCash(1, 1_000_000);
        for (int i = 3; i < 64; i++)
        {
            book.Trade(1, i, 1, 0, 0);
        }

        Assert.True(book.CheckOrder(1, Make.Order(2, OracleSide.Buy, 1, 0)).Accepted);
        book.Trade(1, 64, 1, 0, 0);

        // A trade outside an order needs room for the legs alone: there is just that.
        Assert.Equal(ReasonCode.None, book.Trade(1, 2, 1, 0, 0));
        Assert.Equal(ReasonCode.None, book.Trade(1, 2, -1, 0, 0));
        Assert.Equal(
            ReasonCode.GroupInstrumentCapacity, book.CheckOrder(1, Make.Order(2, OracleSide.Buy, 1, 0)).Reason);
        book.Trade(1, 1, 1, 0, 0);
        Assert.Equal(
            ReasonCode.GroupInstrumentCapacity, book.CheckOrder(1, Make.Order(2, OracleSide.Buy, 1, 0)).Reason);
        book.Trade(1, 64, -1, 0, 0);
        Assert.True(book.PlaceOrder(1, Make.Order(2, OracleSide.Buy, 1, 0)).Accepted);
        Assert.Equal(64, book[1].Occupied().Count);
    }
}
