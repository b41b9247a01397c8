using System;
using Disruptor;
using Disruptor.Util;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Disruptor.Tests;

public sealed class DisruptorUtilTests
{
    [Fact]
    public void The_next_power_of_two_is_the_smallest_not_below()
    {
        int[] inputs = [-5, 0, 1, 2, 3, 4, 5, 1023, 1024, 1025, (1 << 30) - 1, 1 << 30];
        int[] wanted = [1, 1, 1, 2, 4, 4, 8, 1024, 1024, 2048, 1 << 30, 1 << 30];
        Assert.Equal(wanted, Array.ConvertAll(inputs, DisruptorUtil.CeilingNextPowerOfTwo));
        Assert.ThrowsAny<ArgumentException>(() => DisruptorUtil.CeilingNextPowerOfTwo((1 << 30) + 1));
    }

    [Fact]
    public void The_minimum_is_that_of_the_values_and_the_bound() =>
        Prop.ForAll<long[], long>((values, bound) =>
        {
            Sequence[] sequences = Array.ConvertAll(values, value => new Sequence(value));
            long wanted = bound;
            foreach (long value in values) wanted = Math.Min(wanted, value);
            return DisruptorUtil.GetMinimumSequence(sequences, bound) == wanted;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_minimum_of_nothing_is_the_bound() =>
        Assert.Equal(long.MaxValue, DisruptorUtil.GetMinimumSequence([]));
}
