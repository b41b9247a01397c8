using System;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

internal static class DeviceExtensions
{
    /// <summary>One command and its answer.</summary>
    public static DeviceResult Execute(this IMarginDevice device, DeviceCommand command)
    {
        DeviceResult result = default;
        device.Execute(new ReadOnlySpan<DeviceCommand>(in command), new Span<DeviceResult>(ref result));
        return result;
    }
}
