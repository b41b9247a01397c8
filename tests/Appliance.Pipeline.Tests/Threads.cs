using System;
using System.Diagnostics;
using System.Threading;

namespace Appliance.Pipeline.Tests;

/// <summary>Pipelines on real threads, every wait bounded.</summary>
internal static class Threads
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What the program makes of a configuration before it runs it.</summary>
    public static PipelineConfig Planned(PipelineConfig config, bool isStaged)
    {
        ThreadPlan plan = ThreadPlan.Of(config, isStaged, hasJournal: true, ThreadAffinity.AllowedCores());
        Assert.Empty(plan.Faults);
        return plan.Config;
    }

    /// <summary>Starts a pipeline and drains it.</summary>
    public static PipelinePositions RunToEnd(AppliancePipeline pipeline, bool isStaged, long warmUpEvents = 0)
    {
        using PipelineRunner runner = new(pipeline, isStaged, warmUpEvents);
        runner.Start();
        return DrainBounded(runner);
    }

    public static PipelinePositions DrainBounded(PipelineRunner runner)
    {
        long start = Stopwatch.GetTimestamp();
        return runner.Drain(() => AssertSoon(start, "the threads come to no end"));
    }

    public static void Until(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            AssertSoon(start, what);
            Thread.Sleep(1);
        }
    }

    /// <summary>Runs a body on a thread of its own, since it changes what its thread may do.</summary>
    public static void Apart(Action body)
    {
        Exception? fault = null;
        Thread thread = new(() =>
        {
            try
            {
                body();
            }
#pragma warning disable CA1031 // Every failure is the test's, on its own thread.
            catch (Exception e)
#pragma warning restore CA1031 // End of that place.
            {
                fault = e;
            }
        });
        thread.Start();
        Assert.True(thread.Join(Longest), "the thread apart does not end");
        Assert.True(fault is null, fault?.ToString());
    }

    private static void AssertSoon(long start, string what) =>
        Assert.True(Stopwatch.GetElapsedTime(start) < Longest, what);
}
