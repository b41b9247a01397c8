using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>Scores and ranking of auto-deleveraging (section 9).</summary>
public class AdlTests
{
    [Fact]
    public void Scores_are_those_of_the_reference()
    {
        int count = 0;
        foreach (JsonElement row in Vectors.Load("default_golden.json").Rows("adlScore"))
        {
            Int128 expected = Int128.Parse(row.Text("score"), CultureInfo.InvariantCulture);
            Int128 score = AdlScore.Of(
                row.Long("profit"), row.Long("entry"), row.Long("notional"), row.Long("equity"));
            Assert.Equal(expected, score);
            count++;
        }

        Assert.Equal(40, count);
    }

    /// <summary>
    /// Three positions worked out on BitMEX's help page on auto-deleveraging: mark value 11000, 11000, 9000 on an
    /// entry of 10000, with 10x, 2x and 10x effective leverage, score 1, 0.2 and -0.01. Both floors of a winner's
    /// score go down, by less than 2^-28 here; a loser's score is rounded towards zero.
    /// </summary>
    [Fact]
    public void The_published_ranking_is_kept()
    {
        Int128 first = AdlScore.Of(1_000, 10_000, 11_000, 1_100);
        Int128 second = AdlScore.Of(1_000, 10_000, 11_000, 5_500);
        Int128 third = AdlScore.Of(-1_000, 10_000, 9_000, 900);
        Assert.True(first > second && second > third);
        long one = 1L << 32;
        Assert.InRange((long)first, one - 16, one);
        Assert.InRange((long)second, (one / 5) - 4, one / 5);
        Assert.InRange((long)third, (-one / 100) - 1, (-one / 100) + 1);
    }

    [Fact]
    public void More_profit_more_leverage_come_first_and_losers_last()
    {
        Assert.True(AdlScore.Of(2, 10, 10, 5) > AdlScore.Of(1, 10, 10, 5));
        Assert.True(AdlScore.Of(1, 10, 20, 5) > AdlScore.Of(1, 10, 10, 5));
        Assert.True(AdlScore.Of(1, 10, 10, 5) > AdlScore.Of(0, 10, 10, 5));
        Assert.Equal(Int128.Zero, AdlScore.Of(0, 10, 10, 5));
        Assert.True(AdlScore.Of(-1, 10, 20, 5) > AdlScore.Of(-1, 10, 10, 5));
        Assert.True(AdlScore.Of(1, 10, 10, 0) > AdlScore.Of(1, 10, 10, 1));
        Assert.True(AdlScore.Of(FixedPoint.MoneyMax, 0, FixedPoint.MoneyMax, -1) < (Int128)1 << 64);
    }

    [Fact]
    public void Ranking_and_allocation_do_not_depend_on_the_order_of_input()
    {
        Prng random = TestSeed.Generator("adl order");
        for (int n = 0; n < 500; n++)
        {
            AdlCandidate[] one = Draw(random, (int)random.Next(45));
            AdlCandidate[] other = [.. one];
            Shuffle(random, other);
            long lots = random.Next(1 + one.Sum(c => c.Lots) + 10);
            Assert.True(Closed(one, lots).SequenceEqual(Closed(other, lots)), TestSeed.Repeat("adl order"));
            Assert.True(one.SequenceEqual(other), TestSeed.Repeat("adl order"));
            for (int k = 1; k < one.Length; k++)
            {
                bool isInOrder = one[k - 1].Score > one[k].Score
                    || (one[k - 1].Score == one[k].Score && one[k - 1].Account < one[k].Account);
                Assert.True(isInOrder, TestSeed.Repeat("adl order"));
            }
        }
    }

