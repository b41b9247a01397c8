namespace Appliance.Host.Configuration;

/// <summary>A value from the command line for one key.</summary>
/// <param name="Path">The key it stands for, as <c>pacing.ordersPerSecond</c>.</param>
/// <param name="Value">The word as typed.</param>
public readonly record struct ConfigFlag(string Path, string Value);
