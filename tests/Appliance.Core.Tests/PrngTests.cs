using System;
using System.Linq;

namespace Appliance.Core.Tests;

/// <summary>Same seed, same numbers, everywhere and for good: recorded simulations depend on it.</summary>
public sealed class PrngTests
{
    private const int Draws = 2_000;

    // Worked out apart from this code, from the published algorithms.
    private static readonly ulong[] SeedOne =
    [
        0xB3F2AF6D0FC710C5, 0x853B559647364CEA, 0x92F89756082A4514, 0x642E1C7BC266A3A7, 0xB27A48E29A233673,
    ];

    private static readonly ulong[] SeedOneStreamSeven = [0x25F4C5DE70AFAF7B, 0xCAD3A4568A802C24, 0xFD429CBBE497FE1B];

    // Mixing is one to one, so for every seed one stream in 2^64 gives the parent back; for seed 0 it is the last.
    private static readonly (ulong, ulong) ItsOwnFork = (0, ulong.MaxValue);

    private static readonly ulong[] Streams =
        [0, 1, 2, 3, 7, uint.MaxValue, 1UL << 32, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];

    [Fact]
    public void The_first_numbers_are_pinned()
    {
        Assert.Equal(SeedOne, Take(new Prng(1), SeedOne.Length));
        Assert.Equal(SeedOneStreamSeven, Take(new Prng(1).Fork(7), SeedOneStreamSeven.Length));
        Assert.Equal(1UL, new Prng(1).Seed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000_000)]
    [InlineData((1L << 62) + 1)]
    [InlineData(long.MaxValue)]
    public void Next_stays_below_its_bound_and_reaches_both_ends(long exclusiveMax)
    {
        Prng random = TestSeed.Generator("next");
        long[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => random.Next(exclusiveMax))];
        Assert.All(drawn, x => Assert.InRange(x, 0, exclusiveMax - 1));
        Assert.True(drawn.Min() <= exclusiveMax / 100, TestSeed.Repeat("lower end"));
        Assert.True(exclusiveMax - 1 - drawn.Max() <= exclusiveMax / 100, TestSeed.Repeat("upper end"));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-3, 3)]
    [InlineData(long.MinValue, long.MinValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MinValue, 0)]
    [InlineData(-1, long.MaxValue)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue - 1)]
    [InlineData(long.MinValue + 1, long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void Between_stays_inside_and_reaches_both_ends(long min, long max)
    {
        Prng random = TestSeed.Generator("between");
        long[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => random.Between(min, max))];
        Assert.All(drawn, x => Assert.InRange(x, min, max));
        UInt128 slack = (UInt128)((Int128)max - min) / 100;
        Assert.True((UInt128)((Int128)drawn.Min() - min) <= slack, TestSeed.Repeat("lower end"));
        Assert.True((UInt128)((Int128)max - drawn.Max()) <= slack, TestSeed.Repeat("upper end"));
    }

    [Fact]
    public void Small_ranges_are_covered()
    {
        Prng random = TestSeed.Generator("small");
        Assert.Equal(7, Enumerable.Range(0, Draws).Select(_ => random.Between(-3, 3)).Distinct().Count());
        Assert.Equal(5, Enumerable.Range(0, Draws).Select(_ => random.Next(5)).Distinct().Count());
    }

    [Fact]
    public void Chance_keeps_its_promise_at_both_ends_and_in_the_middle()
    {
        Prng random = TestSeed.Generator("chance");
        Assert.DoesNotContain(true, Enumerable.Range(0, Draws).Select(_ => random.Chance(0)));
        Assert.DoesNotContain(false, Enumerable.Range(0, Draws).Select(_ => random.Chance(1_000_000)));
        Assert.InRange(Enumerable.Range(0, Draws).Count(_ => random.Chance(500_000)), Draws * 2 / 5, Draws * 3 / 5);
    }

    [Fact]
    public void Empty_ranges_are_our_bug()
    {
        Prng random = new(1);
        Assert.Throws<CheckFailedException>(() => random.Next(0));
        Assert.Throws<CheckFailedException>(() => random.Next(long.MinValue));
        Assert.Throws<CheckFailedException>(() => random.Between(1, 0));
        Assert.Throws<CheckFailedException>(() => random.Between(long.MaxValue, long.MinValue));
    }

    [Fact]
    public void A_fork_does_not_depend_on_what_the_parent_has_drawn()
    {
        foreach (ulong seed in (ulong[])[0, 1, TestSeed.Value, ulong.MaxValue])
        {
            foreach (ulong stream in Streams)
            {
                Prng parent = new(seed);
                ulong[] early = Take(parent.Fork(stream), 20);
                Take(parent, 100);
                Assert.Equal(early, Take(parent.Fork(stream), 20));
                Assert.Equal((seed, stream) == ItsOwnFork, early.SequenceEqual(Take(new Prng(seed), 20)));
            }
        }
    }

    [Fact]
    public void Forking_does_not_move_the_parent()
    {
        Prng parent = new(1);
        Take(parent.Fork(ulong.MaxValue), 5);
        Assert.Equal(SeedOne, Take(parent, SeedOne.Length));
    }

    [Fact]
    public void Streams_differ_from_each_other()
    {
        Prng parent = new(TestSeed.Value);
        ulong[] streams = [.. Streams.Concat(Enumerable.Range(10, 1000).Select(k => (ulong)k))];
        Assert.Equal(streams.Length, streams.Select(stream => parent.Fork(stream).Seed).Distinct().Count());
        Assert.Equal(streams.Length, streams.Select(stream => parent.Fork(stream).NextUInt64()).Distinct().Count());
    }

    private static ulong[] Take(Prng random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextUInt64())];
}
