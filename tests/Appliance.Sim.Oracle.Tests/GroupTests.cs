using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 4: kinds of groups, and pools in sections 5 to 9, by numbers that can be worked on paper.</summary>
public class GroupTests
{
    private const long Cv = 1000;

    private static readonly OracleGroupTerms Member = new(OracleGroupKind.Member, PoolId: 10);

    private static OracleSnapshot Snapshot()
    {
        OracleInstrument first = Make.Simple(0, 100, Cv), second = Make.Simple(1, 60, Cv);
        OracleInstrument third = Make.Simple(1, 10, Cv);
        return Make.Snapshot(
            [Make.Plain(), Make.Plain()],
            first,
            second,
            third,
            Make.Combo([first, second, third], new(1, 1), new(2, -1)),
            first with { IsCollateral = true }) with
        {
            Assets = [new OracleAsset(100, Make.Table((Make.One, 0))) { RiskInstrument = 4, LotUnits = 10 }],
        };
    }

    private static OracleBook Book(BigInteger? lambda = null, OracleSnapshot? snapshot = null)
    {
        OracleBook book = new(snapshot ?? Snapshot(), [Cv, Cv, Cv, 0, 0]);
        OracleGroupTerms pool = new(OracleGroupKind.Pool, LambdaPool: lambda ?? Make.One / 2);
        Assert.Equal(ReasonCode.None, book.Open(10, pool));
        Assert.Equal(ReasonCode.None, book.Open(11, Member));
        Assert.Equal(ReasonCode.None, book.Open(12, Member));
        return book;
    }

    [Fact]
    public void Opening_names_what_it_refuses()
    {
        OracleBook book = Book();
        Assert.Equal(ReasonCode.UnknownInstrument, Open(new(OracleGroupKind.Isolated, Instrument: 9)));
        Assert.Equal(ReasonCode.UnknownInstrument, Open(new(OracleGroupKind.Isolated, Instrument: 3)));
        Assert.Equal(ReasonCode.UnknownInstrument, Open(new(OracleGroupKind.Isolated, Instrument: 4)));
        Assert.Equal(ReasonCode.UnknownAccount, Open(new(OracleGroupKind.Member, PoolId: 9)));
        Assert.Equal(ReasonCode.UnknownAccount, Open(new(OracleGroupKind.Member, PoolId: 11)));
        Assert.Equal(ReasonCode.UnknownAccount, Open(Member with { Mode = OracleMode.Standard }));
        Assert.Equal(ReasonCode.Range, Open(new(OracleGroupKind.Pool, LambdaPool: Make.One + 1)));
        Assert.Equal(ReasonCode.Range, Open(new((OracleGroupKind)4)));
        for (int m = 3; m <= 64; m++)
        {
            Assert.Equal(ReasonCode.None, book.Open(10 + m, Member));
        }

        Assert.Equal(ReasonCode.PoolCapacity, Open(Member));
        Assert.False(book.Groups.ContainsKey(99));

        // Opening what is open changes nothing.
        Assert.Equal(ReasonCode.None, book.Open(11, new OracleGroupTerms((OracleGroupKind)4)));
        Assert.Equal(OracleGroupKind.Member, book[11].Kind);

        ReasonCode Open(OracleGroupTerms terms) => book.Open(99, terms);
    }

    [Fact]
    public void Closing_needs_a_group_that_has_nothing()
    {
        OracleBook book = Book();
        Assert.False(book.Close(10));
        book.MoveCash(11, 1);
        Assert.False(book.Close(11));
        book.MoveCash(11, -1);
        book.MoveAsset(11, 0, 1, true);
        Assert.False(book.Close(11));
        book.MoveAsset(11, 0, -2, true);
        Assert.False(book.Close(11));
        book.MoveAsset(11, 0, 1, true);
        book[11].AddOrder(0, OracleSide.Buy, 1, 0);
        Assert.False(book.Close(11));
        book[11].RemoveOrder(0, OracleSide.Buy, 1, 0);
        Assert.True(book.Close(11));
        Assert.Equal([12L], book[10].Members.Keys);
        Assert.True(book.Close(12));
        Assert.True(book.Close(10));
        Assert.Empty(book.Groups);
    }

