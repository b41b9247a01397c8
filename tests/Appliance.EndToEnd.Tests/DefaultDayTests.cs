using System.Linq;
using System.Text.Json;

namespace Appliance.EndToEnd.Tests;

/// <summary>What everybody sees first: the default scenario, all day, all accounts.</summary>
public sealed class DefaultDayTests
{
    private static readonly string[] Sections =
    [
        "Run", "Conservation, USDT: deposits - withdrawals = equity + fund + fees", "Calls and liquidations",
        "Insurance fund, USDT", "Orders", "Events in", "Wire faults", "Inputs refused beside orders",
        "Latency in \u00b5s, open loop, from intended send time", "Throughput", "Proof",
    ];

    [Fact]
    public void The_default_day_calls_closes_refuses_and_balances_without_allocating()
    {
        ProcessRun run = ProcessRun.Appliance("run", "--rate", "0", "--json");
        Assert.True(run.Code == 0, run.Story);
        JsonElement json = run.Json();
        Assert.Equal("GOOD", json.GetProperty("outcome").GetString());
        Assert.Equal(10_000, json.GetProperty("run").GetProperty("accounts").GetInt64());
        Assert.True(json.GetProperty("marginCalls").GetInt64() >= 1, run.Story);
        JsonElement liquidations = json.GetProperty("liquidations");
        Assert.True(liquidations.GetProperty("count").GetInt64() >= 1, run.Story);
        Assert.True(liquidations.GetProperty("lots").GetInt64() >= 1, run.Story);
        JsonElement orders = json.GetProperty("orders");
        Assert.True(orders.GetProperty("rejected").EnumerateArray().Select(Code).Distinct().Count() >= 5, run.Story);
        Assert.True(orders.GetProperty("acceptedReduceOnly").GetInt64() >= 1, run.Story);
        Assert.Equal("0", json.GetProperty("conservation").GetProperty("differenceMicro").GetRawText());
        Assert.Empty(json.GetProperty("wireFaults").EnumerateObject());
        JsonElement throughput = json.GetProperty("throughput");
        Assert.True(throughput.GetProperty("allocatedBytes").GetInt64() == 0, run.Story);
        long events = json.GetProperty("events").EnumerateObject().Sum(e => e.Value.GetInt64());
        Assert.Equal(events, throughput.GetProperty("events").GetInt64());
        Assert.True(events > 1_000_000, run.Story);
        Assert.InRange(throughput.GetProperty("allocationEvents").GetInt64(), events / 2, events);
    }

    [Fact]
    public void The_text_summary_has_every_section_in_order()
    {
        ProcessRun run = ProcessRun.Appliance([.. new WorldPlan { Bars = 4 }.Args, "--plain"]);
        Assert.True(run.Code == 0, run.Story);
        string[] titles = run.Output.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').ToArray();
        Assert.Equal(Sections.Prepend("RESULT  GOOD"), titles);
    }

    [Fact]
    public void A_paced_run_decides_the_same_and_measures_from_the_intended_time()
    {
        WorldPlan plan = new() { Bars = 4 };
        using World world = World.Run(plan);
        string[] args = [.. plan.Args];
        args[2] = "20000";
        ProcessRun run = ProcessRun.Appliance([.. args, "--json"]);
        Assert.True(run.Proof() == world.Proof, $"{run.Story}\nunpaced {world.Proof}");
        JsonElement row = run.Json().GetProperty("latency").GetProperty("rows")[1];
        Assert.Equal("all events", row.GetProperty("name").GetString());
    }

    private static int Code(JsonElement refusal) => refusal.GetProperty("code").GetInt32();
}
