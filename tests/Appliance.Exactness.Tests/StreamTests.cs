using System.Linq;
using Appliance.Margin;
using Appliance.Sim.Device;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>The device gives the oracle's bits for every command of every stream.</summary>
public class StreamTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(Widths.Forced), MemberType = typeof(Widths))]
    public void Device_and_oracle_agree_on_every_command(VectorWidth width)
    {
        // Every width meets the same streams, so that they agree with each other too.
        Contest contest = Contest.Against((capacity, snapshot) => new SimDevice(capacity, snapshot, width));
        Coverage coverage = new();
        foreach ((string Name, RiskProfile) profile in Streams.Profiles)
        {
            string? report = Streams.Run(profile, Streams.PerProfile, contest, coverage);
            Assert.True(report is null, report);
            ulong last = Streams.FirstSeed + (ulong)Streams.PerProfile - 1;
            output.WriteLine(
                $"{profile.Name}: seeds {Streams.FirstSeed} to {last}, {Streams.Commands} commands each, no difference");
        }

        output.WriteLine(coverage.Text);
        Assert.True(coverage["rebuilt"] > 3 * coverage["not rebuilt"]);

        // With fewer streams than make test runs, rare answers need not come up.
        bool isWhole = Streams.PerProfile * Streams.Profiles.Count() >= 1000;
        Assert.Empty(isWhole ? coverage.Missing(CoverageMarks.Wanted()) : []);
    }
}
