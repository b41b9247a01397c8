using System.IO;
using System.Text.Json;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>The seven cases of the dYdX chain's own test of its adjusted initial margin, to the last ppm.</summary>
public sealed class OpenInterestVectorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(200_000, 1_000_000, 2_000_000, 1_500_000, 600_000)]
    [InlineData(200_000, 1_000_000, 2_000_000, 1_234_567, 387_653)]
    [InlineData(200_000, 0, 0, 1_500_000, 200_000)]
    public void The_rule_in_ppm(int basePpm, long lower, long upper, long openInterest, int expected) =>
        Assert.Equal(expected, new OpenInterestScaling(lower, upper).InitialPpm(basePpm, openInterest));

    [Fact]
    public void Every_published_case_is_met()
    {
        string? path = SharedData.Find(output, "vectors", "dydx_v4.json");
        if (path is null)
        {
            return;
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        int cases = 0;
        foreach (JsonElement one in document.RootElement.GetProperty("sections").GetProperty("oi_scaled_imf")
            .GetProperty("cases").EnumerateArray())
        {
            OpenInterestScaling scaling = new(
                one.GetProperty("oi_lower_cap").GetInt64(), one.GetProperty("oi_upper_cap").GetInt64());
            int actual = scaling.InitialPpm(
                one.GetProperty("im_ppm").GetInt32(), one.GetProperty("oi_notional").GetInt64());
            Assert.Equal(one.GetProperty("expected_im_ppm").GetInt32(), actual);
            cases++;
        }

        output.WriteLine($"{cases} cases");
        Assert.Equal(7, cases);
    }
}
