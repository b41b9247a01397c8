using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 6 by numbers that can be worked on paper.</summary>
public class EquityTests
{
    private static readonly BigInteger Half = Make.One / 2;

    private static OracleBook Book(OracleSnapshot snapshot)
    {
        OracleBook book = new(snapshot, new BigInteger[snapshot.Instruments.Count]);
        book.Open(1);
        return book;
    }

    private static OracleSnapshot Two(OracleUnderlying? underlying = null) => Make.Snapshot(
        [underlying ?? Make.Plain()],
        Make.FromLosses(0, [1]),
        Make.FromLosses(0, [1]) with { IsOption = true });

    /// <summary>
    /// Bought 10 for 1,005, then 4 of them go: V gives up FloorDiv(1,005*4, 10) = 402. Then 9 sold for 990 close 6 and
    /// open 3: V = -990 - FloorDiv(-990*6, 9) = -330. Bought back whole: 0.
    /// </summary>
    [Fact]
    public void Open_value_follows_what_is_open()
    {
        OracleHolding holding = new OracleHolding(0, 3, 4).Traded(10, 1005);
        Assert.Equal(new OracleHolding(10, 3, 4) { V = 1005 }, holding);
        holding = holding.Traded(-4, -500);
        Assert.Equal(new OracleHolding(6, 3, 4) { V = 603 }, holding);
        holding = holding.Traded(-9, -990);
        Assert.Equal(new OracleHolding(-3, 3, 4) { V = -330 }, holding);
        Assert.Equal(new OracleHolding(-5, 3, 4) { V = -530 }, holding.Traded(-2, -200));
        Assert.Equal(new OracleHolding(0, 3, 4), holding.Traded(3, 1_000_000));

        // Both divisions are rounded down: -101*1/3 is -34, and 100 - 100*2/3 leaves 34.
        Assert.Equal(-67, new OracleHolding(-3, 0, 0) { V = -101 }.Traded(1, 7).V);
        Assert.Equal(34, new OracleHolding(-2, 0, 0) { V = -5 }.Traded(3, 100).V);
    }

    /// <summary>
    /// 10 lots bought at 100, mark 130, average 120: E_MM counts 300 of profit; E_IM at 120 counts 200, half of it
    /// 100, capped at 70.
    /// </summary>
    [Fact]
    public void New_risk_counts_profit_at_the_worse_price_weighed_and_capped()
    {
        OracleSnapshot snapshot = Two() with { ProfitWeight = Half };
        OracleBook book = Book(snapshot);
        book.MoveCash(1, 5000);
        book.Trade(1, 0, 10, 100, 0);
        book.SetMark(0, 130, 120);
        Assert.Equal((5300, 5100), (book.Equity(1).Value, book.EquityInitial(1).Value));
        book.LoadSnapshot(snapshot with { ProfitCap = 70, Epoch = 2 });
        Assert.Equal(5100, book.EquityInitial(1).Value);
        book.SwitchGroup(1);
        Assert.Equal((5300, 5070), (book.Equity(1).Value, book.EquityInitial(1).Value));

        // A loss counts whole: at the lower of 95 and 97.
        book.SetMark(0, 97, 95);
        Assert.Equal((4970, 4950), (book.Equity(1).Value, book.EquityInitial(1).Value));

        // Short, the higher of the two is the worse.
        book.Trade(1, 0, -20, 97, 0);
        book.SetMark(0, 90, 99);
        Assert.Equal((4970 + 70, 4970 - 20), (book.Equity(1).Value, book.EquityInitial(1).Value));
        book.SetMark(0, 90, 0);
        Assert.Equal(4970 + 35, book.EquityInitial(1).Value);
    }

    /// <summary>A loss in one instrument takes from the profit of another before the weight.</summary>
    [Fact]
    public void Profit_is_weighed_over_all_instruments_together()
    {
        OracleSnapshot snapshot = Make.Snapshot([Make.Plain()], Make.FromLosses(0, [1]), Make.FromLosses(0, [1])) with
        {
            ProfitWeight = Half,
        };
        OracleBook book = Book(snapshot);
        book.Trade(1, 0, 1, 100, 0);
        book.Trade(1, 1, 1, 100, 0);
        book.SetMark(0, 161);
        book.SetMark(1, 80);

        // 61 - 20 = 41, half of it down is 20.
        Assert.Equal((41, 20), (book.Equity(1).Value, book.EquityInitial(1).Value));
    }

