using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 16: the parts of a loss sum to it, in the stated order, for any input.</summary>
public class C16_LossAllocation
{
    [Fact]
    public void The_parts_are_those_of_the_oracle_and_sum_to_the_loss()
    {
        Prng random = Seeds.Generator("C16");
        for (int n = 0; n < 3_000; n++)
        {
            int bits = (int)random.Between(1, 60);
            long Draw() => random.Chance(200_000) ? 0 : random.Next(1L << bits);
            long loss = Draw();
            LossSources sources = new(Draw() - Draw(), Draw() / 3, Draw() / 3, Draw() / 2, Draw() / 4);
            long[] weights = [.. Enumerable.Range(0, (int)random.Next(5)).Select(_ => Draw() / 8)];
            long[] shares = new long[weights.Length];
            LossParts parts = LossWaterfall.Split(loss, sources, weights, shares);
            OracleWaterfall expected = OracleWaterfall.Of(
                loss,
                sources.AccountEquity,
                sources.UnderlyingFund,
                sources.GlobalFund,
                sources.FundCap,
                sources.AdlCapacity,
                [.. weights.Select(weight => (BigInteger)weight)]);
            string repeat = Seeds.Repeat($"C16, case {n}");
            long sum = parts.Account + parts.UnderlyingFund + parts.GlobalFund + parts.Adl + parts.Pool + parts.Venue;
            Assert.True(sum == loss && shares.Sum() == parts.Pool, repeat);
            Assert.True(expected.Equity == parts.Account && expected.Venue == parts.Venue, repeat);
            Assert.True(expected.UnderlyingFund == parts.UnderlyingFund, repeat);
            Assert.True(expected.GlobalFund == parts.GlobalFund && expected.Deleveraging == parts.Adl, repeat);
            Assert.True(expected.Members.SequenceEqual(shares.Select(share => (BigInteger)share)), repeat);
        }
    }

    /// <summary>
    /// 1000 of loss: 100 equity, 200 and then 200 more of the cap of 400, 250 deleveraged, 250 by members.
    /// </summary>
    [Fact]
    public void Each_step_pays_before_the_next()
    {
        long[] shares = new long[2];
        LossParts parts = LossWaterfall.Split(1_000, new LossSources(100, 200, 300, 400, 250), [300, 100], shares);
        Assert.Equal(new LossParts(100, 200, 200, 250, 250, 0), parts);
        Assert.Equal([188, 62], shares);
    }
}
