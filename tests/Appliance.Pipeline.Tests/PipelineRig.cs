using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Margin;
using Appliance.Transport;

namespace Appliance.Pipeline.Tests;

/// <summary>A fresh machine behind a pipeline that the test drives stage by stage.</summary>
internal sealed class PipelineRig : IDisposable
{
    public PipelineRig(
        IReadOnlyList<(byte[] Frame, long StampNs)> frames,
        PipelineConfig? config = null,
        RigOptions? options = null,
        ListSink? sink = null,
        ListSink? journal = null,
        IFrameSource? source = null,
        IFrameSink? publish = null,
        IFrameSink? record = null,
        Func<IMarginDevice, IMarginDevice>? around = null,
        IClock? time = null)
    {
        Machine = new MachineRig(options ?? Market.Options(Seed));
        Sink = sink ?? new ListSink();
        Clock = new ManualClock(5_000, 7_000);
        Decider = around is null
            ? Machine.Machine
            : new MarginMachine(Machine.Config, Machine.Snapshot, around(Machine.Device));
        Pipeline = new AppliancePipeline(
            config ?? new PipelineConfig(),
            Decider,
            source ?? new ListSource(frames),
            publish ?? Sink,
            time ?? Clock,
            record ?? journal);
    }

    public static ulong Seed => TestSeed.First;

    public MachineRig Machine { get; }

    /// <summary>The machine of the pipeline: the rig's own, unless somebody stands before its device.</summary>
    public MarginMachine Decider { get; }

    public AppliancePipeline Pipeline { get; }

    public ListSink Sink { get; }

    public ManualClock Clock { get; }

    /// <summary>Lets every stage work in turn until all is done.</summary>
    public void Drain(int limit = Limits.BatchMax)
    {
        int idle = 0;
        while (!Pipeline.IsDrained)
        {
            int done = Pipeline.Ingest.DoWork(limit) + (Pipeline.Journal?.DoWork(limit) ?? 0);
            done += Pipeline.Machine.DoWork(limit) + Pipeline.Publish.DoWork(limit);
            idle = done == 0 ? idle + 1 : 0;
            Assert.True(idle < 10, "the pipeline stands still");
        }
    }

    /// <summary>The same in an order drawn from a seed.</summary>
    public void DrainShuffled(Prng random)
    {
        for (int turn = 0; !Pipeline.IsDrained; turn++)
        {
            Assert.True(turn < 1_000_000, "the pipeline stands still");
            int limit = (int)random.Between(1, 40);
            _ = random.Next(4) switch
            {
                0 => Pipeline.Ingest.DoWork(limit),
                1 => Pipeline.Machine.DoWork(limit),
                2 => Pipeline.Journal?.DoWork(limit) ?? 0,
                _ => Pipeline.Publish.DoWork(limit),
            };
        }
    }

    public string Answer() => Sink.Digest() + Machine.StateHash();

    public void Dispose()
    {
        Pipeline.Dispose();
        Machine.Dispose();
    }
}
