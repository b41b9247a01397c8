using System.Collections.Generic;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>The device is told of the accounts that the rest of the batch names, and of none beyond it.</summary>
public sealed class HintTests
{
    [Fact]
    public void Hints_run_ahead_within_the_batch_and_are_bounded()
    {
        List<(byte[], long)> frames = [];
        for (uint account = 0; account < 20; account++)
        {
            frames.Add((Frames.New(new OrderText { Account = account, Id = account + 1 }), 1));
        }

        List<uint> hints = [];
        using PipelineRig rig = new(frames, around: device => new HintedDevice(device, hints));
        rig.Pipeline.Ingest.DoWork(10);
        Assert.Equal(1, rig.Pipeline.Machine.DoWork(1));

        // A batch of one says nothing early: the machine's own hint, when the order is at work, comes at once.
        Assert.Equal([0u], hints);
        hints.Clear();
        Assert.Equal(4, rig.Pipeline.Machine.DoWork(4));
        Assert.Equal([2u, 3u, 4u, 1u, 2u, 3u, 4u], hints);
        hints.Clear();
        rig.Pipeline.Ingest.DoWork(10);
        Assert.Equal(15, rig.Pipeline.Machine.DoWork(256));

        // Six ahead of the first, then one more with each.
        Assert.Equal([6u, 7u, 8u, 9u, 10u, 11u, 5u, 12u, 6u, 13u], hints[..10]);
        Assert.Equal(14 + 15, hints.Count);
    }

    [Fact]
    public void Reports_and_replaces_name_an_account_too_and_other_frames_none()
    {
        List<(byte[], long)> frames =
        [
            (Frames.Heartbeat(1), 1),
            (Frames.Report(new ReportText { Account = 3, Id = 1, Side = Side.Buy, Lots = 1 }), 1),
            (Frames.Replace(new OrderText { Account = 4, Id = 2, OldId = 1 }), 1), (Frames.Mark(1, 5), 1),
            (Frames.Cancel(5, 1, 3), 1), (Frames.Heartbeat(2), 1),
        ];
        List<uint> hints = [];
        using PipelineRig rig = new(frames, around: device => new HintedDevice(device, hints));
        rig.Pipeline.Ingest.DoWork(10);
        rig.Pipeline.Machine.DoWork(10);
        Assert.Equal([3u, 4u], hints[..2]);
    }
}
