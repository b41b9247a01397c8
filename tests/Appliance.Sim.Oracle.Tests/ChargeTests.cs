using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Section 5, the terms beside SCAN, by numbers that can be worked on paper.</summary>
public class ChargeTests
{
    private static readonly BigInteger Half = Make.One / 2;

    private static OracleBook Book(OracleSnapshot snapshot, OracleMode mode = OracleMode.Portfolio)
    {
        OracleBook book = new(snapshot, new BigInteger[snapshot.Instruments.Count]);
        book.Open(1, new OracleGroupTerms(OracleGroupKind.Cross, mode));
        return book;
    }

    /// <summary>Losses 9, 8, 7, 4, ... : the mean of the three largest is 8, the third is 7; times 1.5.</summary>
    [Fact]
    public void Tail_by_either_measure()
    {
        OracleInstrument joint = Make.FromLosses(0, []) with { Raj = [9, -50, 8, 7, 0, 1, 2, 4] };
        OracleUnderlying elsewhere = Make.Plain() with { Mult = Make.One + Half };
        OracleSnapshot es = Make.Snapshot([Make.Plain(), elsewhere], joint) with { K = 3 };
        OracleBook book = Book(es);
        book.Trade(1, 0, 1, 0, 0);
        OracleTailTerms tail = book.Req(1, OracleKind.Mm, OracleAcc.L).TailTerms;
        Assert.Equal([(0, 9), (2, 8), (3, 7)], tail.Columns);
        Assert.Equal((24, 8, 7, 12), (tail.Sum, tail.Es, tail.Kth, tail.Value));

        book = Book(es with { Tail = OracleTailMeasure.Var });
        book.Trade(1, 0, 1, 0, 0);

        // 7 * 1.5 = 10.5, up.
        Assert.Equal(11, book.Req(1, OracleKind.Mm, OracleAcc.L).Tail);

        // Short: gains of the long are losses, one column only: 50/3 up is 17; the third largest is 0.
        book.Trade(1, 0, -2, 0, 0);
        tail = book.Req(1, OracleKind.Mm, OracleAcc.L).TailTerms;
        Assert.Equal((50, 17, 0, 0), (tail.Sum, tail.Es, tail.Kth, tail.Value));
    }

    /// <summary>
    /// 3 units at 2 dollars are worth 6,000,000; net long delta is 5 lots of 1,000,000; a quarter of the smaller.
    /// </summary>
    [Fact]
    public void Wrong_way_collateral_pays_on_what_falls_together()
    {
        OracleAsset asset = new(2_000_000, Make.Table((Make.One, 0)))
        {
            WrongWayUnderlying = 0,
            Omega = Make.One / 4,
        };
        OracleSnapshot snapshot = Make.Snapshot(
            [Make.Plain(), Make.Plain()], Make.Simple(0, 0, 1_000_000), Make.Simple(1, 0, 1)) with
        { Assets = [asset] };
        Assert.Equal(1_250_000, Wwr(snapshot, 5, 3));
        Assert.Equal(1_500_000, Wwr(snapshot, 50, 3));
        Assert.Equal(0, Wwr(snapshot, -5, 3));
        Assert.Equal(0, Wwr(snapshot, 5, -3));
        Assert.Equal(0, Wwr(snapshot, 0, 3));
        OracleSnapshot rises = snapshot with
        {
            Assets = [asset with { WrongWayEntry = OracleAccumulators.DeltaDown }],
        };
        Assert.Equal((0, 1_250_000), (Wwr(rises, 5, 3), Wwr(rises, -5, 3)));

        static BigInteger Wwr(OracleSnapshot snapshot, BigInteger lots, BigInteger units)
        {
            OracleBook book = Book(snapshot);
            book.Trade(1, 0, lots, 0, 0);
            book.Trade(1, 1, 1, 0, 0);
            Assert.Equal(ReasonCode.None, book.MoveAsset(1, 0, units * 100_000_000, true));
            OracleReq req = book.Req(1, OracleKind.Mm, OracleAcc.L);
            Assert.Equal(req.ScaledScan + req.Wwr + req.Qr, req.Value);
            return req.Wwr;
        }
    }

