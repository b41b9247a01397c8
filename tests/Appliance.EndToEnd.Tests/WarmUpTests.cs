using System.Collections.Generic;
using System.Text.Json;
using Appliance.Host.Composition;
using Appliance.Host.Running;

namespace Appliance.EndToEnd.Tests;

/// <summary>The session before the first live frame: it changes nothing but how fast the first answers come.</summary>
public sealed class WarmUpTests
{
    // Words of a summary, a bar's first note: what happens once and beside the path of an order.
    private const long CompiledLiveMax = 60;

    [Fact]
    public void A_warm_up_of_any_length_leaves_hash_and_chain_as_they_are()
    {
        WorldPlan plan = new() { Bars = 3 };
        using World world = World.Run(plan);
        foreach (int events in (int[])[0, 1, 3_000, 40_000])
        {
            RunReport report = RunComposer.Run(
                new RunOptions { RepeatCommand = plan.Command },
                plan.Config() with { WarmUpEvents = events, CountersFile = "" },
                new SilentProgress());
            Assert.Equal(world.Proof, (report.StateHash, report.DecisionChain));
            Assert.Equal(RunOutcome.Good, report.Outcome);
            Assert.Equal(events > 0, report.WarmUp.Events > 0);
        }
    }

    [Theory]
    [InlineData("fused")]
    [InlineData("staged")]
    public void After_it_the_first_live_frames_allocate_nothing_and_compile_next_to_nothing(string topology)
    {
        JsonElement warm = Run("on", topology);
        JsonElement warmUp = warm.GetProperty("warmUp");
        Assert.True(warmUp.GetProperty("events").GetInt64() >= 100_000);
        Assert.InRange(warmUp.GetProperty("methodsCompiledLive").GetInt64(), 0, CompiledLiveMax);
        JsonElement throughput = warm.GetProperty("throughput");
        Assert.Equal(0, throughput.GetProperty("allocatedBytes").GetInt64());

        // All but the first turn are measured.
        long events = throughput.GetProperty("events").GetInt64();
        Assert.InRange(throughput.GetProperty("allocationEvents").GetInt64(), events - 256, events);

        // Without it the measure shows what it is there to show.
        JsonElement cold = Run("off", topology);
        Assert.True(cold.GetProperty("warmUp").GetProperty("methodsCompiledLive").GetInt64() > 4 * CompiledLiveMax);
        Assert.Equal(
            cold.GetProperty("stateHash").GetString(), warm.GetProperty("stateHash").GetString());
    }

    private static JsonElement Run(string warmUp, string topology)
    {
        Dictionary<string, string> variables = new() { ["APPLIANCE_WARM_UP"] = warmUp };
        using LiveRun run = LiveRun.Start(
            variables, "run", "--accounts", "60", "--bars", "40", "--rate", "20000", "--topology", topology, "--json");
        (int code, string output, string error) = run.End();
        Assert.True(code == 0, output + error);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
