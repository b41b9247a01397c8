using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Appliance.EndToEnd.Tests;

/// <summary>Three tiny runs whose end is written down: nobody changes what is decided without seeing it.</summary>
public sealed class GoldenHashTests
{
    private const string Header =
        "# State hashes and decision chains of tiny runs: scenario seed accounts bars hash chain.\n"
        + "# A change that is meant to decide otherwise writes them anew, and its review asks why:\n"
        + "# GOLDEN_UPDATE=1 dotnet test tests/Appliance.EndToEnd.Tests --filter GoldenHash\n";

    private static readonly WorldPlan[] Plans =
    [
        new() { Scenario = WorldPlan.May2021, Seed = 1, Accounts = 60, Bars = 6 },
        new() { Scenario = WorldPlan.May2021, Seed = 2, Accounts = 120, Bars = 24 },
        new() { Scenario = WorldPlan.March2020, Seed = 3, Accounts = 60, Bars = 12 },
    ];

    [Fact]
    public void Tiny_runs_end_as_written_down()
    {
        string path = Path.Combine(ProcessRun.Root, "tests", "vectors", "run-hashes.txt");
        StringBuilder text = new(Header);
        foreach (WorldPlan plan in Plans)
        {
            using World world = World.Run(plan);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{plan.Scenario} {plan.Seed} {plan.Accounts} {plan.Bars} {world.StateHash} {world.Chain}\n");
        }

        if (Environment.GetEnvironmentVariable("GOLDEN_UPDATE") == "1")
        {
            File.WriteAllText(path, text.ToString());
        }

        Assert.True(File.Exists(path), $"{path} is missing; GOLDEN_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }
}
