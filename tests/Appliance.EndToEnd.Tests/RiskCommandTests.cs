using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit.Abstractions;

namespace Appliance.EndToEnd.Tests;

/// <summary>The verb risk as a process: on our own file, and on a clearing house's where it is at hand.</summary>
public sealed class RiskCommandTests(ITestOutputHelper output)
{
    private static readonly string Small = Path.Combine(ProcessRun.Root, "tests", "vectors", "span_small.xml");

    [Fact]
    public void Import_margin_and_arrays_go_together_on_the_small_file() => AssertWhole(
        Small,
        """
        { "positions": [
          { "contract": "EX/FUT/ALFA/202602", "lots": 4 }, { "contract": "EX/FUT/BETA/202601", "lots": -6 } ] }
        """,
        requirementMicro: 1_290_000_000);

    [Fact]
    public void Import_margin_and_arrays_go_together_on_a_published_file()
    {
        string file = Path.Combine(ProcessRun.Root, "..", "shared", "data", "span", "takas_shared.spn.gz");
        if (!File.Exists(file))
        {
            output.WriteLine("skipped: ../shared absent");
            return;
        }

        // 4 spreads at 90; 6 of AKBNKE left outright at 90; 2 of TRYUSD at 140, which spreads with nothing held.
        AssertWhole(
            file,
            """
            { "positions": [
              { "contract": "BIST/FUT/AKBNKE/201605S0", "lots": 10 },
              { "contract": "BIST/FUT/AKBNKE/201606S0", "lots": -4 },
              { "contract": "BIST/FUT/TRYUSD/201606S0", "lots": 2 } ] }
            """,
            requirementMicro: (360 + 540 + 280) * 1_000_000L);
    }

    [Fact]
    public void Unknown_contracts_and_broken_files_are_bad_usage()
    {
        using TempFolder folder = new();
        string portfolio = folder.Write("p.json", """{"positions":[{"contract":"EX/FUT/NONE","lots":1}]}"""u8);
        ProcessRun unknown = ProcessRun.Appliance("risk", "margin", "--portfolio", portfolio, "--span", Small);
        Assert.True(unknown.Code == 64 && unknown.Complaints.Length == 1 && unknown.Output.Length == 0, unknown.Story);
        Assert.Contains("EX/FUT/NONE", unknown.Complaints[0], StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(Small);
        string cut = folder.Write("cut.xml", bytes.AsSpan(0, bytes.Length / 2));
        foreach (string[] args in new[]
        {
            new[] { "risk", "import", "span", cut }, ["risk", "arrays", "--compare", cut],
            ["risk", "margin", "--portfolio", portfolio, "--span", cut],
        })
        {
            ProcessRun run = ProcessRun.Appliance(args);
            Assert.True(run.Code == 64 && run.Complaints.Length == 1 && run.Output.Length == 0, run.Story);
            Assert.Matches("^appliance: .*cut.xml: line [0-9]+, column [0-9]+: ", run.Complaints[0]);
        }
    }

    private static void AssertWhole(string file, string positions, long requirementMicro)
    {
        using TempFolder folder = new();
        string model = folder.File("model.json");
        string portfolio = folder.Write("p.json", System.Text.Encoding.UTF8.GetBytes(positions));
        ProcessRun import = ProcessRun.Appliance("risk", "import", "span", file, "--out", model);
        Assert.True(import.Code == 0 && import.Error.Length == 0, import.Story);
        Assert.Contains("Combined commodities", import.Output, StringComparison.Ordinal);
        ProcessRun byFile = ProcessRun.Appliance("risk", "margin", "--portfolio", portfolio, "--span", file, "--json");
        ProcessRun byModel = ProcessRun.Appliance(
            "risk", "margin", "--portfolio", portfolio, "--model", model, "--json");
        Assert.True(byFile.Code == 0 && byFile.Output == byModel.Output, byFile.Story + byModel.Story);
        JsonElement total = byFile.Json().GetProperty("totals").EnumerateArray().Single();
        Assert.Equal(requirementMicro, total.GetProperty("requirementMicro").GetInt64());
        ProcessRun plain = ProcessRun.Appliance("risk", "margin", "--portfolio", portfolio, "--span", file);
        Assert.True(plain.Code == 0 && plain.Error.Length == 0, plain.Story);
        Assert.Contains("requirement", plain.Output, StringComparison.Ordinal);
        ProcessRun arrays = ProcessRun.Appliance("risk", "arrays", "--compare", file);
        Assert.True(arrays.Code == 0 && arrays.Output.StartsWith("RESULT  WITHIN BOUNDS", StringComparison.Ordinal),
            arrays.Story);
    }
}
