using System;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Who is compared with whom.</summary>
internal sealed record Contest(
    Func<DeviceCapacity, RiskSnapshot, IMarginDevice> MakeDevice,
    Func<DeviceCapacity, RiskSnapshot, IMarginDevice> MakeJudge)
{
    /// <summary>The software device against the oracle.</summary>
    public static Contest OfDevice { get; } = Against((capacity, snapshot) => new SimDevice(capacity, snapshot));

    /// <summary>Any device against the oracle.</summary>
    public static Contest Against(Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make) =>
        new(make, (capacity, snapshot) => new OracleDevice(capacity, snapshot));
}
