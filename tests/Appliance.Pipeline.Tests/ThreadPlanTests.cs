using System;
using System.Collections.Generic;

namespace Appliance.Pipeline.Tests;

/// <summary>Never more spinning threads than cores, and never two on one: refused, or made milder and said.</summary>
public sealed class ThreadPlanTests
{
    private static readonly PipelineConfig Spinning = new PipelineConfig().Waiting(IdleKind.Spin);

    [Fact]
    public void What_fits_is_left_alone()
    {
        foreach (IdleKind wait in Enum.GetValues<IdleKind>())
        {
            PipelineConfig config = new PipelineConfig().Waiting(wait);
            ThreadPlan plan = ThreadPlan.Of(config, isStaged: true, hasJournal: true, [0, 1, 2, 3]);
            Assert.Empty(plan.Faults);
            Assert.Empty(plan.Warnings);
            Assert.Equal(config, plan.Config);
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void More_spinning_stages_than_cores_yield_and_a_line_says_so(bool isStaged, int cores)
    {
        List<int> some = [];
        for (int core = 0; core < cores; core++)
        {
            some.Add(core);
        }

        ThreadPlan plan = ThreadPlan.Of(Spinning, isStaged, hasJournal: true, some);
        Assert.Empty(plan.Faults);
        string line = Assert.Single(plan.Warnings);
        Assert.StartsWith(
            $"{(isStaged ? 4 : 2)} stages would spin on {cores} core", line, StringComparison.Ordinal);
        Assert.Equal(IdleKind.Yield, plan.Config[isStaged ? StageRole.Machine : StageRole.Fused].Wait);
    }

    [Fact]
    public void Hybrid_spins_in_the_machine_alone()
    {
        PipelineConfig hybrid = new PipelineConfig().Waiting(IdleKind.Hybrid);
        Assert.Empty(ThreadPlan.Of(hybrid, isStaged: true, hasJournal: true, [0]).Warnings);
    }

    [Fact]
    public void A_core_that_is_not_there_is_refused()
    {
        PipelineConfig config = new() { Machine = new StageSettings(IdleKind.Yield, 7) };
        string fault = Assert.Single(ThreadPlan.Of(config, isStaged: true, hasJournal: false, [0, 1]).Faults);
        Assert.StartsWith("stages.machine.core: ", fault, StringComparison.Ordinal);

        // Fused has no machine thread, and what is not used does not matter.
        Assert.Empty(ThreadPlan.Of(config, isStaged: false, hasJournal: false, [0, 1]).Faults);
    }

    [Fact]
    public void Two_on_one_core_are_refused_when_one_spins()
    {
        PipelineConfig config = new()
        {
            Ingest = new StageSettings(IdleKind.Yield, 1),
            Machine = new StageSettings(IdleKind.Yield, 1),
        };
        Assert.Empty(ThreadPlan.Of(config, isStaged: true, hasJournal: false, [0, 1]).Faults);
        config = config with { Machine = new StageSettings(IdleKind.Spin, 1) };
        string fault = Assert.Single(ThreadPlan.Of(config, isStaged: true, hasJournal: false, [0, 1]).Faults);
        Assert.Contains("core 1 is ingest's too", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Pinned_stages_keep_spinning_and_the_others_give_way()
    {
        PipelineConfig config = Spinning with { Machine = new StageSettings(IdleKind.Spin, 1) };
        ThreadPlan plan = ThreadPlan.Of(config, isStaged: true, hasJournal: false, [0, 1]);
        Assert.Empty(plan.Faults);
        Assert.Equal(IdleKind.Spin, plan.Config.Machine.Wait);
        Assert.Equal((IdleKind.Yield, IdleKind.Yield), (plan.Config.Ingest.Wait, plan.Config.Publish.Wait));
    }

    [Fact]
    public void A_runner_refuses_a_plan_that_cannot_work()
    {
        PipelineConfig config = new() { Ingest = new StageSettings(IdleKind.Yield, 1000) };
        using PipelineRig rig = new([], config);
        Assert.Throws<ArgumentException>(() => new PipelineRunner(rig.Pipeline, isStaged: true, warmUpEvents: 0));
    }
}