    [Fact]
    public void An_isolated_group_has_one_instrument()
    {
        OracleBook book = Book();
        book.Open(1, new OracleGroupTerms(OracleGroupKind.Isolated, Instrument: 1));
        book.MoveCash(1, 100_000);
        Assert.True(book.PlaceOrder(1, Make.Order(1, OracleSide.Buy, 1, Cv)).Accepted);
        foreach (int i in new[] { 0, 3, 4, 5 })
        {
            Assert.Equal(ReasonCode.UnknownInstrument, book.PlaceOrder(1, Make.Order(i, OracleSide.Buy, 1, Cv)).Reason);
            Assert.Equal(ReasonCode.UnknownInstrument, book.Trade(1, i, 1, Cv, 0));
        }

        Assert.Equal(ReasonCode.UnknownInstrument, book.MoveAsset(1, 0, 5, false));
        Assert.Equal(ReasonCode.UnknownAsset, book.MoveAsset(1, 1, 5, false));
        Assert.Equal(ReasonCode.None, book.Trade(1, 1, 1, Cv, 0));
    }

    [Fact]
    public void A_pool_itself_takes_nothing()
    {
        OracleBook book = Book();
        OracleOrder order = Make.Order(0, OracleSide.Buy, 1, Cv);
        Assert.Equal(ReasonCode.UnknownAccount, book.PlaceOrder(10, order).Reason);
        Assert.Equal(ReasonCode.UnknownAccount, book.ReserveOrder(10, order));
        Assert.Equal(ReasonCode.UnknownAccount, book.Replace(10, 1, 0, order).Reason);
        Assert.Equal(ReasonCode.UnknownAccount, book.Trade(10, 0, 1, Cv, 0));
        Assert.Equal(ReasonCode.UnknownAccount, book.MoveCash(10, 1));
        Assert.Equal(ReasonCode.UnknownAccount, book.Withdraw(10, 1));
        Assert.Equal(ReasonCode.UnknownAccount, book.MoveAsset(10, 0, 1, true));
    }

    /// <summary>
    /// Long 10 and short 8 of an instrument that loses 100 a lot: 1,010 and 808 apart, 202 as one; half of 1,818 is
    /// 909. Shares of 909: 505 and 404.
    /// </summary>
    [Fact]
    public void Members_net_in_their_pool_down_to_its_floor()
    {
        OracleBook book = Book();
        book.Trade(11, 0, 10, Cv, 0);
        book.Trade(12, 0, -8, Cv, 0);
        OracleReq req = book.Req(10, OracleKind.Mm, OracleAcc.L);
        Assert.Equal((1010, 808), (book.Req(11, OracleKind.Mm, OracleAcc.L).Value, req.Pool!.Members[1].Req.Value));
        Assert.Equal((202, 1818, 909, 909), (req.Pool.Own.Value, req.Pool.Sum, req.Pool.Floor, req.Value));
        Assert.Equal([505, 404], req.Pool.Shares);
        Assert.Equal((909, 909, 909), (book.Mmr(10).Value, book.Mmr(11).Value, book.Mmr(12).Value));

        // Without a floor it is the net, and a pool never costs more than its members apart.
        book = Book(lambda: 0, Snapshot() with
        {
            Underlyings = [Make.Plain() with { Tier = Make.Same(Make.Table((Make.One, 12_000))) }, Make.Plain()],
        });
        book.Trade(11, 0, 10, Cv, 0);
        book.Trade(12, 0, -8, Cv, 0);
        Assert.Equal(202, book.Mmr(11).Value);
        book.Trade(12, 0, 18, Cv, 0);

        // 20 net of 1,000 less 12,000 is 8,000; alone both are below the tier.
        Assert.Equal((8000, 2020), (book.Req(10, OracleKind.Mm, OracleAcc.L).Pool!.Own.Value, book.Mmr(11).Value));
    }

