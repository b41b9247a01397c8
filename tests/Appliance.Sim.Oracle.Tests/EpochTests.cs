using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Sections 8 and 10: when a group takes a new epoch, and what marks do without one.</summary>
public class EpochTests
{
    private static OracleBook Book(out OracleSnapshot next)
    {
        OracleSnapshot first = Make.Snapshot([Make.Plain()], Make.Linear(0, 1_000_000, 10));
        next = Make.Snapshot([Make.Plain()], Make.Linear(0, 2_000_000, 10)) with { Epoch = 2 };
        OracleBook book = new(first, [1_000_000]);
        book.Open(1);
        book.Open(2);
        book.Trade(1, 0, 10, 1_000_000, 0);
        book.Trade(2, 0, -10, 1_000_000, 0);
        return book;
    }

    [Fact]
    public void A_group_switches_at_its_next_command_and_others_stay()
    {
        OracleBook book = Book(out OracleSnapshot next);
        BigInteger old = book.Mmr(1).Value;
        Assert.Empty(book.LoadSnapshot(next));
        Assert.Equal((old, 1), (book.Mmr(1).Value, book[1].Snapshot.Epoch));
        Assert.False(book.CheckOrder(1, Make.Order(0, OracleSide.Buy, 1, 1)).Accepted);
        Assert.Equal((2, 1), (book[1].Snapshot.Epoch, book[2].Snapshot.Epoch));
        Assert.InRange(book.Mmr(1).Value, (2 * old) - 20, (2 * old) + 20);
        book.SwitchGroup(2);
        Assert.Equal(2, book[2].Snapshot.Epoch);
    }

    [Fact]
    public void Every_command_switches()
    {
        OracleBook book = Book(out OracleSnapshot next);
        book[1].AddOrder(0, OracleSide.Buy, 9, 0);
        System.Action[] commands =
        [
            () => book.MoveCash(1, 5),
            () => book.Trade(1, 0, 1, 1, 0),
            () => book.Fill(1, 0, OracleSide.Buy, 1, 1, 0, 0),
            () => book.Release(1, 0, OracleSide.Buy, 1, 0),
            () => book.PlaceOrder(1, Make.Order(0, OracleSide.Sell, 1, 1)),
            () => book.Replace(1, 1, 0, Make.Order(0, OracleSide.Buy, 2, 1)),
        ];
        long epoch = 2;
        foreach (System.Action command in commands)
        {
            Assert.Empty(book.LoadSnapshot(next with { Epoch = ++epoch }));
            command();
            Assert.Equal(epoch, book[1].Snapshot.Epoch);
        }
    }

    [Fact]
    public void A_mark_moves_equity_at_once_and_arrays_not()
    {
        OracleBook book = Book(out _);
        BigInteger mmr = book.Mmr(1).Value;
        Assert.Equal(ReasonCode.None, book.SetMark(0, 1_300_000));
        Assert.Equal((3_000_000, -3_000_000), (book.Equity(1).Value, book.Equity(2).Value));
        Assert.Equal(mmr, book.Mmr(1).Value);
        Assert.Equal(ReasonCode.Range, book.SetMark(0, 0));
        Assert.Equal(ReasonCode.Range, book.SetMark(0, BigInteger.One << 47));
        Assert.Equal(ReasonCode.None, book.SetMark(0, (BigInteger.One << 47) - 1));
    }

    [Fact]
    public void A_group_whose_bounds_break_is_saturated_and_may_only_reduce()
    {
        OracleInstrument light = Make.FromLosses(0, [1000]);
        OracleInstrument heavy = Make.FromLosses(0, [BigInteger.One << 45]);
        OracleBook book = new(Make.Snapshot([Make.Plain()], light), [1000]);
        book.Open(1);
        book.MoveCash(1, 1_000_000_000);
        book.Trade(1, 0, 1 << 18, 1000, 0);
        Assert.Empty(book.LoadSnapshot(Make.Snapshot([Make.Plain()], heavy) with { Epoch = 2 }));
        OracleOrderAnswer answer = book.PlaceOrder(1, Make.Order(0, OracleSide.Sell, 1, 1000));
        Assert.Equal((OracleVerdict.Reject, ReasonCode.Range), (answer.Verdict, answer.Reason));
        Assert.Equal(new OracleScalar(OracleMath.MoneyMax, true), book.Mmr(1));
        Assert.Equal(new OracleScalar(OracleMath.MoneyMax, true), book.Imr(1));
        OracleOrder reduce = Make.Order(0, OracleSide.Sell, 1 << 17, 1000, true);
        Assert.Equal(ReasonCode.Range, book.PlaceOrder(1, reduce).Reason);
        Assert.Equal(ReasonCode.Range, book.Trade(1, 0, 1, 1000, 0));
        Assert.Equal(ReasonCode.None, book.Trade(1, 0, -(3 << 16), 1000, 0));
        Assert.False(book.Mmr(1).Saturated);
    }

    [Fact]
    public void Load_checks_name_what_they_refuse()
    {
        OracleSnapshot good = Make.Snapshot([Make.Plain()], Make.Linear(0, 1_000_000, 10));
        OracleUnderlying plain = Make.Plain();
        OracleInstrument linear = good.Instruments[0]!;
        Assert.Empty(OracleLoadCheck.Errors(good));
        Refuses(good with { H = 12 }, OracleLoadError.Shape);
        Refuses(good with { Phi = new(Make.One, Make.One + 1) }, OracleLoadError.PhiOrder);
        Refuses(good with { Lambda = Make.One + 1 }, OracleLoadError.LambdaAboveOne);
        Refuses(good with { Ba = Make.One << 8 }, OracleLoadError.RateRange);
        Refuses(good with { K = 9 }, OracleLoadError.TailCount);
        Refuses(good with { K = 0 }, OracleLoadError.TailCount);
        Refuses(With(plain with { Mult = Make.One - 1 }), OracleLoadError.MultBelowOne);
        Refuses(With(plain with { Som = new(1, 2) }), OracleLoadError.SomDominance);
        Refuses(With(plain with { Tier = new(Make.Table((5, 1)), Make.Table((5, 0))) }), OracleLoadError.TierDominance);
        Refuses(With(plain with { Conc = new(Make.Table((4, 0)), Make.Table((5, 0))) }), OracleLoadError.ConcDominance);
        BigInteger[] ra = [.. linear.Ra];
        ra[0] = 1;
        Refuses(good with { Instruments = [linear with { Ra = ra }] }, OracleLoadError.FirstEntryNotZero);
        ra = [.. linear.Ra];
        ra[7] = -(BigInteger.One << 47);
        Refuses(good with { Instruments = [linear with { Ra = ra }] }, OracleLoadError.ArrayBound);

        OracleSnapshot With(OracleUnderlying underlying) => good with { Underlyings = [underlying] };
        static void Refuses(OracleSnapshot snapshot, OracleLoadError error) =>
            Assert.Equal([error], OracleLoadCheck.Errors(snapshot));
    }

    [Fact]
    public void A_refused_snapshot_is_not_loaded()
    {
        OracleBook book = Book(out OracleSnapshot next);
        Assert.Equal([OracleLoadError.TailCount], book.LoadSnapshot(next with { K = 0 }).ToArray());
        Assert.Equal(1, book.Snapshot.Epoch);
    }
}
