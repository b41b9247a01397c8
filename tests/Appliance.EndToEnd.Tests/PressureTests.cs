using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host;
using Appliance.Host.Running;
using Appliance.Pipeline;
using Appliance.Transport;

namespace Appliance.EndToEnd.Tests;

/// <summary>A whole run that has no room, and one whose machine dies.</summary>
public sealed class PressureTests
{
    private static readonly WorldPlan Plan = new() { Seed = 7, Accounts = 200, Bars = 12 };

    [Fact]
    public void Under_a_policy_the_record_holds_what_was_sequenced_and_replays_to_the_same_state()
    {
        using TempFolder folder = new();
        string config = folder.Write(
            "tight.jsonc",
            Encoding.UTF8.GetBytes(
                """
                { "ringSlots": 32, "batchMax": 16, "topology": "staged", "waitStrategy": "yield",
                  "backPressure": { "mode": "policy", "reservedSlots": 8 } }
                """));
        string capture = folder.File("day.mapcap");
        ProcessRun run = ProcessRun.Appliance([.. Plan.Args, "--json", "--config", config, "--record", capture]);
        (string Hash, string Chain) proof = run.Proof();
        JsonElement refused = run.Json().GetProperty("orders").GetProperty("rejected").EnumerateArray()
            .FirstOrDefault(r => r.GetProperty("code").GetInt32() == (int)ReasonCode.Overloaded);
        Assert.True(refused.ValueKind == JsonValueKind.Object, $"nothing was refused for want of room\n{run.Story}");

        Assert.True(run.Json().GetProperty("orders").GetProperty("accepted").GetInt64() > 0, run.Story);

        // The scenario's own configuration replays it: what was refused or conflated is not in there.
        ProcessRun replay = ProcessRun.Appliance(
            "run", "--capture", capture, "--json", "--expect-hash", proof.Hash, "--scenario", Plan.Scenario,
            "--accounts", $"{Plan.Accounts}");
        Assert.True(replay.Proof() == proof, $"{replay.Story}\nrun {proof}");
    }

    [Fact]
    public void A_machine_that_dies_ends_the_program_loudly_with_70()
    {
        RunComposition dying = (_, config, _) =>
        {
            WorldPlan plan = Plan with { Around = device => new DyingDevice(device, 500) };
            using World world = new(plan);
            FrameQueue source = new(1 << 20);
            using AppliancePipeline pipeline = new(
                new PipelineConfig(), world.Machine, source, new NullSink(), new SystemClock());
            world.Sent.Seen += (stream, stamp, frame) => Assert.True(source.TryOffer(stream, stamp, 0, frame));
            world.Exchange.Step();
            source.Close();
            using PipelineRunner runner = new(pipeline, isStaged: true, warmUpEvents: 0);
            runner.Start();
            runner.Drain();
            throw new InvalidOperationException("a dead machine was taken for a good end");
        };
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = error,
            IsTerminal = false,
            Variables = new Dictionary<string, string>(),
        };
        int code = new ApplianceProgram(process, dying, _ => throw new InvalidOperationException()).Run(["run"]);
        Assert.True(code == 70, error.ToString());
        string[] lines = error.ToString().Split('\n');
        Assert.StartsWith(
            "stage machine failed: InvalidOperationException: the device dies; fenced at sequence ", lines[0],
            StringComparison.Ordinal);
        Assert.Contains("all that came in was answered", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("repeat: appliance run", StringComparison.Ordinal));
        Assert.Equal("", output.ToString());
    }

    private sealed class NullSink : IFrameSink
    {
        public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes) => true;
    }
}