    /// <summary>
    /// cvE 1,000. Instrument 0 holds 3 with 4 bought and 9 sold working: max(|3+4|, |3-9|) = 7 lots, 7,000 notional,
    /// half of it. Option 1 is short 2 with 5 sold: 7 lots, half of 7,000, and 7 * 11 for the lots.
    /// </summary>
    [Fact]
    public void Standard_mode_adds_up_instruments_one_by_one()
    {
        OracleByKind<IReadOnlyList<OracleSegment>> table = new(Make.Table((Half, 0)), Make.Table((Make.One / 4, 0)));
        OracleInstrument plain = Make.Simple(0, 700, 10) with { CvE = 1000, Std = table, LotReq = new(11, 10) };
        OracleUnderlying conc = Make.Plain() with { Conc = Make.Same(Make.Table((Make.One, 0))) };
        OracleBook book = Book(
            Make.Snapshot([conc], plain, plain with { IsOption = true }), OracleMode.Standard);
        book.Trade(1, 0, 3, 0, 0);
        book.Trade(1, 1, -2, 0, 0);
        book[1].AddOrder(0, OracleSide.Buy, 4, 0);
        book[1].AddOrder(0, OracleSide.Sell, 9, 0);
        book[1].AddOrder(1, OracleSide.Sell, 5, 0);
        OracleReq im = book.Req(1, OracleKind.Im, OracleAcc.W);
        Assert.Equal([(7, 7000, 3500, 0), (7, 7000, 3500, 77)], im.Standard
            .Select(term => (term.Lots, term.Notional, term.Margin, term.ShortMargin)));

        // W[30] = (3 - 2)*10 + 4*10, W[31] = -10 + 9*10 + 5*10: N is 130. Lots 3 + 4 + 9 + 2 + 5.
        Assert.Equal((130, 23, 7077 + 130 + 23), (im.Conc, im.Qr, im.Value));

        // MM over L: 3,000/4 + 2,000/4 + 2*10, N = 10, 5 lots.
        OracleReq mm = book.Req(1, OracleKind.Mm, OracleAcc.L);
        Assert.Equal((750 + 500 + 20, 10, 5), (mm.StandardSum, mm.Conc, mm.Qr));
        Assert.Equal((1285, 1285), (mm.Value, book.Mmr(1).Value));
    }

    /// <summary>cvE 100, f = +-1/8. Long side of 7 + 5 lots: 1,200/8. Short side of 6 - (-3) lots: 900/8, up.</summary>
    [Fact]
    public void Funding_reserves_for_the_side_that_pays()
    {
        BigInteger eighth = Make.One / 8;
        OracleInstrument plain = Make.Simple(0, 0, 0) with { CvE = 100 };
        OracleBook book = Book(Make.Snapshot(
            [Make.Plain()], plain with { Funding = eighth }, plain with { Funding = -eighth }, plain));
        foreach ((int i, BigInteger q, BigInteger b, BigInteger s) in new (int, BigInteger, BigInteger, BigInteger)[]
            { (0, 7, 5, 99), (1, -3, 99, 6), (2, 5, 5, 5) })
        {
            book.Trade(1, i, q, 0, 0);
            book[1].AddOrder(i, OracleSide.Buy, b, 0);
            book[1].AddOrder(i, OracleSide.Sell, s, 2);
        }

        OracleImr imr = OracleRequirement.ImrTerms(book[1]);
        Assert.Equal([(1200, 150), (900, 113)], imr.FundTerms.Select(term => (term.Amount, term.Charge)));
        Assert.Equal((263, 220), (imr.Fund, imr.Reserves));

        // 7 + 5 + 99, 3 + 99 + 6, 5 + 5 + 5 lots, and no losses.
        Assert.Equal(111 + 108 + 15 + 263 + 220, imr.Result.Value);
        Assert.Equal(15, book.Mmr(1).Value);

        // Long where shorts pay, short where longs pay: nothing.
        book = Book(Make.Snapshot([Make.Plain()], plain with { Funding = eighth }, plain with { Funding = -eighth }));
        book.Trade(1, 0, -7, 0, 0);
        book.Trade(1, 1, 7, 0, 0);
        Assert.Equal(0, OracleRequirement.ImrTerms(book[1]).Fund);
    }

    /// <summary>N(W) = 3*10 + 2*10 at 1/4, and 7 units at 3 micro at 1/2, up.</summary>
    [Fact]
    public void Oracle_charge_on_net_delta_and_on_assets_is_initial_only()
    {
        OracleUnderlying unsure = Make.Plain() with { Oracle = Make.One / 4 };
        OracleAsset asset = new(3, []) { Oracle = Half };
        OracleBook book = Book(Make.Snapshot([unsure], Make.Simple(0, 0, 10)) with { Assets = [asset] });
        book.Trade(1, 0, 3, 0, 0);
        book[1].AddOrder(0, OracleSide.Buy, 2, 0);
        book.MoveAsset(1, 0, 700_000_000, false);
        OracleImr imr = OracleRequirement.ImrTerms(book[1]);
        Assert.Equal(
            [(OracleTermOf.Underlying, 50, 13), (OracleTermOf.Asset, 21, 11)],
            imr.OracleTerms.Select(term => (term.Of, term.Amount, term.Charge)));
        Assert.Equal((24 + 5, 3), (imr.Result.Value, book.Mmr(1).Value));
    }

    /// <summary>Several stages clamp; the flag stays and no more than MoneyMax comes out.</summary>
    [Fact]
    public void What_clamps_stays_marked()
    {
        OracleUnderlying heavy = Make.Plain() with { Mult = 255 * Make.One };
        OracleBook book = Book(Make.Snapshot([heavy], Make.Simple(0, BigInteger.One << 40, 0)));
        book.Trade(1, 0, 1 << 20, 0, 0);
        Assert.Equal(new OracleScalar(OracleMath.MoneyMax, true), book.Mmr(1));
        Assert.Equal(new OracleScalar(OracleMath.MoneyMax, true), book.Imr(1));
        Assert.False(OracleRequirement.OutOfBounds(book[1]));
        Assert.False(book.Req(1, OracleKind.Mm, OracleAcc.L).OutOfRange);
    }
}
