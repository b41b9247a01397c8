using System;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 15: with nobody left to pay, the highest scores of the opposite side are closed at the bankruptcy price, and
/// lots and money net to nothing.
/// </summary>
public class C15_AutoDeleveraging
{
    private const uint Bankrupt = 1;

    [Fact]
    public void The_highest_scores_of_the_other_side_take_the_position_over()
    {
        using Trio trio = new();
        long[] equity = [150, 1_000, 2_000, 900, 5_000], sold = [10, 4, 3, 2, 1], at = [100, 100, 110, 100, 100];
        for (uint g = 1; g <= 5; g++)
        {
            trio.Open(g, cash: equity[g - 1] * Model.Unit);
            trio.Trade(g, Model.Perp, g == Bankrupt ? sold[0] : -sold[g - 1], at[g - 1] * Model.Unit);
        }

        long mark = 80 * Model.Unit;
        trio.SetMark(Model.Perp, mark);
        Int128 before = trio.Device.TotalEquity();
        DeviceResult bankrupt = trio.Read(Bankrupt);
        Assert.Equal(-50 * Model.Unit, bankrupt.Equity);

        AdlCandidate[] ranked = [.. Enumerable.Range(2, 4).Select(g => Candidate(trio, (uint)g, at[g - 1], mark))];
        AdlQueue.Rank(ranked);

        // Profit rate times leverage: 80/400 * 320/1080, 40/200 * 160/940, 90/330 * 240/2090, 20/100 * 80/5020.
        Assert.Equal([2u, 4u, 3u, 5u], ranked.Select(candidate => candidate.Account));

        // Bankruptcy value of the ten lots: 800 + 50, at 85 a lot.
        Int128 value = LiquidationPricing.BankruptcyValue(
            (Int128)10 * mark, bankrupt.Equity, bankrupt.Maintenance, bankrupt.Maintenance);
        long price = AdlQueue.PricePerLot(
            LiquidationPricing.PerLot(value, 10, isSell: true), mark, Rate.Up(1, 10).Q32);
        Assert.Equal(85 * Model.Unit, price);
        long[] closed = new long[4];
        Assert.Equal(10, AdlQueue.Allocate(10, [.. ranked.Select(candidate => candidate.Lots)], closed));
        Assert.Equal([4, 2, 3, 1], closed);
        for (int k = 0; k < ranked.Length; k++)
        {
            trio.Trade(Bankrupt, Model.Perp, -closed[k], price);
            trio.Trade(ranked[k].Account, Model.Perp, closed[k], price);
        }

        Assert.Equal((0L, 0L), (trio.Position(Bankrupt, Model.Perp), trio.Read(Bankrupt).Equity));
        Assert.Equal(0, Enumerable.Range(1, 5).Sum(g => trio.Position((uint)g, Model.Perp)));
        Assert.Equal(before, trio.Device.TotalEquity());
    }

    [Fact]
    public void Scores_and_shares_are_those_of_the_oracle()
    {
        Prng random = Seeds.Generator("C15");
        for (int n = 0; n < 2_000; n++)
        {
            int bits = (int)random.Between(2, 61);
            long Draw() => random.Next(1L << bits);
            long profit = Draw() - Draw(), entry = Draw(), notional = Draw(), equity = Draw() - (Draw() / 4);
            BigInteger expected = OracleDeleveraging.Score(profit, entry, notional, equity);
            Assert.True(expected == AdlScore.Of(profit, entry, notional, equity), Seeds.Repeat($"C15, case {n}"));
        }

        for (int n = 0; n < 300; n++)
        {
            AdlCandidate[] drawn = [.. Enumerable.Range(0, (int)random.Next(50))
                .Select(k => new AdlCandidate((uint)k, random.Between(1, 40), random.Next(8)))];
            long need = random.Next(drawn.Sum(candidate => candidate.Lots) + 5);
            AssertAllocation(drawn, need, Seeds.Repeat($"C15, allocation {n}"));
        }
    }

    private static void AssertAllocation(AdlCandidate[] drawn, long need, string repeat)
    {
        OracleRanked[] positions =
            [.. drawn.Select(c => new OracleRanked(c.Account, (BigInteger)c.Score, c.Lots))];
        OracleRanked[] expected = [.. OracleDeleveraging.Rank(positions)];
        AdlQueue.Rank(drawn);
        Assert.True(expected.Select(p => p.Account).SequenceEqual(drawn.Select(c => (long)c.Account)), repeat);
        long[] closed = new long[drawn.Length];
        AdlQueue.Allocate(need, [.. drawn.Select(c => c.Lots)], closed);
        BigInteger[] taken = [.. OracleDeleveraging.Allocate(need, expected)];
        Assert.True(taken.SequenceEqual(closed.Select(lots => (BigInteger)lots)), repeat);
    }

    private static AdlCandidate Candidate(Trio trio, uint group, long entryPrice, long mark)
    {
        long lots = Math.Abs(trio.Position(group, Model.Perp));
        long entry = lots * entryPrice * Model.Unit, notional = lots * mark;
        Int128 score = AdlScore.Of(entry - notional, entry, notional, trio.Read(group).Equity);
        return new AdlCandidate(group, lots, score);
    }
}
