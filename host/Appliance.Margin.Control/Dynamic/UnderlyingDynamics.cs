using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>The margin of one underlying after an update.</summary>
public sealed record UnderlyingDynamics
{
    /// <summary>What the model asks before ratchet and hysteresis; Q32.</summary>
    public required ulong ModelRangeQ32 { get; init; }

    /// <summary>Carry this to the next update.</summary>
    public required DynamicState State { get; init; }

    /// <summary>
    /// Scan multiplier in force at once: the ratchet's level over the range of the arrays, at least 1; Q32, up.
    /// </summary>
    public required ulong MultiplierQ32 { get; init; }

    /// <summary>True when the arrays are to be made anew.</summary>
    public required bool IsRangeNew { get; init; }

    /// <summary>Concentration lines from the book's depth.</summary>
    public required ReadOnlyMemory<AffineSegment> Concentration { get; init; }

    public required FundingRates Funding { get; init; }

    /// <summary>Add-on of an unsure price source, of notional; Q32.</summary>
    public required ulong ConfidenceRateQ32 { get; init; }
}
