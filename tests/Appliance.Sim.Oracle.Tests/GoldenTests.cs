using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>The golden sequences of the big-integer reference program, number for number.</summary>
public class GoldenTests
{
    private const long Group = 7;

    private static readonly JsonElement Golden = Vectors.Load("methodology_golden.json");

    public static TheoryData<int> Cases()
    {
        TheoryData<int> cases = [];
        for (int index = 0; index < Golden.Rows("cases").Count(); index++)
        {
            cases.Add(index);
        }

        return cases;
    }

    [Fact]
    public void There_are_24_sequences() => Assert.Equal(24, Golden.Rows("cases").Count());

    /// <summary>The IM tiers are twice the MM tiers: no line of them dominates, their values do.</summary>
    [Fact]
    public void The_golden_parameters_may_be_loaded()
    {
        OracleSnapshot snapshot = Start(Golden.Rows("cases").First()).Snapshot;
        Assert.Empty(OracleLoadCheck.Errors(snapshot));
        OracleByKind<IReadOnlyList<OracleSegment>> tier = snapshot.Underlyings[0].Tier;
        for (BigInteger n = 1; n < OracleMath.MoneyMax; n += 1 + (n / 50))
        {
            Assert.True(OracleMath.MaxAffine(n, tier.Im) >= OracleMath.MaxAffine(n, tier.Mm), $"at {n}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Trace_of_requirements_is_reproduced(int index)
    {
        JsonElement sequence = Golden.Rows("cases").ElementAt(index);
        (BigInteger, BigInteger)[] trace = [.. sequence.Rows("trace_imr_mmr").Select(p => (p[0].Big(), p[1].Big()))];
        OracleBook book = Start(sequence);

        // A step that did nothing left a trace entry and no operation, so entries equal to the last may be skipped.
        int at = 0;
        (BigInteger, BigInteger) last = (0, 0);
        foreach (JsonElement operation in sequence.Rows("ops"))
        {
            Apply(book, operation);
            (BigInteger, BigInteger) now = (book.Imr(Group).Value, book.Mmr(Group).Value);
            while (now != last && at < trace.Length && trace[at] == last)
            {
                at++;
            }

            Assert.True(at < trace.Length && trace[at] == now, $"sequence {index}, trace entry {at}: {now}");
            at++;
            last = now;
        }

        Assert.All(trace.Skip(at), entry => Assert.Equal(last, entry));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Final_state_is_reproduced(int index)
    {
        JsonElement sequence = Golden.Rows("cases").ElementAt(index);
        JsonElement final = sequence.GetProperty("final");
        OracleBook book = Finish(sequence);
        for (int i = 0; i < 6; i++)
        {
            OracleHolding holding = book[Group][i];
            Assert.Equal(
                (final.Bigs("Q")[i], final.Bigs("B")[i], final.Bigs("S")[i]), (holding.Q, holding.B, holding.S));
        }

        Assert.Equal(final.Big("gabs"), OracleAccumulators.Gabs(book[Group]));
        Components(final.GetProperty("IM_W"), book.Req(Group, OracleKind.Im, OracleAcc.W));
        Components(final.GetProperty("MM_L"), book.Req(Group, OracleKind.Mm, OracleAcc.L));
        foreach (OracleAcc acc in new[] { OracleAcc.L, OracleAcc.W })
        {
            Accumulators(final, acc, OracleAccumulators.Of(book[Group], acc));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Liquidation_size_is_reproduced(int index)
    {
        JsonElement sequence = Golden.Rows("cases").ElementAt(index);
        if (!sequence.TryGetProperty("liq", out JsonElement liq))
        {
            Assert.All(sequence.GetProperty("final").Bigs("Q"), q => Assert.Equal(0, q));
            return;
        }

        OracleBook book = Finish(sequence);
        OracleSizing sizing = new(book[Group], liq.Int("instr"), liq.Big("equity"), liq.Big("cost_per_lot"));
        OracleSize size = sizing.Search();
        Assert.Equal(liq.Big("lots"), size.Lots);
        Assert.Equal(liq.GetProperty("why").GetString() == "cured", size.Cured);
        if (sizing.IsUnimodal())
        {
            Assert.Equal(size, sizing.BruteForce());
        }
    }

    private static OracleBook Finish(JsonElement sequence)
    {
        OracleBook book = Start(sequence);
        foreach (JsonElement operation in sequence.Rows("ops"))
        {
            Apply(book, operation);
        }

        return book;
    }

    private static OracleBook Start(JsonElement sequence)
    {
        JsonElement p = Golden.GetProperty("params");
        OracleUnderlying[] underlyings =
        [
            .. Enumerable.Range(0, p.Int("U")).Select(u => new OracleUnderlying(
                p.Bigs("mult")[u],
                p.Bigs("basis")[u],
                new OracleByKind<BigInteger>(
                    p.GetProperty("som").Bigs("IM")[u], p.GetProperty("som").Bigs("MM")[u]),
                Tables(p.GetProperty("tier")),
                Tables(p.GetProperty("conc")))),
        ];
        OracleInstrument[] instruments =
        [
            .. sequence.Rows("instruments").Select(i => new OracleInstrument(
                i.Int("u"), i.Int("exp"), i.GetProperty("opt").GetBoolean(), i.Bigs("ra"), i.Bigs("raj"))),
        ];
        Assert.Equal([.. sequence.Rows("instruments").Select(i => i.Big("rmax"))], instruments.Select(i => i.Rmax));
        OracleSnapshot snapshot = Make.Snapshot(underlyings, instruments) with
        {
            H = p.Int("H"),
            K = p.Int("K"),
            Lambda = p.Big("lambda_q32"),
            Phi = new OracleByKind<BigInteger>(p.GetProperty("phi").Big("IM"), p.GetProperty("phi").Big("MM")),
            Bcall = p.Big("bcall"),
            Btarget = p.Big("btarget"),
            Theta = p.Big("theta"),
        };
        OracleBook book = new(snapshot, new BigInteger[instruments.Length]);
        book.Open(Group);
        return book;
    }

    private static OracleByKind<IReadOnlyList<OracleSegment>> Tables(JsonElement kinds)
    {
        IReadOnlyList<OracleSegment> One(string kind) =>
            [.. kinds.Rows(kind).Select(s => new OracleSegment(s[0].Big(), s[1].Big()))];
        return new OracleByKind<IReadOnlyList<OracleSegment>>(One("IM"), One("MM"));
    }

    private static void Apply(OracleBook book, JsonElement operation)
    {
        string verb = operation[0].GetString()!;
        int instrument = operation[1].GetInt32();
        if (verb == "trade")
        {
            book.Trade(Group, instrument, operation[2].Big(), 0, 0);
            return;
        }

        OracleSide side = operation[2].GetInt32() > 0 ? OracleSide.Buy : OracleSide.Sell;
        BigInteger lots = operation[3].Big();
        switch (verb)
        {
            case "add":
                book[Group].AddOrder(instrument, side, lots, 0);
                break;
            case "del":
                book.Release(Group, instrument, side, lots, 0);
                break;
            default:
                Assert.Equal("fill", verb);
                book.Fill(Group, instrument, side, lots, 0, 0, 0);
                break;
        }
    }

    private static void Components(JsonElement want, OracleReq got)
    {
        Assert.False(got.Saturated);
        Assert.Equal(want.Big("scan"), got.Scan);
        Assert.Equal(want.Big("sumM"), got.SumM);
        Assert.Equal(want.Big("maxM"), got.MaxM);
        Assert.Equal(want.Big("es"), got.Tail);
        Assert.Equal(want.Big("basis"), got.Basis);
        Assert.Equal(want.Big("conc"), got.Conc);
        Assert.Equal(want.Big("som"), got.Som);
        Assert.Equal(want.Big("tier"), got.Tier);
        Assert.Equal(want.Big("qr"), got.Qr);
    }

    private static void Accumulators(JsonElement final, OracleAcc acc, OracleAccumulators got)
    {
        Assert.Equal(final.GetProperty("lots").Big($"{acc}"), got.Lots);
        Assert.Equal(final.Bigs($"{acc}J"), got.Joint);
        for (int u = 0; u < 3; u++)
        {
            Assert.Equal(final.GetProperty($"{acc}")[u].Bigs(), got.Bucket.GetValueOrDefault(u, new BigInteger[32]));
            Assert.Equal(final.GetProperty("short").Bigs($"{acc}")[u], got.Short.GetValueOrDefault(u));
        }
    }
}
