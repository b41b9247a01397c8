using System;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Who is compared with whom.</summary>
/// <param name="MakeDevice">The device; the seed of the stream may choose among its forms.</param>
internal sealed record Contest(
    Func<DeviceCapacity, RiskSnapshot, ulong, IMarginDevice> MakeDevice,
    Func<DeviceCapacity, RiskSnapshot, IMarginDevice> MakeJudge)
{
    /// <summary>The software device against the oracle, at one vector width after the other.</summary>
    public static Contest OfDevice { get; } = Against((capacity, snapshot, seed) =>
    {
        int width = (int)(seed % (ulong)(Widths.All.Length + 1));
        return new SimDevice(capacity, snapshot, width < Widths.All.Length ? Widths.All[width] : VectorWidth.Auto);
    });

    /// <summary>Any device against the oracle.</summary>
    public static Contest Against(Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make) =>
        Against((capacity, snapshot, _) => make(capacity, snapshot));

    private static Contest Against(Func<DeviceCapacity, RiskSnapshot, ulong, IMarginDevice> make) =>
        new(make, (capacity, snapshot) => new OracleDevice(capacity, snapshot));
}
