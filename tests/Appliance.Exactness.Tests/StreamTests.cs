using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>The device gives the oracle's bits for every command of every stream.</summary>
public class StreamTests
{
    [Fact]
    public void Device_and_oracle_agree_on_every_command()
    {
        int count = Streams.PerProfile * Shape.Profiles.Length;
        string? report = Streams.Run(Streams.FirstSeed, count, (capacity, snapshot) => new SimDevice(capacity, snapshot));
        Assert.True(report is null, report);
    }
}
