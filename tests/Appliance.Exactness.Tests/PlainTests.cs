using Appliance.Margin;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>The third author agrees with the second: so a bent rule is wrong in that rule alone.</summary>
public class PlainTests(ITestOutputHelper output)
{
    [Fact]
    public void The_plain_device_agrees_with_the_oracle()
    {
        Contest contest = Contest.Against((capacity, snapshot) => new PlainDevice(capacity, snapshot));
        Coverage coverage = new();
        foreach ((string Name, RiskProfile) profile in Streams.Profiles)
        {
            string? report = Streams.Run(profile, 40, contest, coverage);
            Assert.True(report is null, report);
        }

        output.WriteLine(coverage.Text);
    }
}