    /// <summary>
    /// 3 long options at 101: 303 less a quarter is 227.25, down. Short ones count whole. Their profit is not weighed.
    /// </summary>
    [Fact]
    public void Options_count_their_value_less_the_haircut_on_long_ones()
    {
        OracleUnderlying underlying = Make.Plain() with { LongOptionHaircut = Make.One / 4 };
        OracleBook book = Book(Two(underlying) with { ProfitWeight = 0 });
        book.Trade(1, 1, 3, 50, 0);
        book.SetMark(1, 101, 99);
        Assert.Equal((-150 + 227, -150 + 222), (book.Equity(1).Value, book.EquityInitial(1).Value));
        book.Trade(1, 1, -6, 50, 0);
        Assert.Equal((150 - 303, 150 - 303), (book.Equity(1).Value, book.EquityInitial(1).Value));
        book.SetMark(1, 101, 110);
        Assert.Equal((150 - 303, 150 - 330), (book.Equity(1).Value, book.EquityInitial(1).Value));
    }

    /// <summary>
    /// Value 50 is credited whole, beyond 100 half counts: 250 gives 175. A debt of 2.5 at 33: 82.5 up is 83, half
    /// more is 124.5, up. Averages count against the account.
    /// </summary>
    [Fact]
    public void Assets_give_credit_by_their_table_and_debt_costs_a_haircut()
    {
        OracleAsset asset = new(100, Make.Table((Make.One, 0), (Half, 50))) { DebtHaircut = Half };
        OracleBook book = Book(Two() with { Assets = [asset, new OracleAsset(77, [])] });
        book.MoveAsset(1, 0, 250_000_000, false);
        book.MoveAsset(1, 1, 999_999_999, false);
        Assert.Equal((175, 175), (book.Equity(1).Value, book.EquityInitial(1).Value));
        Assert.Equal(ReasonCode.None, book.SetAssetPrice(0, 33, 20));
        Assert.Equal((82, 50), (book.Equity(1).Value, book.EquityInitial(1).Value));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 0, -500_000_000, false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, -500_000_000, true));
        Assert.Equal((-125, -125), (book.Equity(1).Value, book.EquityInitial(1).Value));
        book.SetAssetPrice(0, 33, 34);

        // 2.5 * 34 = 85, half more is 127.5.
        Assert.Equal((-125, -128), (book.Equity(1).Value, book.EquityInitial(1).Value));
    }

    [Fact]
    public void Prices_outside_their_range_are_refused()
    {
        OracleAsset asset = new(100, []) { RiskInstrument = 2 };
        OracleSnapshot two = Two();
        OracleInstrument collateral = Make.FromLosses(0, [1]) with { IsCollateral = true };
        OracleInstrument combo = Make.Combo([two.Instruments[0]!, two.Instruments[1]!], new(0, 1), new(1, 1));
        OracleBook book = Book(two with { Instruments = [.. two.Instruments, collateral, combo], Assets = [asset] });
        BigInteger limit = Limits.PerLotLimit;
        Assert.Equal(ReasonCode.None, book.SetMark(0, limit - 1, limit - 1));
        Assert.Equal(ReasonCode.Range, book.SetMark(0, limit, 5));
        Assert.Equal(ReasonCode.Range, book.SetMark(0, 5, limit));
        Assert.Equal(ReasonCode.Range, book.SetMark(0, 5, -1));
        Assert.Equal((limit - 1, limit - 1), (book.Marks[0], book.Marks.Average(0)));
        Assert.Equal(ReasonCode.UnknownInstrument, book.SetMark(2, 5));
        Assert.Equal(ReasonCode.UnknownInstrument, book.SetMark(3, 5));
        Assert.Equal(ReasonCode.UnknownInstrument, book.SetMark(4, 5));
        Assert.Equal(ReasonCode.UnknownAsset, book.SetAssetPrice(1, 5, 0));
        Assert.Equal(ReasonCode.Range, book.SetAssetPrice(0, 0, 0));
        Assert.Equal((100, 100), (book.Marks.AssetPrice(0), book.Marks.AssetAverage(0)));
        Assert.Equal(ReasonCode.None, book.SetAssetPrice(0, 7, 0));
        Assert.Equal((7, 7), (book.Marks.AssetPrice(0), book.Marks.AssetAverage(0)));
    }

    [Fact]
    public void Amounts_beyond_money_refuse_the_trade()
    {
        OracleBook book = Book(Two());
        BigInteger half = OracleMath.MoneyMax / 2, v = Limits.PerLotLimit - 1;
        BigInteger lots = half / v;
        Assert.Equal(ReasonCode.None, book.Trade(1, 0, lots, v, 0));
        Assert.Equal(ReasonCode.None, book.MoveCash(1, half));
        Assert.Equal(ReasonCode.None, book.Trade(1, 0, lots, v, 0));
        Assert.Equal(ReasonCode.None, book.MoveCash(1, half));

        // Cash has room again, the open value has not.
        Assert.Equal(ReasonCode.Range, book.Trade(1, 0, 3, v, 0));
        Assert.Equal(ReasonCode.None, book.Trade(1, 0, -3, v, 0));
        Assert.Equal(ReasonCode.Range, book.MoveCash(1, OracleMath.MoneyMax));
    }
}
