using System.Collections.Generic;
using Appliance.Machine;
using Xunit.Abstractions;

namespace Appliance.EndToEnd.Tests;

/// <summary>Fifty seeds of both crashes, looked at after every step.</summary>
public sealed class ConservationTests(ITestOutputHelper output)
{
    private const ulong Seeds = 50;

    [Theory]
    [InlineData(WorldPlan.May2021, 40, 60, 0)]
    [InlineData(WorldPlan.March2020, 60, 40, 1)]
    public void Money_positions_and_orders_add_up_after_every_step(
        string scenario, int accounts, int bars, int transfersMin)
    {
        long calls = 0, liquidations = 0, transfers = 0, working = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            WorldPlan plan = new() { Scenario = scenario, Seed = seed, Accounts = accounts, Bars = bars };
            IReadOnlyList<string> findings = WorldAudit.Of(plan, world =>
            {
                calls += world.Machine.Counters[MachineCounter.MarginCalls];
                liquidations += world.Machine.Counters[MachineCounter.Liquidations];
                transfers += world.Machine.Counters[MachineCounter.BackstopTransfers];
                working += world.Machine.WorkingOrders;
            });
            Assert.True(findings.Count == 0, $"{string.Join('\n', findings)}\n{plan.Command}");
        }

        output.WriteLine($"{calls} calls, {liquidations} liquidations, {transfers} transfers, {working} working");
        bool isLively = calls > 0 && liquidations > 0 && transfers >= transfersMin && working > 0;
        Assert.True(isLively, "quiet days prove nothing");
    }

    [Theory]
    [InlineData(WorldPlan.May2021)]
    [InlineData(WorldPlan.March2020)]
    public void What_is_cancelled_leaves_no_reserve_behind(string scenario)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            WorldPlan plan = new() { Scenario = scenario, Seed = seed, Bars = 6 };
            using World world = World.Run(plan);
            WorldAudit audit = new(world);
            Assert.NotEqual(0, world.Machine.WorkingOrders);
            audit.LookForLeaks(plan);
            Assert.True(audit.Findings.Count == 0, $"{string.Join('\n', audit.Findings)}\n{plan.Command}");
        }
    }
}
