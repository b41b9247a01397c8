using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>
/// The maintenance of a venue that publishes tiers as notional * rate - amount is the maximum of those lines, and its
/// published liquidation prices are where the account turns to LIQ.
/// </summary>
public class BinanceTests
{
    private const int Million = 1_000_000;

    private static readonly JsonElement Facts = Vectors.Load("binance_facts.json");

    /// <summary>
    /// Rates rounded up to Q32 exceed the exact amount by at most 1 + N/2^32 micro, and are never below.
    /// </summary>
    [Fact]
    public void The_maximum_of_lines_is_the_tier_amount_at_every_edge_and_between()
    {
        int edges = 0;
        foreach (IGrouping<string, JsonElement> table in Facts.Rows("tiers").GroupBy(row => row.Text("symbol")))
        {
            JsonElement[] tiers = [.. table];
            AffineSegment[] lines = [.. tiers.Select(Line)];
            long floor = 0;
            for (int k = 0; k < tiers.Length; k++)
            {
                long edge = tiers[k].Long("maxNotionalUsd");
                foreach (long usd in (long[])[floor + 1, (floor + edge) / 2, edge - 1, edge])
                {
                    AssertAmount(lines, (Int128)usd * Million, tiers[k]);
                }

                if (k + 1 < tiers.Length)
                {
                    Assert.Equal(Exact((Int128)edge * Million, tiers[k]), Exact((Int128)edge * Million, tiers[k + 1]));
                    edges++;
                }

                floor = edge;
            }
        }

        Assert.Equal(40, edges);
    }

    [Fact]
    public void Worked_and_published_amounts_are_met()
    {
        Dictionary<string, AffineSegment[]> tables = Facts.Rows("tiers")
            .GroupBy(row => row.Text("symbol"))
            .ToDictionary(table => table.Key, table => table.Select(Line).ToArray());
        foreach (JsonElement row in Facts.Rows("cases"))
        {
            Int128 notional = (Int128)row.Long("notionalUsd") * Million;
            Int128 amount = Affine.MaxAffine(notional, tables[row.Text("symbol")]);
            Assert.InRange(amount - row.Long("expectedMicro"), Int128.Zero, 1 + (notional >> 32));
        }

        foreach (JsonElement row in Facts.Rows("published"))
        {
            // Published to the milli: within half of one.
            Int128 amount = Affine.MaxAffine(row.Long("notionalMicro"), [Line(row)]);
            Assert.InRange(amount - ((Int128)row.Long("expectedMilli") * 1_000), -500, 1_000);
        }
    }

    [Fact]
    public void An_account_turns_to_liquidation_at_the_published_price()
    {
        int published = 0, all = 0;
        foreach (JsonElement row in Facts.Rows("liquidationPrices"))
        {
            long price = row.Long("expectedMicro"), tolerance = row.Long("toleranceMicro");
            long worse = row.Int("side") * -tolerance;
            Assert.True(State(row, price + worse) >= MarginState.Liquidation, row.Text("name"));
            Assert.True(State(row, price - worse) < MarginState.Liquidation, row.Text("name"));
            published += row.GetProperty("isPublished").GetBoolean() ? 1 : 0;
            all++;
        }

        Assert.Equal((4, 12), (published, all));
    }

    private static MarginState State(JsonElement row, long priceMicro)
    {
        Int128 position = row.Long("positionMicro");
        Int128 gain = row.Int("side") * (priceMicro - (Int128)row.Long("entryMicro")) * position / Million;
        long equity = (long)(row.Long("otherEquityMicro") + gain);
        long maintenance = (long)Affine.MaxAffine(position * priceMicro / Million, [Line(row)]);
        return MarginStates.Of(equity, equity, long.MaxValue, maintenance, new RiskParameters());
    }

    private static AffineSegment Line(JsonElement row) =>
        new(Rate.Up(row.Long("mmrPpm"), Million).Q32, row.Long("cumMicro"));

    private static Int128 Exact(Int128 notional, JsonElement tier) =>
        FixedPoint.CeilDiv(notional * tier.Long("mmrPpm"), (Int128)Million) - tier.Long("cumMicro");

    private static void AssertAmount(AffineSegment[] lines, Int128 notional, JsonElement tier) =>
        Assert.InRange(
            Affine.MaxAffine(notional, lines) - Exact(notional, tier), Int128.Zero, 1 + (notional >> 32));
}