    /// <summary>Options net, profit is summed, balances are summed before the table.</summary>
    [Fact]
    public void Equity_and_reserves_are_those_of_the_pool()
    {
        OracleBook book = Book();
        book.MoveCash(11, 500);
        book.MoveCash(12, 70);
        book.Trade(11, 0, 2, 900, 0);
        book[12].AddOrder(0, OracleSide.Sell, 2, 25);
        book.MoveAsset(11, 0, 150_000_000, false);
        book.MoveAsset(12, 0, -50_000_000, true);

        // 570 less 1,800 paid, two lots worth 2,000, one unit at 100.
        Assert.Equal((870, 870), (book.Equity(11).Value, book.Equity(12).Value));
        Assert.Equal((50, -1230), (book[10].Reserves, book[10].Cash));
        Assert.Equal(new OracleHolding(2, 0, 2) { V = 1800 }, book[10][0]);

        // Lots of collateral are those of the members, rounded down for each.
        Assert.Equal((15_000_000, -5_000_000, 10_000_000), (book[11][4].Q, book[12][4].Q, book[10][4].Q));
        book.MoveAsset(11, 0, 5, true);
        book.MoveAsset(12, 0, 5, true);
        Assert.Equal((15_000_000, -5_000_000, 10_000_000), (book[11][4].Q, book[12][4].Q, book[10][4].Q));

        // What is conserved is each group's own.
        Assert.Equal(500 - 1800 + 2000, OracleEquity.Conserved(book[11], book.Marks));
    }

    [Fact]
    public void Orders_of_a_member_are_judged_by_the_pool_and_bounded_in_both()
    {
        OracleBook book = Book(lambda: 0);
        book.MoveCash(12, 1_000_000);
        Assert.True(book.PlaceOrder(11, Make.Order(0, OracleSide.Buy, 100, Cv)).Accepted);
        Assert.Equal(100, book[11][0].B);
        Assert.Equal(book.Imr(12), book.Imr(11));

        // A reduce-only order looks at the member's own lots.
        book.Trade(12, 0, -500, Cv, 0);
        book.Trade(11, 0, 7, Cv, 0);
        Assert.True(book.CheckOrder(11, Make.Order(0, OracleSide.Sell, 7, Cv, true)).Accepted);
        Assert.Equal(ReasonCode.ReduceOnly, book.CheckOrder(11, Make.Order(0, OracleSide.Sell, 8, Cv, true)).Reason);

        // Lots are bounded for the sum as for each.
        book[12].AddOrder(1, OracleSide.Sell, Limits.GroupLotsMax - 5, 0);
        Assert.Equal(ReasonCode.Range, book.CheckOrder(11, Make.Order(1, OracleSide.Buy, 6, Cv)).Reason);
        Assert.NotEqual(ReasonCode.Range, book.CheckOrder(11, Make.Order(1, OracleSide.Buy, 5, Cv)).Reason);
        Assert.Equal(ReasonCode.Range, book.Trade(11, 1, 6, Cv, 0));
        Assert.Equal(ReasonCode.None, book.Trade(11, 1, 5, Cv, 0));
    }

    [Fact]
    public void Room_of_a_pool_is_what_its_members_take()
    {
        OracleInstrument[] list = [.. Enumerable.Repeat(Make.Simple(0, 1, 1), 66)];
        OracleBook book = new(Make.Snapshot([Make.Plain()], list), new BigInteger[66]);
        book.Open(10, new OracleGroupTerms(OracleGroupKind.Pool));
        book.Open(11, Member);
        book.Open(12, Member);
        for (int i = 0; i < 64; i++)
        {
            Assert.Equal(ReasonCode.None, book.Trade(11 + (i % 2), i, 1, 0, 0));
        }

        OracleOrder more = Make.Order(64, OracleSide.Buy, 1, 0);
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, book.ReserveOrder(11, more));
        Assert.Equal(ReasonCode.None, book.ReserveOrder(11, more with { Instrument = 1 }));

