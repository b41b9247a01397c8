using System;
using System.IO;
using System.Numerics;

namespace Appliance.Sim.Exchange.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void Both_scenarios_load_and_every_tick_of_a_lot_is_whole_micro()
    {
        Assert.Equal(["crash-2020-03-12", "crash-2021-05-19"], Scenario.Names);
        foreach (string name in Scenario.Names)
        {
            foreach (InstrumentSpec spec in Runs.Load(name).Instruments)
            {
                BigInteger product = (BigInteger)spec.TickMantissa * spec.LotMantissa * spec.MultiplierMantissa;
                BigInteger micro = BigInteger.DivRem(product, BigInteger.Pow(10, 19), out BigInteger rest);
                Assert.True(rest.IsZero && micro >= 1, spec.Symbol);
                Assert.Equal(micro, spec.TickLotMicro);
            }
        }
    }

    [Fact]
    public void An_unknown_scenario_names_the_known_ones_in_one_line()
    {
        ScenarioResult result = Scenario.Load("crash-1929");
        Assert.Null(result.Scenario);
        string line = Assert.Single(result.Faults);
        Assert.Contains("crash-2020-03-12, crash-2021-05-19", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void A_file_with_many_faults_lists_them_all()
    {
        string text = EmbeddedText.TryRead("scenarios/crash-2020-03-12.json")!
            .Replace("\"tick\": 100000000,", "\"tick\": 123456789,", StringComparison.Ordinal)
            .Replace("\"accounts\": 10000", "\"acounts\": 10000", StringComparison.Ordinal)
            .Replace("\"makers\": 12", "\"makers\": \"twelve\"", StringComparison.Ordinal)
            .Replace("\"longPpm\": 700000", "\"longPpm\": 1700000", StringComparison.Ordinal)
            .Replace("\"underlying\": \"ETH\"", "\"underlying\": \"SOL\"", StringComparison.Ordinal)
            .Replace("\"takers\": 40", "\"takers\": -1, \"givers\": 2", StringComparison.Ordinal)
            .Replace("\"joint\": \"joint-2020-03\"", "\"joint\": \"joint-1987\"", StringComparison.Ordinal);
        ScenarioResult result = LoadText(text);
        Assert.False(result.IsOk);
        string[] wanted =
        [
            "joint 'joint-1987' is no table",
            "instruments[0].tick times lot",
            "instruments[1].underlying 'SOL' has no candles",
            "accounts is missing",
            "acounts is not a known key",
            "makers must be a whole number",
            "longPpm is 1700000, must be 0 to 1000000",
            "perTick.takers is -1",
            "perTick.givers is not a known key",
        ];
        foreach (string part in wanted)
        {
            Assert.Contains(result.Faults, fault => fault.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{ \"data\": ", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "instruments is missing")]
    [InlineData("{ \"instruments\": [] }", "instruments must be a list of 1 to 64 objects")]
    [InlineData("{ \"data\": \"x\" }", "data 'x' is no table of candles; there are crash-2020-03-12, crash-2021-05-19")]
    [InlineData("{ \"data\": \"x\", \"data\": \"x\" }", "data is given twice")]
    public void Nonsense_is_a_fault_not_an_exception(string text, string part)
    {
        ScenarioResult result = LoadText(text);
        Assert.False(result.IsOk);
        Assert.Contains(result.Faults, fault => fault.Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("42849.78", true, 42_849_780_000_000)]
    [InlineData("0.69", true, 690_000_000)]
    [InlineData("7", true, 7_000_000_000)]
    [InlineData("0.000000001", true, 1)]
    [InlineData("0.0000000001", false, 0)]
    [InlineData("1e5", false, 0)]
    [InlineData("-1", false, 0)]
    [InlineData("1.2.3", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("99999999999999999", false, 0)]
    public void Prices_are_read_digit_by_digit(string text, bool isOk, long mantissa)
    {
        Assert.Equal(isOk, PriceText.TryParse(text, out long read));
        if (isOk)
        {
            Assert.Equal(mantissa, read);
        }
    }

    private static ScenarioResult LoadText(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), $"scenario-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, text);
        try
        {
            return Scenario.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
