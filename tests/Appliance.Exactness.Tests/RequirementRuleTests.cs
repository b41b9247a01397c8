using System;
using Appliance.Core;
using Appliance.Margin;
using static Appliance.Exactness.Tests.DeviceCase;

namespace Appliance.Exactness.Tests;

/// <summary>MARGIN.md section 5 in numbers small enough for a pencil: the tail's measures, FUND, ORACLE, SOM.</summary>
public class RequirementRuleTests
{
    /// <summary>Joint columns 10, 40, 20, 30 and 5 a lot: the mean of the four worst is 25, the fourth is 10.</summary>
    [Theory]
    [InlineData(TailMeasure.ExpectedShortfall, 25)]
    [InlineData(TailMeasure.ValueAtRisk, 10)]
    public void The_tail_is_a_mean_or_a_rank(TailMeasure measure, long perLot)
    {
        using DeviceCase world = Joint(measure, 1);
        world.Open().Trade(X, 1000);
        Assert.Equal((1000 * perLot) + 1000, world.Read().Maintenance);
        Assert.Equal((1000 * perLot) + 1000, world.Read().Requirement);

        // Sold short the columns are gains, of which there are none with a loss.
        world.Trade(X, -2000);
        Assert.Equal(1000, world.Read().Maintenance);
    }

    /// <summary>The same in 128 bits: only the width differs.</summary>
    [Theory]
    [InlineData(TailMeasure.ExpectedShortfall, 25)]
    [InlineData(TailMeasure.ValueAtRisk, 10)]
    public void The_tail_is_the_same_in_wide_groups(TailMeasure measure, long perLot)
    {
        using DeviceCase world = Joint(measure, 1L << 38);
        world.Open();
        DeviceResult result = world.Do(Order(X, 1 << 17) with { Op = DeviceOp.Trade });
        Assert.Equal((perLot << 55) + (1 << 17), result.Maintenance);
        Assert.Equal(DeviceResultFlags.None, result.Flags);
    }

    /// <summary>Rate 1/8 of 1000: longs pay for what they hold and may buy, shorts nothing.</summary>
    [Fact]
    public void Funding_counts_what_working_orders_may_bring()
    {
        using DeviceCase world = new(
            underlying: u => u with { BasisQ32 = 0 },
            instrument: i => i.Symbol == "P" ? i with { FundingQ32 = 1L << 29 } : i);
        world.Open().Trade(P, 4);
        Assert.Equal((4 * 100) + 4 + (4 * 125), world.Read().Requirement);
        world.Do(Order(P, 6));
        Assert.Equal((10 * 100) + 10 + (10 * 125), world.Read().Requirement);
        world.Do(Order(P, -20));
        Assert.Equal((16 * 100) + 30 + (10 * 125), world.Read().Requirement);

        // Never in the maintenance requirement.
        Assert.Equal((4 * 100) + 4, world.Read().Maintenance);
    }

    [Fact]
    public void Negative_funding_is_paid_by_shorts()
    {
        using DeviceCase world = new(
            underlying: u => u with { BasisQ32 = 0 },
            instrument: i => i.Symbol == "P" ? i with { FundingQ32 = -(1L << 29) } : i);
        world.Open().Trade(P, 4);
        Assert.Equal(404, world.Read().Requirement);
        world.Do(Order(P, -5));
        Assert.Equal(400 + 9 + 125, world.Read().Requirement);
    }

    /// <summary>N_u of W over each underlying by its own rate: 10 000 and 4000 at one eighth.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Doubt_about_a_price_is_charged_on_net_delta(bool isStandard)
    {
        using DeviceCase world = new(underlying: u => u with { OracleQ32 = 1UL << 29, BasisQ32 = 0 });
        world.Open(isStandard: isStandard).Trade(P, 10);
        world.Do(Order(X, -4));
        long scan = isStandard ? 0 : 1400;
        Assert.Equal(scan + 14 + 1250 + 500, world.Read().Requirement);
        Assert.Equal(scan - (isStandard ? 0 : 400) + 10, world.Read().Maintenance);
        world.Do(Order(X, -4) with { Op = DeviceOp.ReleaseOrder });
        Assert.Equal((isStandard ? 0 : 1000) + 10 + 1250, world.Read().Requirement);
    }

    /// <summary>Added outside Req: beside the tier that decides it.</summary>
    [Fact]
    public void Charges_come_on_top_of_a_tier()
    {
        AffineSegment[] tier = [new(Rate.One.Q32, 0)];
        using DeviceCase world = new(
            underlying: u => u with { OracleQ32 = 1UL << 29, TierInitial = tier },
            instrument: i => i with { FundingQ32 = 1L << 30 });
        world.Open().Trade(P, 10);
        Assert.Equal(10_000 + 1250 + 2500, world.Read().Requirement);
    }

    [Fact]
    public void Evaluating_an_order_answers_as_checking_does_and_keeps_nothing()
    {
        using DeviceCase world = new();
        world.Open().Trade(P, 10);
        byte[] before = Hash(world), after;
        DeviceResult group = world.Read();
        foreach (DeviceCommand order in new[] { Order(C, 7, -5, 3), Order(X, 9), Order(P, -3), Order(F, 1 << 30) })
        {
            DeviceResult asked = world.Do(order with { Op = DeviceOp.EvaluateOrder });
            after = Hash(world);
            Assert.Equal(before, after);
            Assert.Equal(group, world.Read());
            DeviceResult placed = world.Do(order);
            Assert.Equal(placed, asked);
            if (placed.IsAccepted)
            {
                Assert.NotEqual(before, Hash(world));
                world.Do(order with { Op = DeviceOp.ReleaseOrder });
            }
        }
    }

    private static byte[] Hash(DeviceCase world)
    {
        byte[] hash = new byte[32];
        world.Device.StateHash(hash);
        return hash;
    }

    private static DeviceCase Joint(TailMeasure measure, long scale)
    {
        DeviceCase world = new(p => p with { Tail = measure });
        Span<long> losses = world.Snapshot.Losses(X);
        losses.Clear();
        long[] columns = [10, 40, 20, 30, 5];
        for (int h = 0; h < columns.Length; h++)
        {
            losses[RiskProfile.BucketEntries + (3 * h)] = columns[h] * scale;
        }

        world.Snapshot.Follow(world.Snapshot);
        world.Device.LoadEpoch(world.Snapshot);
        return world;
    }
}
