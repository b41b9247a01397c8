using System;
using System.Linq;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Each width against plain loops: every H of the profiles and others, every K.</summary>
public sealed unsafe class ScenarioKernelsTests : IDisposable
{
    private const int EntriesMax = RiskProfile.JointColumnsMax;
    private const int Rounds = 60;

    private readonly long* first = Allocate();
    private readonly long* second = Allocate();
    private readonly long* losses = Allocate();
    private readonly Prng random = new(7);

    public static TheoryData<VectorWidth, int> Columns()
    {
        TheoryData<VectorWidth, int> columns = [];
        foreach (VectorWidth width in Widths.All)
        {
            for (int h = 8; h <= EntriesMax; h += h < 256 ? 8 : 64)
            {
                columns.Add(width, h);
            }
        }

        return columns;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(first);
        NativeMemory.AlignedFree(second);
        NativeMemory.AlignedFree(losses);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Accumulate_is_the_plain_loop(VectorWidth width, int entries)
    {
        ScenarioKernels kernels = VectorWidths.Kernels(width);
        foreach ((Clamp clamp, long sign) in new[] { (Clamp.Position, 1L), (Clamp.Buy, 1L), (Clamp.Sell, -1L) })
        {
            for (int round = 0; round < Rounds; round++)
            {
                Draw(first, entries, 1L << 61);
                Draw(losses, entries, (1L << 47) - 1);
                long lots = sign * random.Between(1, 1L << 13) * (round % 2 == 0 ? 1 : -1);
                long[] expected = Copy(first, entries);
                for (int s = 0; s < entries; s++)
                {
                    expected[s] += lots * Math.Min(Math.Max(losses[s], clamp.Low), clamp.High);
                }

                Copy(first, entries).CopyTo(new Span<long>(second, entries));
                kernels.Accumulate(first, losses, entries, lots, clamp);
                Assert.Equal(expected, Copy(first, entries));
                long tail = kernels.AccumulateTail4(second, losses, entries, lots, clamp);
                Assert.Equal(expected, Copy(second, entries));
                Assert.Equal(unchecked((long)Tail(expected, 4)), tail);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Tail_sums_are_those_of_sorting(VectorWidth width, int entries)
    {
        ScenarioKernels kernels = VectorWidths.Kernels(width);
        foreach (int count in new[] { 1, 2, 3, 4, 5, 6, 7, 8 })
        {
            for (int round = 0; round < Rounds; round++)
            {
                Draw(first, entries, 1L << (int)random.Between(1, 59));
                Int128 expected = Tail(Copy(first, entries), count);
                Assert.Equal(expected, kernels.TailSum(first, entries, count));
                Draw(first, entries, 1L << 62);
                Assert.Equal(Tail(Copy(first, entries), count), ScenarioKernels.TailSumWide(first, entries, count));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_position_adds_to_both_accumulators(VectorWidth width, int entries)
    {
        ScenarioKernels kernels = VectorWidths.Kernels(width);
        for (int round = 0; round < Rounds; round++)
        {
            Draw(first, entries, 1L << 60);
            Draw(second, entries, 1L << 60);
            Draw(losses, entries, (1L << 47) - 1);
            (long q, long b, long s) = (random.Between(-4000, 4000), random.Next(4000), random.Next(4000));
            long[] positions = Copy(first, entries), worst = Copy(second, entries);
            for (int k = 0; k < entries; k++)
            {
                positions[k] += q * losses[k];
                worst[k] += (q * losses[k]) + (b * Math.Max(losses[k], 0)) + (s * Math.Max(-losses[k], 0));
            }

            kernels.AccumulatePosition(first, second, losses, entries, q, b, s);
            Assert.Equal(positions, Copy(first, entries));
            Assert.Equal(worst, Copy(second, entries));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Forced), MemberType = typeof(Widths))]
    public void The_worst_of_a_bucket_leaves_out_the_delta_rows(VectorWidth width)
    {
        ScenarioKernels kernels = VectorWidths.Kernels(width);
        for (int round = 0; round < 20_000; round++)
        {
            Draw(first, RiskProfile.BucketEntries, 1L << (int)random.Between(1, 62));
            if (round % 3 == 0)
            {
                first[random.Next(RiskProfile.BucketEntries)] = FixedPoint.MoneyMax;
            }

            long expected = Math.Max(0, Copy(first, RiskProfile.BucketEntries)[..RiskProfile.BucketScenarios].Max());
            Assert.Equal(expected, kernels.WorstOfBucket(first));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Forced), MemberType = typeof(Widths))]
    public void Comparison_sets_a_bit_for_each_value_below_its_level(VectorWidth width)
    {
        ScenarioKernels kernels = VectorWidths.Kernels(width);
        Assert.Equal(width, kernels.Width);
        for (int round = 0; round < 20_000; round++)
        {
            Draw(first, ScenarioKernels.BlockRow, 1L << (int)random.Between(1, 62));
            Draw(second, ScenarioKernels.BlockRow, 1L << (int)random.Between(1, 62));
            second[random.Next(ScenarioKernels.BlockRow)] = round % 2 == 0 ? long.MinValue : first[0];
            uint expected = 0;
            for (int k = 0; k < ScenarioKernels.BlockRow; k++)
            {
                expected |= first[k] < second[k] ? 1u << k : 0;
            }

            Assert.Equal(expected, kernels.Below(first, second));
        }
    }

    private static Int128 Tail(long[] values, int count) => values
        .Select(value => Math.Max(value, 0)).OrderDescending().Take(count)
        .Aggregate(Int128.Zero, (sum, value) => sum + value);

    // Ties and negatives are common: the network of minima and maxima must not lose or double any.
    private void Draw(long* target, int entries, long range)
    {
        long span = random.Chance(300_000) ? Math.Min(range, 4) : range;
        for (int s = 0; s < entries; s++)
        {
            target[s] = random.Between(-span + 1, span - 1);
        }
    }

    private static long[] Copy(long* values, int entries) => new Span<long>(values, entries).ToArray();

    private static long* Allocate() => (long*)NativeMemory.AlignedAlloc(EntriesMax * sizeof(long), 64);
}
