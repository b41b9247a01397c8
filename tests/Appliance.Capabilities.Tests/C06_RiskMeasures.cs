using System;
using System.Linq;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 6: expected shortfall is the rounded-up mean of the K worst columns, value at risk the K-th; the bound that a
/// certificate states is never below it and meets it at the K-th value.
/// </summary>
public class C06_RiskMeasures
{
    private static readonly long[] Losses = [50, -80, 40, 31, 9, 10, 3, 0];

    [Theory]
    [InlineData(TailMeasure.ExpectedShortfall, 33)]
    [InlineData(TailMeasure.ValueAtRisk, 10)]
    public void The_tail_is_measured_over_the_worst_columns(TailMeasure measure, long expected)
    {
        using Trio trio = new(Tail(measure));
        trio.Open(1);
        Assert.Equal(expected + 1, trio.Trade(1, Model.Call, 1).Maintenance);
        Assert.Equal(33, trio.Explain(1).Mmr.Es);
    }

    /// <summary>Sold, the book gains where it lost: one column of 80 is left, its mean over four is 20.</summary>
    [Fact]
    public void Gains_do_not_pay_for_losses()
    {
        using Trio trio = new(Tail(TailMeasure.ExpectedShortfall));
        trio.Open(1);
        Assert.Equal(20 + 1, trio.Trade(1, Model.Call, -1).Maintenance);
    }

    [Fact]
    public void The_bound_of_a_certificate_is_met_at_the_kth_value_and_nowhere_below()
    {
        long shortfall = Bound(Losses.OrderDescending().ElementAt(3));
        Assert.Equal(33, shortfall);
        for (long t = 0; t <= 60; t++)
        {
            Assert.True(Bound(t) >= shortfall, $"t = {t}");
        }
    }

    // ceil((K * t + sum of what is above t) / K) for K = 4.
    private static long Bound(long t) => ((4 * t) + Losses.Sum(loss => Math.Max(0, loss - t)) + 3) / 4;

    private static Model Tail(TailMeasure measure) => new()
    {
        Parameters = new RiskParameters { Tail = measure },
        Shocks = Model.Still,
        Arrays = snapshot =>
        {
            Span<long> losses = snapshot.Losses(Model.Call);
            losses.Clear();
            Losses.CopyTo(losses[RiskProfile.BucketEntries..]);
        },
    };
}
