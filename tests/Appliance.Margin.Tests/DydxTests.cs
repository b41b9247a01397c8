using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>
/// Closing prices and margins against the tests of dYdX v4. That chain's rates are parts per million; Q32 rates
/// rounded up exceed them by less than 2^-32, which is what the stated tolerances are for.
/// </summary>
public class DydxTests
{
    private const int Million = 1_000_000;

    private static readonly JsonElement Facts = Vectors.Load("dydx_facts.json");

    [Fact]
    public void Bankruptcy_values_are_exact()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("bankruptcy"))
        {
            Dictionary<int, long> sizes = Sizes(row);
            long equity = Equity(row, sizes), mmr = Mmr(sizes);
            Assert.Equal((row.Long("equity"), row.Long("mmr")), (equity, mmr));
            int market = row.Int("market");
            long before = Value(market, sizes[market]);
            sizes[market] += row.Long("delta");
            long mv = before - Value(market, sizes[market]);
            Int128 bk = LiquidationPricing.BankruptcyValue(mv, equity, mmr - Mmr(sizes), mmr);
            Assert.Equal(row.Long("expected"), bk);
            count++;
        }

        Assert.Equal(14, count);
    }

    /// <summary>
    /// The limit value gives away floor(floor(d * smmr) * abr): rates rounded up may give away up to
    /// 1 + d/2^32 more, the two floors up to 2 less.
    /// </summary>
    [Fact]
    public void Limit_values_are_the_fillable_prices()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("fillable"))
        {
            Dictionary<int, long> sizes = Sizes(row);
            int market = row.Int("market");
            long size = sizes[market], mv = Value(market, size), equity = Equity(row, sizes), mmr = Mmr(sizes);
            sizes[market] = 0;

            // One case has an adjustment beyond 256x, which no snapshot may carry; the formula takes it all the same.
            RiskParameters parameters = new()
            {
                SpreadToMaintenanceQ32 = Rate.Up(row.Long("smmrPpm"), Million).Q32,
                BankruptcyAdjustmentQ32 = (ulong)FixedPoint.CeilDiv((Int128)row.Long("baPpm") << 32, (Int128)Million),
            };
            Int128 value = LiquidationPricing.LimitValue(mv, equity, mmr - Mmr(sizes), mmr, parameters);
            Int128 above = (value * row.Long("expectedDen")) - ((Int128)row.Long("expectedNum") * size);
            Int128 more = (1 + (mmr >> 32)) * row.Long("expectedDen");
            Assert.InRange(above, -more, 2 * row.Long("expectedDen"));
            count++;
        }

        Assert.Equal(15, count);
    }

    /// <summary>A fee rate rounded up may earn the fund up to 1 + fill/2^32 micro more; a top-up is exact.</summary>
    [Fact]
    public void The_fund_receives_its_fee_or_pays_the_top_up()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("fundDelta"))
        {
            Dictionary<int, long> sizes = Sizes(row);
            long size = sizes[0], equity = Equity(row, sizes), mmr = Mmr(sizes);
            Int128 bk = LiquidationPricing.BankruptcyValue(Value(0, size), equity, mmr, mmr);

            // The whole fill is one lot, so values per lot are those of the fill.
            bool isSell = size > 0;
            long fill = (long)((Int128)row.Long("fill") * row.Long("subticks") / 100_000_000);
            RiskParameters parameters = new() { LiquidationFeeQ32 = Rate.Up(row.Long("feePpm"), Million).Q32 };
            long bankruptcy = LiquidationPricing.PerLot(bk, 1, isSell);
            Int128 delta = LiquidationPricing.FundDelta(1, fill, bankruptcy, isSell, parameters);
            Int128 expected = row.Long("expected");
            Assert.InRange(delta, expected, expected > Int128.Zero ? expected + 1 + (fill >> 32) : expected);
            count++;
        }

        Assert.Equal(13, count);
    }

    /// <summary>
    /// A line of a tier table through zero is that chain's margin: never less, at most 1 + N/2^32 more for IM and
    /// twice that for MM, which rounds twice. IM of three cases is scaled by open interest there, which no line is.
    /// </summary>
    [Fact]
    public void Perpetual_margins_are_lines_through_zero()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("perpMargin"))
        {
            int power = row.Int("exponent") + row.Int("atomicResolution") + 6;
            Int128 notional = Scaled((Int128)Math.Abs(row.Long("size")) * row.Long("price"), power);
            Int128 im = Line(notional, row.Long("imPpm"));
            Int128 mm = Line(im, row.Long("mmFractionPpm"));
            if (!row.GetProperty("isImScaledByOpenInterest").GetBoolean())
            {
                Int128 expected = row.Long("expectedIm");
                Assert.InRange(im, expected, expected + 1 + (notional >> 32));
            }

            Assert.InRange(mm, row.Long("expectedMm"), row.Long("expectedMm") + 2 + (notional >> 31));
            count++;
        }

        Assert.Equal(13, count);
    }

    /// <summary>The share of a position that may be closed at a time is the same floor as the budget's share.</summary>
    [Fact]
    public void Shares_of_a_position_are_floors()
    {
        int count = 0;
        foreach (JsonElement row in Facts.Rows("notionalLimits"))
        {
            long notional = Value(row.Int("market"), row.Long("size"));
            ulong portion = Rate.Down(row.Long("maxPortionPpm"), Million).Q32;
            long share = LiquidationBudget.CapMicro(FixedPoint.MoneyMax, notional, portion);
            long least = Math.Min(row.Long("minNotional"), notional);
            Assert.Equal(row.Long("expectedMin"), least);
            Assert.Equal(row.Long("expectedMax"), Math.Max(least, share));
            count++;
        }

        Assert.Equal(3, count);
    }

    private static Int128 Line(Int128 x, long ppm) =>
        Affine.MaxAffine(x, [new AffineSegment(Rate.Up(ppm, Million).Q32, 0)]);

    private static Dictionary<int, long> Sizes(JsonElement row) =>
        row.Rows("positions").ToDictionary(position => position.Int("market"), position => position.Long("size"));

    private static long Equity(JsonElement row, Dictionary<int, long> sizes) =>
        row.Long("usdc") + sizes.Sum(position => Value(position.Key, position.Value));

    // trunc(size * price * 10^exponent) in micro USD.
    private static long Value(int market, long size)
    {
        JsonElement m = Market(market);
        int power = m.Int("exponent") + m.Int("atomicResolution") + 6;
        return (long)Scaled((Int128)size * m.Long("price"), power);
    }

    private static Int128 Scaled(Int128 x, int power)
    {
        for (; power > 0; power--)
        {
            x *= 10;
        }

        Int128 scale = Int128.One;
        for (; power < 0; power++)
        {
            scale *= 10;
        }

        return x / scale;
    }

    // MM = ceil(ceil(notional * im) * fraction), summed over positions, by that chain's rule.
    private static long Mmr(Dictionary<int, long> sizes)
    {
        long sum = 0;
        foreach ((int market, long size) in sizes)
        {
            Int128 notional = Math.Abs(Value(market, size));
            Int128 im = FixedPoint.CeilDiv(notional * Market(market).Long("imPpm"), (Int128)Million);
            sum += (long)FixedPoint.CeilDiv(im * Market(market).Long("mmFractionPpm"), (Int128)Million);
        }

        return sum;
    }

    private static JsonElement Market(int id) => Facts.Rows("markets").Single(market => market.Int("id") == id);
}