        // Netting to nothing still takes room; only when both are gone it is free.
        book.Trade(12, 0, -1, 0, 0);
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, book.ReserveOrder(11, more));
        book.Trade(12, 0, 1, 0, 0);
        book.Trade(11, 0, -1, 0, 0);
        Assert.Equal(ReasonCode.None, book.ReserveOrder(11, more));
    }

    [Fact]
    public void A_pool_and_its_members_switch_together()
    {
        OracleBook book = Book();
        long epoch = 2;
        foreach (long id in new long[] { 10, 11, 12 })
        {
            Assert.Empty(book.LoadSnapshot(Snapshot() with { Epoch = epoch }));
            book.SwitchGroup(id);
            Assert.All(book.Groups.Values, group => Assert.Equal(epoch, group.Snapshot.Epoch));
            epoch++;
        }

        Assert.Empty(book.LoadSnapshot(Snapshot() with { Epoch = epoch }));
        Assert.Equal(ReasonCode.None, book.Open(13, Member));
        Assert.All(book.Groups.Values, group => Assert.Equal(epoch, group.Snapshot.Epoch));
    }

    /// <summary>
    /// A member beyond gabs is margined at MoneyMax; the pool then too, where its floor says so. The member's lots are
    /// not sized, and its orders are refused, those of the other are not.
    /// </summary>
    [Fact]
    public void A_member_out_of_range_saturates_the_pool()
    {
        OracleSnapshot first = Snapshot();
        OracleSnapshot heavy = first with
        {
            Epoch = 2,
            Instruments = [Make.Simple(0, BigInteger.One << 46, Cv), .. first.Instruments.Skip(1)],
        };
        OracleBook book = Book(snapshot: first);
        book.Trade(11, 0, 70_000, Cv, 0);
        book.Trade(12, 0, -5000, Cv, 0);
        Assert.Empty(book.LoadSnapshot(heavy));
        Assert.Equal(ReasonCode.Range, book.CheckOrder(11, Make.Order(1, OracleSide.Buy, 1, Cv)).Reason);
        OracleReq req = book.Req(10, OracleKind.Mm, OracleAcc.L);
        Assert.Equal((OracleMath.MoneyMax, true), (req.Pool!.Members[0].Req.Value, req.Saturated));
        OracleLiquidation liquidation = new(book);
        Assert.Equal(0, liquidation.SizeLiquidation(11, 0, 0).Lots);

        // 65,000 lots net are in range, up to 65,535 are.
        Assert.False(req.Pool.Own.OutOfRange);
        Assert.Equal(ReasonCode.Saturated, book.CheckOrder(12, Make.Order(1, OracleSide.Buy, 1, Cv)).Reason);
    }

    /// <summary>Sizing in a member closes its own lots at the pool's equity and margin.</summary>
    [Fact]
    public void A_member_is_sized_against_its_pool()
    {
        OracleBook book = Book(lambda: 0);
        book.MoveCash(12, 650);
        book.Trade(11, 0, 10, Cv, 0);
        book.Trade(12, 0, -1, Cv, 0);
        OracleLiquidation liquidation = new(book);
        Assert.Equal((909, 909), (book.Mmr(11).Value, book.Mmr(12).Value));
        Assert.Equal(OracleState.Liq, liquidation.State(11));

        // 650 carries 1.2 times 101 for 5 lots net, not for 6: 4 of the member's 10 are closed.
        OracleSize size = liquidation.SizeLiquidation(11, 0, 0);
        Assert.Equal((4, true, 9), (size.Lots, size.Cured, size.Peak));
        Assert.Equal(size, liquidation.Sizing(11, 0, 0).BruteForce());
        Assert.Equal([0], liquidation.InstrumentOrder(12));
        Assert.Empty(liquidation.InstrumentOrder(10));
    }
}
