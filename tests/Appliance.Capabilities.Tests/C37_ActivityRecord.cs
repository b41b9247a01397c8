using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>Row 37, device part: the record of commands, replayed from nothing, ends in the same state.</summary>
public class C37_ActivityRecord
{
    [Fact]
    public void Replaying_the_record_gives_the_state_hash()
    {
        using Trio first = new();
        Traffic.Run(first, Seeds.Generator("C37"), steps: 300);
        using Trio second = new();
        DeviceCommand[] record = [.. first.Log];
        second.Log.Clear();
        foreach (DeviceCommand command in record)
        {
            second.Run(command);
        }

        Assert.Equal(first.Hash(), second.Hash());
        Assert.Equal(first.Device.TotalEquity(), second.Device.TotalEquity());

        // And it is a state that depends on the record: one micro more gives another.
        second.Cash(1, 1);
        Assert.NotEqual(first.Hash(), second.Hash());
    }
}
