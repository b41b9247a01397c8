using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Appliance.Host.Composition;
using Appliance.Machine;
using Appliance.Pipeline;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>What a capture came to when one thread replayed it.</summary>
internal sealed record Replay(
    string Hash, string Chain, CaptureEnd End, long Frames, long Sequenced, IReadOnlyDictionary<SbeStatus, long> Faults)
{
    public (string Hash, string Chain) Proof => (Hash, Chain);

    /// <param name="afterFrame">Called behind every frame of the capture with the machine as it is then.</param>
    public static Replay Of(byte[] capture, WorldPlan plan, Action<MarginMachine>? afterFrame = null)
    {
        using Assembly assembly = Assembly.Build(plan.Config(), plan.LoadScenario());
        using CaptureReader reader = new(new MemoryStream(capture));
        ManualClock clock = new();
        CaptureSource source = new(reader, clock, ReplaySpeed.AsFastAsPossible);
        PipelineConfig sizes = new() { RingSlots = plan.RingSlots, BatchMax = plan.BatchMax };
        using AppliancePipeline pipeline = new(sizes, assembly.Machine, source, new CountingSink(), clock);
        while (!pipeline.IsDrained)
        {
            int taken = pipeline.Ingest.DoWork(afterFrame is null ? plan.BatchMax : 1);
            pipeline.Machine.DoWork(plan.BatchMax);
            pipeline.Publish.DoWork(plan.BatchMax);
            if (taken > 0)
            {
                afterFrame?.Invoke(assembly.Machine);
            }
        }

        Dictionary<SbeStatus, long> faults = [];
        foreach (SbeStatus status in Enum.GetValues<SbeStatus>())
        {
            if (pipeline.Ingest.Faults(status) > 0)
            {
                faults[status] = pipeline.Ingest.Faults(status);
            }
        }

        return new Replay(
            World.HashOf(assembly.Machine),
            assembly.Machine.DecisionChain.ToString("x16", CultureInfo.InvariantCulture),
            reader.End,
            reader.FramesRead,
            pipeline.Ingest.Sequenced,
            faults);
    }
}
