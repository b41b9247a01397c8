using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>The third author agrees with the second: so a bent rule is wrong in that rule alone.</summary>
public class PlainTests
{
    [Fact]
    public void The_plain_device_agrees_with_the_oracle()
    {
        Contest contest = Contest.Against((capacity, snapshot) => new PlainDevice(capacity, snapshot));
        foreach ((string, RiskProfile) profile in Streams.Profiles)
        {
            string? report = Streams.Run(profile, 10, contest);
            Assert.True(report is null, report);
        }
    }
}
