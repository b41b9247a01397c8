namespace Appliance.Margin.Control;

/// <summary>What carries over from one update of an underlying to the next.</summary>
/// <param name="Ratchet">Of the scan range.</param>
/// <param name="PublishedRangeQ32">Range the arrays in force were made with.</param>
public readonly record struct DynamicState(RatchetState Ratchet, ulong PublishedRangeQ32);
