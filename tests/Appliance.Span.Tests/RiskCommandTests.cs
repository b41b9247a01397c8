using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>The verb risk: what it prints, writes and refuses.</summary>
public sealed class RiskCommandTests : IDisposable
{
    private const string Portfolio = """
        {
          // Two legs of a calendar, a strangle and a spread to BETA.
          "positions": [
            { "contract": "EX/FUT/ALFA/202601", "lots": 10 },
            { "contract": "11:102", "lots": -4 },
            { "contract": "EX/OOP/ALFA/202601/C/55", "lots": -5 },
            { "contract": "EX/OOP/ALFA/202601/P/45", "lots": -5 },
            { "contract": "EX/OOP/ALFA/202603/P/50", "lots": 6 },
            { "contract": "112", "lots": -7 },
          ],
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("appliance-risk").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Import_prints_what_the_file_holds()
    {
        CommandRun run = CommandRun.Of("risk", "import", "span", TestFiles.SmallPath);
        Assert.Equal((0, ""), (run.Code, run.Error));
        AssertGolden("span-import.txt", run.Output);
        CommandRun list = CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--list", "BETA");
        Assert.Equal((0, ""), (list.Code, list.Error));
        AssertGolden("span-list.txt", list.Output);
        CommandRun json = CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(27, document.RootElement.GetProperty("snapshot").GetProperty("instruments").GetInt32());
        Assert.Equal(3, document.RootElement.GetProperty("combinedCommodities").GetInt32());
    }

    [Fact]
    public void Margin_prints_every_term()
    {
        CommandRun run = CommandRun.Of(
            "risk", "margin", "--portfolio", Write("p.json", Portfolio), "--span", TestFiles.SmallPath);
        Assert.Equal((0, ""), (run.Code, run.Error));
        AssertGolden("span-margin.txt", run.Output);
    }

    [Fact]
    public void A_model_gives_the_same_margin_as_the_file_it_was_made_of()
    {
        string portfolio = Write("p.json", Portfolio);
        string model = Path.Combine(folder, "model.json");
        Assert.Equal(0, CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--out", model).Code);
        CommandRun byFile = CommandRun.Of(
            "risk", "margin", "--portfolio", portfolio, "--span", TestFiles.SmallPath, "--json");
        CommandRun byModel = CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--model", model, "--json");
        Assert.Equal((0, ""), (byModel.Code, byModel.Error));
        Assert.Equal(byFile.Output, byModel.Output);

        using JsonDocument document = JsonDocument.Parse(byModel.Output);
        JsonElement total = Assert.Single(document.RootElement.GetProperty("totals").EnumerateArray());
        JsonElement[] commodities = [.. document.RootElement.GetProperty("commodities").EnumerateArray()];
        Assert.Equal(["ALFA", "BETA"], commodities.Select(c => c.GetProperty("code").GetString()));
        Assert.Equal(
            commodities.Sum(c => c.GetProperty("initialMicro").GetInt64()),
            total.GetProperty("initialMicro").GetInt64());
        Assert.Equal(5, commodities[0].GetProperty("shortCalls").GetInt64());
        Assert.All(commodities, c => Assert.Equal(
            Math.Max(
                c.GetProperty("scanRiskMicro").GetInt64() + c.GetProperty("intraChargeMicro").GetInt64()
                    + c.GetProperty("deliveryChargeMicro").GetInt64() - c.GetProperty("interCreditMicro").GetInt64(),
                c.GetProperty("shortOptionMinimumMicro").GetInt64()),
            c.GetProperty("requirementMicro").GetInt64()));
    }

    [Fact]
    public void Missing_arrays_are_refused_unless_asked_for()
    {
        string portfolio = Write("p.json", Positions(("EX/OOP/ALFA/202601/C/57.5", 3)));
        CommandRun refused = CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--span", TestFiles.SmallPath);
        AssertRefused(refused, "EX/OOP/ALFA/202601/C/57.5: has no risk array in the file");
        CommandRun computed = CommandRun.Of(
            "risk", "margin", "--portfolio", portfolio, "--span", TestFiles.SmallPath, "--compute-missing");
        Assert.Equal(0, computed.Code);
        Assert.Contains("computed array", computed.Output, StringComparison.Ordinal);

        string model = Path.Combine(folder, "model.json");
        CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--compute-missing", "--out", model);
        CommandRun byModel = CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--model", model);
        Assert.Equal(computed.Output, byModel.Output);
        AssertRefused(
            CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--model", model, "--compute-missing"),
            "--compute-missing: a model has no parameters");
    }

    [Fact]
    public void Arrays_are_compared_by_kind_and_family()
    {
        CommandRun run = CommandRun.Of("risk", "arrays", "--compare", TestFiles.SmallPath);
        Assert.Equal((0, ""), (run.Code, run.Error));
        AssertGolden("span-arrays.txt", run.Output);
        CommandRun one = CommandRun.Of(
            "risk", "arrays", "--compare", TestFiles.SmallPath, "--contract", "EX/OOP/ALFA/202601/P/50");
        Assert.Equal((0, ""), (one.Code, one.Error));
        AssertGolden("span-contract.txt", one.Output);
        CommandRun json = CommandRun.Of("risk", "arrays", "--compare", TestFiles.SmallPath, "--json");
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("WITHIN BOUNDS", document.RootElement.GetProperty("verdict").GetString());
        Assert.Equal(18, document.RootElement.GetProperty("kinds")[2].GetProperty("compared").GetInt32());
    }

    [Fact]
    public void Computed_arrays_are_written_for_every_contract()
    {
        string csv = Path.Combine(folder, "arrays.csv");
        Assert.Equal(0, CommandRun.Of("risk", "arrays", "--compare", TestFiles.SmallPath, "--out", csv).Code);
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal(30, lines.Length);
        Assert.Equal(20, lines[0].Split(',').Length);
        SpanImported imported = TestFiles.Import(TestFiles.Read(TestFiles.SmallPath));
        for (int i = 0; i < imported.Sources.Count; i++)
        {
            string[] cells = lines[i + 1].Split(',');
            SpanInstrument instrument = imported.Model!.Instruments[i];
            Assert.Equal(
                (instrument.Symbol, instrument.ContractId, instrument.LossesMicro is null ? "0" : "1"),
                (cells[0], cells[1], cells[2]));
            for (int s = 0; s < SpanScenarios.Count && instrument.LossesMicro is not null; s++)
            {
                Assert.Equal(
                    instrument.LossesMicro[s] / 1e6,
                    double.Parse(cells[3 + s], System.Globalization.CultureInfo.InvariantCulture),
                    2e-6);
            }
        }
    }

    [Fact]
    public void Arrays_beyond_the_bounds_end_with_1_and_none_with_2()
    {
        string text = File.ReadAllText(TestFiles.SmallPath);
        string wrong = Write(
            "wrong.xml", text.Replace("<a>300.000000</a>", "<a>300.002000</a>", StringComparison.Ordinal));
        CommandRun beyond = CommandRun.Of("risk", "arrays", "--compare", wrong);
        Assert.Equal((1, ""), (beyond.Code, beyond.Error));
        Assert.StartsWith(
            "RESULT  BEYOND BOUNDS\n  FUT: largest error is above 0.001\n", beyond.Output, StringComparison.Ordinal);
        int start = text.IndexOf("<pointDef>", StringComparison.Ordinal);
        int end = text.IndexOf("</pointDef>", StringComparison.Ordinal) + "</pointDef>".Length;
        CommandRun none = CommandRun.Of(
            "risk", "arrays", "--compare", Write("none.xml", text[..start] + text[end..]));
        Assert.Equal(2, none.Code);
        Assert.StartsWith("RESULT  INCONCLUSIVE", none.Output, StringComparison.Ordinal);

        // Without scenarios a portfolio can still be margined: the order of the arrays is the classic one.
        CommandRun margin = CommandRun.Of(
            "risk", "margin", "--portfolio", Write("p.json", Portfolio), "--span", Path.Combine(folder, "none.xml"));
        Assert.Equal(0, margin.Code);
    }

    [Theory]
    [InlineData("{", "line 1: is not JSON")]
    [InlineData("[]", "an object belongs here")]
    [InlineData("{ }", "positions: is missing")]
    [InlineData("""{ "positions": 7 }""", "positions: a list belongs here")]
    [InlineData("""{ "positions": [] }""", "positions: holds 0 entries, not 1..")]
    [InlineData("""{ "positions": [ 7 ] }""", "positions[0]: an object belongs here")]
    public void A_portfolio_that_is_none_is_refused(string portfolio, string fault) =>
        AssertNoPortfolio(portfolio, fault);

    [Theory]
    [InlineData("11:101", "", "positions[0].lots: is missing")]
    [InlineData("11:101", ", \"lots\": 1.5", "positions[0].lots: is not a whole number")]
    [InlineData("11:101", ", \"lots\": 9e30", "positions[0].lots: is not a whole number")]
    [InlineData("11:101", ", \"lots\": 1099511627777", "1099511627777 is not in -1099511627776..1099511627776")]
    [InlineData("11:101", ", \"lot\": 1, \"lots\": 1", "positions[0].lot: unknown key; known here: contract, lots")]
    [InlineData("11:101", ", \"lots\": 1, \"lots\": 2", "has a key twice")]
    [InlineData("11:101", ", \"lots\": 1 }, { \"contract\": \"101\", \"lots\": 1", "EX/FUT/ALFA/202601 is given twice")]
    [InlineData("EX/FUT/DELTA/202601", ", \"lots\": 1", "is not a contract of DEMO on 20260105")]
    [InlineData("EX/OOP/ALFA/202601/C/54", ", \"lots\": 1", "(nearest: EX/OOP/ALFA/202601/C/55)")]
    [InlineData("1", ", \"lots\": 1", "\"1\" is the number of several contracts")]
    [InlineData("", ", \"lots\": 1", "names no contract")]
    [InlineData("\\ud800", ", \"lots\": 1", "no Unicode")]
    public void A_position_that_is_none_is_refused_with_its_place(string contract, string rest, string fault) =>
        AssertNoPortfolio($"{{ \"positions\": [ {{ \"contract\": \"{contract}\"{rest} }} ] }}", fault);

    [Fact]
    public void All_faults_of_a_portfolio_are_listed_but_not_without_end()
    {
        string path = Write(
            "p.json", Positions([.. Enumerable.Range(0, 50).Select(i => ($"EX/NONE/{i}", 1L))]));
        CommandRun run = CommandRun.Of("risk", "margin", "--portfolio", path, "--span", TestFiles.SmallPath);
        AssertRefused(run, "30 more faults");
        Assert.Equal(21, run.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Files_that_are_not_there_or_no_such_files_are_bad_usage()
    {
        string portfolio = Write("p.json", Portfolio);
        string missing = Path.Combine(folder, "missing.spn");
        string junk = Write("junk.spn", "<html/>");
        AssertRefused(CommandRun.Of("risk", "import", "span", missing), "does not exist");
        AssertRefused(CommandRun.Of("risk", "import", "span", folder), "is a folder");
        AssertRefused(CommandRun.Of("risk", "import", "span", junk), "line 1, column 2: the root is <html>");
        AssertRefused(
            CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--list", "NONE"), "no combined commodity");
        AssertRefused(CommandRun.Of("risk", "import", "span"), "Required argument 'FILE'");
        AssertRefused(CommandRun.Of("risk", "arrays"), "--compare");
        AssertRefused(CommandRun.Of("risk", "arrays", "--compare", junk), "the root is <html>");
        AssertRefused(
            CommandRun.Of("risk", "arrays", "--compare", TestFiles.SmallPath, "--contract", "X"),
            "\"X\" is not one contract");
        AssertRefused(CommandRun.Of("risk", "margin", "--portfolio", portfolio), "give one of --span and --model");
        AssertRefused(
            CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--span", junk, "--model", junk), "give one of");
        AssertRefused(
            CommandRun.Of("risk", "margin", "--portfolio", missing, "--span", TestFiles.SmallPath), "does not exist");
        AssertRefused(CommandRun.Of("risk", "margin", "--portfolio", portfolio, "--model", junk), "is not JSON");
        AssertRefused(
            CommandRun.Of(
                "risk", "import", "span", TestFiles.SmallPath, "--out", Path.Combine(folder, "none", "model.json")),
            "cannot be written");
        AssertRefused(CommandRun.Of("risk", "walk"), "walk");
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2", "schema: 2 is not in 1..1")]
    [InlineData("\"paired\":2", "\"paired\":99", "scenarios[0].paired")]
    [InlineData("\"kind\":\"FUT\"", "\"kind\":\"XXX\"", "is none of PHY, FUT, OOP, OOF")]
    [InlineData("\"lossesMicro\":[0,", "\"lossesMicro\":[", "a list of 16 numbers")]
    [InlineData("\"lossesMicro\":[0,", "\"lossesMicro\":[999999999999999,", "lossesMicro[0]: is not a whole number")]
    [InlineData("\"commodity\":\"GAMA\",\"per", "\"commodity\":\"NONE\",\"per", "is not among the commodities")]
    [InlineData("\"method\":\"weighted\"", "\"method\":\"flat\"", "does not suit its place")]
    [InlineData("\"tier\":2", "\"tier\":9", "with tier 9 does not exist here")]
    [InlineData("\"ratioMicro\":2500000", "\"ratioMicro\":0", "0 is not in 1..")]
    [InlineData("\"rateMicro\":500000", "\"rateMicro\":1500000", "1500000 is not in 0..1000000")]
    [InlineData("\"symbol\":\"EX/FUT/ALFA/202602\"", "\"symbol\":\"EX/FUT/ALFA/202601\"", "is given twice")]
    [InlineData("\"isCall\":true", "\"isCall\":1", "is neither true nor false")]
    [InlineData("\"businessDate\"", "\"businessDay\"", "unknown key")]
    [InlineData("\"maintenanceFactorMicro\":800000", "\"maintenanceFactorMicro\":1800000", "is not in 0..1000000")]
    public void A_model_that_was_damaged_is_refused(string found, string replaced, string fault)
    {
        string model = Path.Combine(folder, "model.json");
        Assert.Equal(0, CommandRun.Of("risk", "import", "span", TestFiles.SmallPath, "--out", model).Code);
        string text = File.ReadAllText(model);
        int at = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(at >= 0, found);
        File.WriteAllText(model, text[..at] + replaced + text[(at + found.Length)..]);
        CommandRun run = CommandRun.Of("risk", "margin", "--portfolio", Write("p.json", Portfolio), "--model", model);
        AssertRefused(run, fault);
    }

    [Fact]
    public void Help_shows_every_verb_with_examples_and_the_portfolio_file()
    {
        CommandRun risk = CommandRun.Of("risk", "--help");
        Assert.Equal((0, ""), (risk.Code, risk.Error));
        string[] expected =
        [
            "risk import span", "risk margin --portfolio", "risk arrays --compare", "\"positions\": [",
            "EXCHANGE/FUT/FAMILY/PERIOD", "Exit codes: 0 good",
        ];
        Assert.All(expected, part => Assert.Contains(part, risk.Output, StringComparison.Ordinal));
        CommandRun arrays = CommandRun.Of("risk", "arrays", "--help");
        Assert.Contains("risk arrays --compare", arrays.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("risk margin --portfolio", arrays.Output, StringComparison.Ordinal);
        Assert.Contains("risk import span", CommandRun.Of("--help").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("risk import span", CommandRun.Of("run", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_portfolio_of_the_help_has_the_shape_that_is_read()
    {
        // Its contracts are not ours: every position is refused for that alone.
        string help = CommandRun.Of("risk", "margin", "--help").Output;
        int start = help.IndexOf("{ \"positions\"", StringComparison.Ordinal);
        int end = help.IndexOf("] }", StringComparison.Ordinal) + "] }".Length;
        CommandRun run = CommandRun.Of(
            "risk", "margin", "--portfolio", Write("p.json", help[start..end]), "--span", TestFiles.SmallPath);
        string[] lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains("is not a contract of DEMO", line, StringComparison.Ordinal));
    }

    private static void AssertRefused(CommandRun run, string fault)
    {
        Assert.True(run.Code == 64 && run.Output.Length == 0, $"{run.Code} {run.Output}{run.Error}");
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
        Assert.All(
            run.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("appliance: ", line, StringComparison.Ordinal));
    }

    private void AssertNoPortfolio(string portfolio, string fault)
    {
        string path = Write("p.json", portfolio);
        CommandRun run = CommandRun.Of("risk", "margin", "--portfolio", path, "--span", TestFiles.SmallPath);
        AssertRefused(run, fault);
        Assert.StartsWith($"appliance: {path}: ", run.Error, StringComparison.Ordinal);
    }

    private static void AssertGolden(string name, string actual)
    {
        string path = TestFiles.Vector(name);
        if (Environment.GetEnvironmentVariable("GOLDEN_UPDATE") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{name} is missing; GOLDEN_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Positions(params (string Contract, long Lots)[] positions) =>
        JsonSerializer.Serialize(new
        {
            positions = positions.Select(p => new { contract = p.Contract, lots = p.Lots }),
        });

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
