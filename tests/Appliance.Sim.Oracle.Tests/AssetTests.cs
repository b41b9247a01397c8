using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 6, assets: what moves them, and what risk-cancelling ones do in the scenarios.</summary>
public class AssetTests
{
    private const long Cv = 1000;

    // The collateral instrument is one coin a lot: it loses what a long contract loses.
    private static OracleBook Book(params OracleInstrument[] more)
    {
        OracleInstrument coin = Make.Simple(0, 100, Cv);
        OracleSnapshot snapshot = Make.Snapshot(
            [.. Enumerable.Range(0, 17).Select(_ => Make.Plain())],
            [coin with { CvE = Cv }, coin with { IsCollateral = true }, .. more]) with
        {
            Assets =
            [
                new OracleAsset(Cv, Make.Table((Make.One, 0))) { RiskInstrument = 1, LotUnits = 100_000_000 },
                new OracleAsset(Cv, Make.Table((Make.One, 0))),
            ],
        };
        Assert.Empty(OracleLoadCheck.Errors(snapshot));
        OracleBook book = new(snapshot, [Cv, 0, .. more.Select(_ => (BigInteger)Cv)]);
        book.Open(1);
        return book;
    }

    private static BigInteger Coins(BigInteger count) => count * 100_000_000;

    /// <summary>Short 5 contracts against 5 coins: no loss is left, 10 lots remain for QR.</summary>
    [Fact]
    public void A_coin_in_the_account_cancels_a_short_contract()
    {
        OracleBook book = Book();
        book.Trade(1, 0, -5, Cv, 0);
        Assert.Equal(505, book.Mmr(1).Value);
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, Coins(5), false));
        Assert.Equal((5, 10, 5000), (book[1][1].Q, book.Mmr(1).Value, book.Equity(1).Value));

        // Lots are whole ones, rounded down, for debt too.
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, -1, true));
        Assert.Equal((4, 100 + 9), (book[1][1].Q, book.Mmr(1).Value));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, -Coins(5), true));
        Assert.Equal((-1, 606), (book[1][1].Q, book.Mmr(1).Value));
        Assert.Equal([0], new OracleLiquidation(book).InstrumentOrder(1));
    }

    [Fact]
    public void A_balance_keeps_its_bounds()
    {
        OracleBook book = Book();
        Assert.Equal(ReasonCode.UnknownAsset, book.MoveAsset(1, 2, 1, true));
        Assert.Equal(ReasonCode.UnknownAsset, book.MoveAsset(1, -1, 1, true));
        Assert.Equal(ReasonCode.Range, book.MoveAsset(1, 1, OracleMath.MoneyMax + 1, false));
        Assert.Equal(ReasonCode.Range, book.MoveAsset(1, 1, -OracleMath.MoneyMax - 1, false));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 1, -1, false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, -OracleMath.MoneyMax, true));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, 2 * OracleMath.MoneyMax, false));

        // What is owed is first paid back whole.
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, -OracleMath.MoneyMax - 5, true));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 1, 4, false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, 5, false));
        Assert.Empty(book[1].Balances);
    }

    /// <summary>5 coins cover 1,010 of margin on 10 contracts; one may go, four leave too little.</summary>
    [Fact]
    public void A_withdrawal_leaves_the_requirement_covered()
    {
        OracleBook book = Book();
        book.MoveAsset(1, 1, Coins(5), false);
        book.Trade(1, 0, 10, Cv, 0);
        Assert.Equal((5000, 1010), (book.EquityInitial(1).Value, book.Imr(1).Value));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 1, -Coins(4), false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, -Coins(3), false));
        Assert.Equal(ReasonCode.None, book.Withdraw(1, 990));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.Withdraw(1, 1));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 1, -1, false));

        // A worse average counts at once.
        Assert.Equal(ReasonCode.None, book.MoveCash(1, 10));
        book.SetAssetPrice(1, Cv, Cv - 10);
        Assert.Equal(ReasonCode.InsufficientCollateral, book.Withdraw(1, 1));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 1, -Coins(2), true));
    }

    [Fact]
    public void Equity_that_saturates_lets_nothing_out()
    {
        OracleBook book = Book();
        book.MoveCash(1, OracleMath.MoneyMax);
        book.MoveAsset(1, 1, Coins(5), false);
        Assert.True(book.EquityInitial(1).Saturated);
        Assert.Equal(ReasonCode.InsufficientCollateral, book.Withdraw(1, 1));
        Assert.Equal(ReasonCode.InsufficientCollateral, book.MoveAsset(1, 1, -1, false));
        Assert.Equal(ReasonCode.None, book.Withdraw(1, 5000));
    }

    [Fact]
    public void Collateral_instruments_need_room_and_are_never_ordered()
    {
        OracleInstrument[] others = [.. Enumerable.Range(1, 16).Select(u => Make.Simple(u, 1, 1))];
        OracleBook book = Book(others);
        for (int i = 2; i < 18; i++)
        {
            Assert.Equal(ReasonCode.None, book.Trade(1, i, 1, 0, 0));
        }

        Assert.Equal(ReasonCode.GroupBucketCapacity, book.MoveAsset(1, 0, Coins(1), false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, Coins(1) - 1, false));
        Assert.Equal(ReasonCode.None, book.Trade(1, 2, -1, 0, 0));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, 1, false));
        Assert.Equal(ReasonCode.UnknownInstrument, book.CheckOrder(1, Make.Order(1, OracleSide.Buy, 1, 1)).Reason);
        Assert.Equal(ReasonCode.UnknownInstrument, book.Trade(1, 1, 1, 1, 0));

        book = Book([.. Enumerable.Repeat(Make.Simple(0, 1, 1), 64)]);
        for (int i = 2; i < 66; i++)
        {
            Assert.Equal(ReasonCode.None, book.Trade(1, i, 1, 0, 0));
        }

        Assert.Equal(ReasonCode.GroupInstrumentCapacity, book.MoveAsset(1, 0, Coins(1), false));
        Assert.Equal(ReasonCode.GroupInstrumentCapacity, book.MoveAsset(1, 0, -1, true));
    }

    [Fact]
    public void Collateral_keeps_the_bounds_of_lots_and_gabs()
    {
        OracleBook book = Book();
        OracleSnapshot light = book.Snapshot with
        {
            Assets = [book.Snapshot.Assets[0] with { LotUnits = 1 }, book.Snapshot.Assets[1]],
        };
        book = new OracleBook(light, [Cv, 0]);
        book.Open(1);
        Assert.Equal(ReasonCode.Range, book.MoveAsset(1, 0, Limits.GroupLotsMax + 1, false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, Limits.GroupLotsMax, false));

        // What only shrinks passes.
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, -1, true));

        // A coin loses up to 2^46 now: 2^16 lots reach the bound of gabs.
        OracleInstrument heavy = light.Instruments[1]! with { Ra = Make.Simple(0, BigInteger.One << 46, Cv).Ra };
        book = new OracleBook(light with { Instruments = [light.Instruments[0], heavy] }, [Cv, 0]);
        book.Open(1);
        Assert.Equal(ReasonCode.Range, book.MoveAsset(1, 0, 1 << 16, false));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, (1 << 16) - 1, false));
    }

    [Fact]
    public void An_asset_starts_at_the_price_of_the_snapshot_it_comes_with()
    {
        OracleBook book = Book();
        OracleAsset late = new(77, Make.Table((Make.One, 0)));
        OracleSnapshot next = book.Snapshot with
        {
            Epoch = 2,
            Assets = [.. book.Snapshot.Assets.Select(asset => asset with { PriceE = 5 }), late],
        };
        Assert.Equal(ReasonCode.UnknownAsset, book.SetAssetPrice(2, 1, 0));
        Assert.Empty(book.LoadSnapshot(next));
        Assert.Equal((Cv, 77), (book.Marks.AssetPrice(0), book.Marks.AssetPrice(2)));
        Assert.Equal(ReasonCode.None, book.MoveAsset(1, 2, Coins(2), false));
        Assert.Equal((154, 154), (book.Equity(1).Value, OracleRequirement.AssetValue(book[1], 2)));
    }
}
