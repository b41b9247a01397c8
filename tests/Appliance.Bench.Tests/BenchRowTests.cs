using System.Text.Json;
using Appliance.Bench.Report;

namespace Appliance.Bench.Tests;

/// <summary>Reports outlive the code that wrote them: fields, their order and the sense of a bar stay.</summary>
public class BenchRowTests
{
    [Fact]
    public void ARowIsOneLineWithItsFieldsInOrder()
    {
        BenchRow row = new("a.b", "ns", 2.5, 5, Bar.AtMost(3));

        string line = row.ToJson("cpu \"x\"", "abc1234", 7);

        Assert.Equal(
            "{\"name\": \"a.b\", \"unit\": \"ns\", \"value\": 2.5, \"baseline\": 5, \"ratio\": 2, \"bar\": \"<= 3\", "
                + "\"met\": true, \"machine\": \"cpu \\\"x\\\"\", \"commit\": \"abc1234\", \"seed\": 7}",
            line);
        Assert.Equal(7, JsonDocument.Parse(line).RootElement.GetProperty("seed").GetInt32());
    }

    [Fact]
    public void WithoutABarNothingIsMetAndWithoutABaselineThereIsNoRatio()
    {
        string line = new BenchRow("a", "ns", 1).ToJson("m", "c", 1);

        Assert.Contains("\"baseline\": null, \"ratio\": null, \"bar\": null, \"met\": null", line);
    }

    [Theory]
    [InlineData("ns", 2, 6, 3)]
    [InlineData("orders/s", 6, 2, 3)]
    public void ARatioAboveOneIsBetterWhicheverWayTheUnitRuns(string unit, double value, double baseline, double ratio)
    {
        Assert.Equal(ratio, new BenchRow("a", unit, value, baseline).Ratio);
    }

    [Theory]
    [InlineData(true, 3, true)]
    [InlineData(true, 3.1, false)]
    [InlineData(false, 3, true)]
    [InlineData(false, 2.9, false)]
    public void ABarIsMetAtItsLimit(bool isCeiling, double value, bool isMet)
    {
        Assert.Equal(isMet, new Bar(3, isCeiling).IsMetBy(value));
    }
}