    [Fact]
    public void Allocation_sums_and_takes_whole_groups_before_the_next()
    {
        Prng random = TestSeed.Generator("adl sums");
        string repeat = TestSeed.Repeat("adl sums");
        for (int n = 0; n < 1_000; n++)
        {
            long[] held = [.. Draw(random, (int)random.Next(60)).Select(c => c.Lots)];
            long[] closed = new long[held.Length];
            long lots = random.Next(held.Sum() + 20);
            long found = AdlQueue.Allocate(lots, held, closed);
            Assert.True(found == Math.Min(lots, held.Sum()) && closed.Sum() == found, repeat);
            bool wasLast = false;
            for (int g = 0; g < AdlQueue.Groups; g++)
            {
                Range ranks = AdlQueue.GroupStart(g, held.Length)..AdlQueue.GroupStart(g + 1, held.Length);
                Assert.True(!wasLast || closed[ranks].All(c => c == 0), repeat);
                wasLast |= !closed[ranks].SequenceEqual(held[ranks]);
                Assert.True(closed[ranks].Zip(held[ranks]).All(pair => pair.First <= pair.Second), repeat);
            }
        }
    }

    /// <summary>
    /// Twelve positions: groups of 2, 2, 1, 1, ... Seven lots: 2 + 3 whole, then 2 of the next group's 4.
    /// </summary>
    [Fact]
    public void A_group_not_needed_whole_is_shared_by_its_lots()
    {
        long[] held = [1, 1, 1, 2, 4, 9, 9, 9, 9, 9, 9, 9];
        long[] closed = new long[12];
        Assert.Equal(7, AdlQueue.Allocate(7, held, closed));
        Assert.Equal([1, 1, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0], closed);

        // Four of the second group's 1 + 2 + 3 lots: shares 0.67, 1.33, 2, the unit left goes to the first.
        long[] wide = [.. Enumerable.Repeat(1L, 3), 1, 2, 3, .. Enumerable.Repeat(5L, 24)];
        long[] shares = new long[30];
        Assert.Equal(7, AdlQueue.Allocate(7, wide, shares));
        Assert.Equal([1, 1, 1, 1, 1, 2], shares[..6]);
        Assert.Equal(0, shares[6..].Sum());
    }

    [Theory]
    [InlineData(23, 3, 3, 3, 2)]
    [InlineData(10, 1, 1, 1, 1)]
    [InlineData(4, 1, 1, 1, 1)]
    [InlineData(0, 0, 0, 0, 0)]
    public void Groups_are_of_equal_count_the_first_ones_longer(int count, int a, int b, int c, int d)
    {
        int[] sizes = [.. Enumerable.Range(0, 10)
            .Select(g => AdlQueue.GroupStart(g + 1, count) - AdlQueue.GroupStart(g, count))];
        Assert.Equal([a, b, c, d], sizes[..4]);
        Assert.Equal(count, sizes.Sum());
        Assert.True(sizes.Zip(sizes.Skip(1)).All(pair => pair.First >= pair.Second && pair.First - pair.Second <= 1));
    }

    [Fact]
    public void The_price_is_the_bankruptcy_value_within_the_band()
    {
        ulong tenth = Rate.Up(1, 10).Q32;
        Assert.Equal(95, AdlQueue.PricePerLot(95, 100, tenth));
        Assert.Equal(111, AdlQueue.PricePerLot(500, 100, tenth));
        Assert.Equal(89, AdlQueue.PricePerLot(1, 100, tenth));
        Assert.Equal(1, AdlQueue.PricePerLot(-7, 100, Rate.One.Q32));
        Assert.Equal(Limits.PerLotLimit - 1, AdlQueue.PricePerLot(long.MaxValue, Limits.PerLotLimit - 1, tenth));
    }

    private static (uint, long)[] Closed(AdlCandidate[] candidates, long lots)
    {
        AdlQueue.Rank(candidates);
        long[] closed = new long[candidates.Length];
        AdlQueue.Allocate(lots, [.. candidates.Select(c => c.Lots)], closed);
        return [.. candidates.Zip(closed, (position, lots) => (position.Account, lots)).OrderBy(pair => pair.Account)];
    }

    private static AdlCandidate[] Draw(Prng random, int count)
    {
        AdlCandidate[] drawn = new AdlCandidate[count];
        for (int k = 0; k < count; k++)
        {
            long lots = random.Between(1, random.Chance(200_000) ? 1_000_000 : 20);
            drawn[k] = new AdlCandidate((uint)k, lots, random.Next(6));
        }

        return drawn;
    }

    private static void Shuffle(Prng random, AdlCandidate[] items)
    {
        for (int k = items.Length - 1; k > 0; k--)
        {
            int other = (int)random.Next(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }
    }
}
