using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>Every rounding operation keeps its law, and the law refuses every copy that is wrong.</summary>
public sealed class RoundingTests
{
    public static TheoryData<string> Names => [.. Operations.All.Keys];

    public static TheoryData<string> MutantNames => [.. Mutants.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rounding_is_exact_at_every_edge(string name)
    {
        (RoundingLaw law, Operation call) = Operations.All[name];
        Assert.NotEmpty(law.Grid());
        Assert.Null(law.FindOnGrid(call));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rounding_is_exact_for_drawn_numbers(string name) =>
        Operations.All[name].Law.AssertDrawn(Operations.All[name].Call);

    [Theory]
    [MemberData(nameof(MutantNames))]
    public void A_wrong_copy_is_refused_at_an_edge(string name)
    {
        (string original, Operation call) = Mutants.All[name];
        Assert.NotNull(Operations.All[original].Law.FindOnGrid(call));
    }

    [Theory]
    [MemberData(nameof(MutantNames))]
    public void A_wrong_copy_is_refused_by_drawn_numbers_and_the_replay_is_told(string name)
    {
        (string original, Operation call) = Mutants.All[name];
        Exception refusal = Assert.ThrowsAny<Exception>(() => Operations.All[original].Law.AssertDrawn(call));
        Assert.Contains("Falsifiable", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"SEED={TestSeed.Value} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("seed of", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_has_a_wrong_copy() =>
        Assert.Equal(Operations.All.Keys.Order(), Mutants.All.Values.Select(m => m.Original).Distinct().Order());

    // The grid holds what fits; this says how much that is, so that a grid that thins out is noticed.
    [Fact]
    public void Money_times_a_rate_is_exact_where_it_fits()
    {
        ulong[] rates = [0, 1, uint.MaxValue, 1UL << 32, (1UL << 32) + 1, (1UL << 40) - 1];
        bool[] fits = [true, true, true, true, true, false];
        foreach (string name in (string[])["MulFloor", "MulCeil"])
        {
            RoundingLaw law = Operations.All[name].Law;
            HashSet<(BigInteger, BigInteger)> grid = [.. law.Grid()];
            foreach (long money in (long[])[FixedPoint.MoneyMax, -FixedPoint.MoneyMax])
            {
                Assert.Equal(fits, rates.Select(rate => law.IsInside(money, rate)));
                Assert.Equal(fits, rates.Select(rate => grid.Contains((money, rate))));
            }
        }
    }

    [Fact]
    public void Up_to_2_54_every_rate_fits()
    {
        foreach (string name in (string[])["MulFloor of a rate", "MulCeil of a rate"])
        {
            RoundingLaw law = Operations.All[name].Law;
            HashSet<(BigInteger, BigInteger)> grid = [.. law.Grid()];
            Assert.All(Edges.Of(law.X), x => Assert.All(Edges.Of(law.Y), y => Assert.Contains((x, y), grid)));
            Assert.Contains(BigInteger.Pow(2, 54), Edges.Of(law.X));
            Assert.Contains(-BigInteger.Pow(2, 54), Edges.Of(law.X));
        }
    }

    [Fact]
    public void Above_the_wide_range_the_product_throws_and_does_not_wrap()
    {
        const ulong Largest = FixedPoint.RateLimitQ32 - 1;
        foreach (Int128 x in (Int128[])[(Int128)1 << 88, -((Int128)1 << 88), Int128.MaxValue, Int128.MinValue])
        {
            Assert.Throws<OverflowException>(() => FixedPoint.MulCeilWide(x, Largest));
            Assert.Throws<OverflowException>(() => FixedPoint.MulFloorWide(x, Largest));
        }

        Assert.Throws<OverflowException>(() => FixedPoint.MulCeilWide(Int128.MaxValue, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_divisor_that_is_not_positive_is_our_bug(long divisor)
    {
        Assert.Throws<CheckFailedException>(() => FixedPoint.FloorDiv(1, divisor));
        Assert.Throws<CheckFailedException>(() => FixedPoint.CeilDiv(1, divisor));
        Assert.Throws<CheckFailedException>(() => FixedPoint.FloorDiv((Int128)1, divisor));
        Assert.Throws<CheckFailedException>(() => FixedPoint.CeilDiv((Int128)1, divisor));
        Assert.Throws<CheckFailedException>(() => Rate.Up(1, divisor));
        Assert.Throws<CheckFailedException>(() => Rate.Down(1, divisor));
    }
}
