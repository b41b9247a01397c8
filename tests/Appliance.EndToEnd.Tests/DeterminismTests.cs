using System.Text;

namespace Appliance.EndToEnd.Tests;

/// <summary>A run is a pure function of scenario, seed and counts: not of threads, sizes, process or luck.</summary>
public sealed class DeterminismTests
{
    private static readonly WorldPlan Plan = new() { Seed = 7, Accounts = 400, Bars = 24 };

    [Theory]
    [InlineData(WorldPlan.May2021, 400)]
    [InlineData(WorldPlan.March2020, 150)]
    public void Two_processes_both_topologies_and_one_thread_agree(string scenario, int accounts)
    {
        WorldPlan plan = Plan with { Scenario = scenario, Accounts = accounts };
        using World world = World.Run(plan);
        (string Hash, string Chain) expected = world.Proof;
        foreach (string topology in new[] { "fused", "fused", "staged", "staged" })
        {
            ProcessRun run = ProcessRun.Appliance([.. plan.Args, "--plain", "--topology", topology]);
            Assert.True(run.Proof() == expected, $"{topology}: {run.Proof()}, one thread {expected}\n{run.Story}");
        }
    }

    [Fact]
    public void Sizes_of_rings_and_batches_decide_nothing_in_a_process()
    {
        using TempFolder folder = new();
        using World world = World.Run(Plan);
        foreach ((int slots, int batch, string wait) in new[]
            { (16, 1, "sleep"), (512, 256, "hybrid"), (65536, 7, "phased"), (64, 32, "block"), (128, 64, "spin") })
        {
            string text = $$"""{ "ringSlots": {{slots}}, "batchMax": {{batch}}, "waitStrategy": "{{wait}}" }""";
            string config = folder.Write($"{slots}.jsonc", Encoding.UTF8.GetBytes(text));
            ProcessRun run = ProcessRun.Appliance(
                [.. Plan.Args, "--plain", "--topology", "staged", "--config", config]);
            Assert.True(run.Proof() == world.Proof, $"{text}: {run.Proof()}, expected {world.Proof}\n{run.Story}");
        }
    }

    [Fact]
    public void Sizes_of_rings_and_batches_decide_nothing_on_one_thread()
    {
        WorldPlan plan = new() { Scenario = WorldPlan.March2020, Seed = 11, Bars = 24 };
        using World expected = World.Run(plan);
        foreach ((int slots, int batch, bool isFused) in new[]
            { (2, 1, false), (2, 1, true), (64, 31, false), (512, 256, true), (65536, 256, false), (32768, 3, true) })
        {
            WorldPlan other = plan with { RingSlots = slots, BatchMax = batch, IsFused = isFused };
            using World world = World.Run(other);
            Assert.True(
                world.Proof == expected.Proof,
                $"ring {slots} batch {batch} fused {isFused}: {world.Proof}, not {expected.Proof}\n{plan.Command}");
        }
    }

    [Fact]
    public void Another_seed_is_another_run()
    {
        using World one = World.Run(Plan with { Accounts = 60, Bars = 8 });
        using World other = World.Run(Plan with { Accounts = 60, Bars = 8, Seed = Plan.Seed + 1 });
        Assert.NotEqual(one.StateHash, other.StateHash);
        Assert.NotEqual(one.Chain, other.Chain);
    }

    [Fact]
    public void One_bar_more_is_another_run()
    {
        using World one = World.Run(Plan with { Accounts = 60, Bars = 8 });
        using World other = World.Run(Plan with { Accounts = 60, Bars = 9 });
        Assert.NotEqual(one.StateHash, other.StateHash);
    }
}
