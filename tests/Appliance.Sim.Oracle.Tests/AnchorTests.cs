using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Published numbers of other margin systems that these rules contain as special cases.</summary>
public class AnchorTests
{
    [Fact]
    public void Span_scan_risk_of_future_call_and_covered_write()
    {
        JsonElement facts = Vectors.Load("span_facts.json");
        OracleInstrument[] instruments =
        [
            Make.FromLosses(0, facts.GetProperty("future")[0].Bigs().Select(profit => -profit)),
            Make.FromLosses(0, facts.GetProperty("call")[0].Bigs().Select(profit => -profit)),
        ];
        List<BigInteger> scans = [];
        foreach (JsonElement row in facts.Rows("cases"))
        {
            OracleBook book = new(Make.Snapshot([Make.Plain()], instruments), new BigInteger[2]);
            book.Open(1);
            book.Trade(1, 0, row.Big("future"), 0, 0);
            book.Trade(1, 1, row.Big("call"), 0, 0);
            Assert.Equal(row.Big("expected"), book.Req(1, OracleKind.Mm, OracleAcc.L).Scan);
            scans.Add(row.Big("expected"));
        }

        Assert.Equal([10000, 3990, 6620, 8060, 3870], scans);
    }

    [Fact]
    public void Binance_tiers_are_the_tier_component()
    {
        JsonElement facts = Vectors.Load("binance_facts.json");
        int points = 0;
        foreach (IGrouping<string?, JsonElement> table in
            facts.Rows("tiers").GroupBy(row => row.GetProperty("symbol").GetString()))
        {
            foreach (JsonElement edge in table)
            {
                foreach (BigInteger notional in new[] { edge.Big("maxNotionalUsd"), edge.Big("maxNotionalUsd") - 1 })
                {
                    TierPoint(table, notional, Maintenance(edge, notional));
                    points++;
                }
            }

            foreach (JsonElement row in facts.Rows("cases")
                .Where(row => row.GetProperty("symbol").GetString() == table.Key))
            {
                TierPoint(table, row.Big("notionalUsd"), row.Big("expectedMicro"));
                points++;
            }
        }

        Assert.Equal(120, points);
    }

    [Fact]
    public void Binance_published_maintenance_amounts()
    {
        foreach (JsonElement row in Vectors.Load("binance_facts.json").Rows("published"))
        {
            IReadOnlyList<OracleSegment> tier = [Segment(row)];
            BigInteger notional = row.Big("notionalMicro");
            BigInteger excess = OracleMath.MaxAffine(notional, tier) - (row.Big("expectedMilli") * 1000);
            Assert.InRange(excess, 0, 1 + 1000 + (notional >> 32));
        }
    }

    /// <summary>One lot is one dollar, so TIER of N lots is the table at N; Q32 rounds upward only.</summary>
    private static void TierPoint(IEnumerable<JsonElement> table, BigInteger notionalUsd, BigInteger expected)
    {
        IReadOnlyList<OracleSegment> tier = [.. table.Select(Segment)];
        BigInteger[] ra = new BigInteger[32];
        ra[30] = 1_000_000;
        ra[31] = -1_000_000;
        OracleUnderlying underlying = Make.Plain() with { Tier = Make.Same(tier) };
        OracleInstrument dollar = new(0, 0, false, ra, new BigInteger[8]);
        OracleBook book = new(Make.Snapshot([underlying], dollar), [1_000_000]);
        foreach (BigInteger sign in new[] { BigInteger.One, BigInteger.MinusOne })
        {
            OracleGroup group = book.Open((long)sign);
            group.Move(0, sign * notionalUsd, 0, 0);
            OracleReq req = book.Req((long)sign, OracleKind.Mm, OracleAcc.L);
            Assert.InRange(req.Tier - expected, 0, 1 + ((notionalUsd * 1_000_000) >> 32));
            Assert.Equal(BigInteger.Max(req.Tier, req.Qr), req.Value);
        }
    }

    private static BigInteger Maintenance(JsonElement edge, BigInteger notionalUsd) =>
        (notionalUsd * edge.Big("mmrPpm")) - edge.Big("cumMicro");

    private static OracleSegment Segment(JsonElement row) =>
        new(Make.Up(row.Big("mmrPpm"), 1_000_000), row.Big("cumMicro"));
}
