using System.Linq;
using Appliance.Margin;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>The device gives the oracle's bits for every command of every stream.</summary>
public class StreamTests(ITestOutputHelper output)
{
    // What make test runs at least; with fewer streams rare answers need not come up.
    private const int WholeRun = 3000;

    [Fact]
    public void Device_and_oracle_agree_on_every_command()
    {
        Coverage coverage = new();
        foreach ((string Name, RiskProfile) profile in Streams.Profiles)
        {
            string? report = Streams.Run(profile, Streams.PerProfile, Contest.OfDevice, coverage);
            Assert.True(report is null, report);
            ulong last = Streams.FirstSeed + (ulong)Streams.PerProfile - 1;
            output.WriteLine(
                $"{profile.Name}: seeds {Streams.FirstSeed} to {last}, {Streams.Commands} commands each,"
                + " no difference");
        }

        output.WriteLine(coverage.Text);
        Assert.True(coverage["rebuilt"] > 3 * coverage["not rebuilt"]);
        bool isWhole = Streams.PerProfile * Streams.Profiles.Count() >= WholeRun;
        Assert.Empty(isWhole ? coverage.Missing(CoverageMarks.Wanted()) : []);
    }
}
