using System;
using System.Linq;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>The loss waterfall (section 9): parts sum to the loss, in the stated order.</summary>
public class WaterfallTests
{
    [Fact]
    public void Parts_and_shares_are_those_of_the_reference()
    {
        int count = 0;
        foreach (JsonElement row in Vectors.Load("default_golden.json").Rows("waterfall"))
        {
            LossSources sources = new(
                row.Long("equity"),
                row.Long("underlyingFund"),
                row.Long("globalFund"),
                row.Long("cap"),
                row.Long("adl"));
            long[] weights = row.Longs("weights");
            long[] shares = new long[weights.Length];
            LossParts parts = LossWaterfall.Split(row.Long("loss"), sources, weights, shares);
            Assert.Equal(row.Longs("parts"), Parts(parts));
            Assert.Equal(row.Longs("shares"), shares);
            count++;
        }

        Assert.Equal(30, count);
    }

    [Fact]
    public void Splits_by_largest_remainder_are_those_of_the_reference()
    {
        int count = 0;
        foreach (JsonElement row in Vectors.Load("default_golden.json").Rows("largestRemainder"))
        {
            long[] weights = row.Longs("weights");
            long[] shares = new long[weights.Length];
            LargestRemainder.Split(row.Long("total"), weights, shares);
            Assert.Equal(row.Longs("shares"), shares);
            count++;
        }

        Assert.Equal(30, count);
    }

    [Fact]
    public void Parts_sum_to_the_loss_and_no_step_pays_while_an_earlier_one_could()
    {
        Prng random = TestSeed.Generator("waterfall");
        string repeat = TestSeed.Repeat("waterfall");
        for (int n = 0; n < 20_000; n++)
        {
            int bits = (int)random.Between(1, 61);
            long Draw() => random.Chance(150_000) ? 0 : random.Next(1L << bits);
            long loss = Draw();
            LossSources s = new(Draw() - Draw(), Draw() / 3, Draw() / 3, Draw() / 2, Draw() / 4);
            long[] weights = [.. Enumerable.Range(0, (int)random.Next(6)).Select(_ => Draw() / 8)];
            long[] shares = new long[weights.Length];
            LossParts parts = LossWaterfall.Split(loss, s, weights, shares);
            long[] paid = Parts(parts);
            Assert.True(paid.All(part => part >= 0) && paid.Sum() == loss, repeat);
            Assert.True(shares.Sum() == parts.Pool, repeat);
            long fundLeft = s.FundCap - parts.UnderlyingFund;
            long[] available =
            [
                Math.Max(0, s.AccountEquity), Math.Min(s.UnderlyingFund, s.FundCap), Math.Min(s.GlobalFund, fundLeft),
                s.AdlCapacity, weights.Sum(),
            ];
            for (int step = 0; step < available.Length; step++)
            {
                bool isUsedUp = paid[step] == available[step];
                Assert.True(paid[step] <= available[step], repeat);
                Assert.True(isUsedUp || paid[(step + 1)..].Sum() == 0, repeat);
            }
        }
    }

    private static long[] Parts(LossParts p) =>
        [p.Account, p.UnderlyingFund, p.GlobalFund, p.Adl, p.Pool, p.Venue];
}
