using System;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>Ways to run a simulator to its end.</summary>
internal static class Runs
{
    public static Scenario May2021 { get; } = Load("crash-2021-05-19");

    public static Scenario March2020 { get; } = Load("crash-2020-03-12");

    public static Scenario Load(string name)
    {
        ScenarioResult result = Scenario.Load(name);
        Assert.True(result.IsOk, string.Join('\n', result.Faults));
        return result.Scenario!;
    }

    public static ExchangeSimulator ToEnd(
        Scenario scenario, ulong seed, FakeAppliance appliance, SimulatorOptions options,
        Action<ExchangeSimulator>? afterStep = null)
    {
        ExchangeSimulator simulator = new(scenario, seed, appliance, appliance, options);
        while (simulator.Step())
        {
            for (int spins = 0; !simulator.TryCompleteStep(); spins++)
            {
                Assert.True(spins < 1_000_000, $"step never completes, seed {seed}");
            }

            afterStep?.Invoke(simulator);
        }

        return simulator;
    }
}
