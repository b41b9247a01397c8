using System;
using Xunit.Abstractions;

namespace Appliance.Disruptor.Tests;

/// <summary>Chains, diamonds and random graphs of stages under load.</summary>
public sealed class GraphTests(ITestOutputHelper output)
{
    // On busy cores each lap may cost a time slice, so it is laps that are counted.
    private const int Laps = 20;
    private const int RandomGraphs = 20;
    private const int ControlEvents = 500;

    // First a graph with an edge left out, which must be found: else a clean run says nothing.
    private static readonly Lazy<string> Control = new(FindLeftOutEdge);

    public static TheoryData<string> Waits => [.. WaitStrategies.Considerate];

    [Theory]
    [MemberData(nameof(Waits))]
    public void A_chain_of_four(string wait) =>
        Verify(new GraphPlan([], [0], [1], [2]) { Wait = wait }, "A_chain_of_four");

    [Theory]
    [MemberData(nameof(Waits))]
    public void A_diamond(string wait) => Verify(new GraphPlan([], [0], [0], [1, 2]) { Wait = wait }, "A_diamond");

    [Fact]
    public void A_diamond_of_diamonds() =>
        Verify(new GraphPlan([], [], [0, 1], [0, 1], [2, 3], [4]) { IsUnmanaged = true }, "A_diamond_of_diamonds");

    [Fact]
    public void A_chain_on_a_ring_of_one_slot() =>
        Verify(new GraphPlan([], [0], [1]) { BufferSize = 1 }, "A_chain_on_a_ring_of_one_slot");

    [Fact]
    public void Random_graphs()
    {
        output.WriteLine($"control with an edge left out: {Control.Value}");
        int first = Seed.Take(output, usual: 1, nameof(Random_graphs));
        for (int seed = first; seed < first + RandomGraphs; seed++)
        {
            GraphPlan plan = new(seed);
            string? fault = GraphStress.Run(plan, Laps * plan.BufferSize);
            Assert.True(fault is null, $"{fault}; {plan}; {Seed.Repeat(seed, nameof(Random_graphs))}");
        }
    }

    private void Verify(GraphPlan plan, string test)
    {
        output.WriteLine($"control with an edge left out: {Control.Value}");
        output.WriteLine($"{test}: {plan}");
        string? fault = GraphStress.Run(plan, Laps * plan.BufferSize);
        Assert.True(fault is null, $"{fault}; {plan}");
    }

    private static string FindLeftOutEdge()
    {
        for (int tries = 0; tries < 20; tries++)
        {
            if (GraphStress.Run(new GraphPlan([], []) { Unwired = 1 }, ControlEvents) is { } fault) return fault;
        }

        throw StressControl.Inconclusive("it does not find an edge that was left out");
    }
}
