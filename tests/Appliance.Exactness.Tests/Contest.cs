using System;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Who is compared with whom.</summary>
internal sealed record Contest(
    Func<DeviceCapacity, RiskSnapshot, IMarginDevice> MakeDevice,
    Func<DeviceCapacity, RiskSnapshot, IMarginDevice> MakeJudge)
{
    /// <summary>The software device at every vector width against the oracle.</summary>
    public static Contest OfDevice { get; } = Against((capacity, snapshot) => new EveryWidth(capacity, snapshot));

    /// <summary>Any device against the oracle.</summary>
    public static Contest Against(Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make) =>
        new(make, (capacity, snapshot) => new OracleDevice(capacity, snapshot));
}
