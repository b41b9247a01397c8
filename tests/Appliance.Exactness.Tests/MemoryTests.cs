using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>What a device takes of memory, and what it answers when its pool of buckets is used up.</summary>
public class MemoryTests
{
    private const long GiB = 1L << 30;

    /// <summary>A million groups of eight positions in eight underlyings, at 16 instruments x 16 underlyings.</summary>
    [Fact]
    public void A_million_groups_of_eight_positions_fit_in_twelve_gibibytes()
    {
        const int groups = 1_000_000;
        GroupLayout layout = new(new DeviceCapacity(groups, 16, 16, 8L * groups), RiskProfile.Std);
        long rest = HolderIndex.BytesFor(500, 16L * groups) + EquityBook.BytesFor(groups) + PoolTable.BytesFor(groups);
        Assert.True(layout.TotalBytes + rest < 12 * GiB, $"{layout.TotalBytes + rest} bytes");
        Assert.True(layout.TotalBytes + rest > 4 * GiB);
    }

    /// <summary>The layout's figures are those of a device that is really loaded so, only smaller.</summary>
    [Fact]
    public void A_pool_of_eight_a_group_is_loaded_full()
    {
        const int groups = 200;
        DeviceCapacity capacity = new(groups, 16, 16, 8L * groups);
        using SimDevice device = new(capacity, Market(9));
        long expected = new GroupLayout(capacity, RiskProfile.Std).TotalBytes + HolderIndex.BytesFor(9, 16L * groups)
            + EquityBook.BytesFor(groups) + PoolTable.BytesFor(groups)
            + (9L * (long)ArrayTable.ArrayBytes(RiskProfile.Std));
        Assert.InRange(device.TotalBytes, expected, expected + 4096);
        for (uint g = 0; g < groups; g++)
        {
            Assert.True(Do(device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = g }).IsAccepted);
            for (int i = 0; i < 8; i++)
            {
                Assert.True(Do(device, Trade(g, (int)((g + (uint)i) % 9), 1)).IsAccepted);
            }
        }

        Assert.Equal(ReasonCode.GroupBucketCapacity, Do(device, Trade(0, 8, 1)).Reason);
    }

    /// <summary>A group's own room and the pool's are asked the same question and given back the same way.</summary>
    [Fact]
    public void A_full_pool_refuses_until_a_bucket_is_given_back()
    {
        using SimDevice device = new(new DeviceCapacity(2, 4, 4, 3), Market(5));
        Do(device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = 0 });
        Do(device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = 1 });
        Assert.True(Do(device, Trade(0, 0, 1)).IsAccepted);
        Assert.True(Do(device, Trade(0, 1, 1)).IsAccepted);
        Assert.True(Do(device, Trade(1, 2, 1)).IsAccepted);
        Assert.Equal(ReasonCode.GroupBucketCapacity, Do(device, Trade(1, 3, 1)).Reason);
        Assert.True(Do(device, Trade(1, 2, 1)).IsAccepted);
        Assert.True(Do(device, Trade(0, 0, -1)).IsAccepted);
        Assert.True(Do(device, Trade(1, 3, 1)).IsAccepted);
        Assert.Equal(ReasonCode.GroupBucketCapacity, Do(device, Trade(0, 4, 1)).Reason);
        Assert.Equal(1, device.ReadPosition(0, 1).Position);
    }

    /// <summary>Where buckets lie does not show: a device with a pool answers every command as one without.</summary>
    [Fact]
    public void A_pool_does_not_show()
    {
        foreach ((string, RiskProfile) profile in Shape.Profiles)
        {
            string? report = Streams.Run(profile, 15, Contest.Against(Pooled));
            Assert.True(report is null, report);
        }
    }

    /// <summary>A pool one short of the full product, so that no stream here ever finds it empty.</summary>
    private static SimDevice Pooled(DeviceCapacity capacity, RiskSnapshot snapshot)
    {
        long all = (long)capacity.Groups * capacity.GroupBuckets;
        return new SimDevice(capacity with { TotalBuckets = all - 1 }, snapshot);
    }

    private static DeviceCommand Trade(uint group, int instrument, long signed) => new()
    {
        Op = DeviceOp.Trade,
        Group = group,
        Instrument = instrument,
        Side = (sbyte)Math.Sign(signed),
        Lots = Math.Abs(signed),
        Value = 1_000_000,
    };

    private static RiskSnapshot Market(int underlyings)
    {
        IEnumerable<int> all = Enumerable.Range(0, underlyings);
        RiskSnapshot snapshot = new(
            RiskProfile.Std,
            new RiskParameters(),
            [.. all.Select(u => new UnderlyingRisk { Name = $"U{u}" })],
            [.. all.Select(i => new InstrumentRisk($"I{i}", i, 0, IsOption: false, IsLinear: true))]);
        for (int i = 0; i < underlyings; i++)
        {
            snapshot.ArrayLinear(i, 1_000_000);
        }

        return snapshot;
    }

    private static DeviceResult Do(SimDevice device, DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
