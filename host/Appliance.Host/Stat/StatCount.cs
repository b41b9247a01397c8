namespace Appliance.Host.Stat;

/// <summary>One count as it is shown.</summary>
/// <param name="Name">For people.</param>
/// <param name="Label">In the file, as <c>reason=PriceCollar</c>.</param>
/// <param name="Value">Since the start.</param>
/// <param name="RatePerSecond">Between two reads, rounded down; null with one read, or when the count was set back.
/// </param>
internal sealed record StatCount(string Name, string Label, long Value, long? RatePerSecond);
