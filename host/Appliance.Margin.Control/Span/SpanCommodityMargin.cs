using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Margin of one combined commodity, every number between the arrays and the answer. Money is micro.</summary>
public sealed record SpanCommodityMargin
{
    public required SpanCommodity Commodity { get; init; }

    public required IReadOnlyList<SpanPositionMargin> Positions { get; init; }

    /// <summary>Loss by scenario.</summary>
    public required IReadOnlyList<long> LossesMicro { get; init; }

    /// <summary>Index of the first scenario with the largest loss.</summary>
    public required int WorstScenario { get; init; }

    /// <summary>max(0, largest loss).</summary>
    public required long ScanRiskMicro { get; init; }

    public required IReadOnlyList<SpanPeriodDelta> Deltas { get; init; }

    /// <summary>Sum over the periods, e-6.</summary>
    public required long NetDeltaMicro { get; init; }

    /// <summary>
    /// Scan risk less volatility and time, per delta, rounded down: the worst scenario and its pair averaged, less the
    /// average of the scenarios without a price move, at most the scan risk, over the net delta. 0 without a net delta.
    /// </summary>
    public required long WeightedPriceRiskMicro { get; init; }

    public required IReadOnlyList<SpanIntraCharge> IntraCharges { get; init; }

    public required long IntraChargeMicro { get; init; }

    public required long DeliveryChargeMicro { get; init; }

    public required IReadOnlyList<SpanInterCredit> InterCredits { get; init; }

    public required long InterCreditMicro { get; init; }

    public required long ShortCalls { get; init; }

    public required long ShortPuts { get; init; }

    public required long ShortOptionMinimumMicro { get; init; }

    /// <summary>max(scan risk + intra charge + delivery charge - inter credit, short option minimum).</summary>
    public required long RequirementMicro { get; init; }

    /// <summary>Value of long options, not negative.</summary>
    public required long LongOptionValueMicro { get; init; }

    /// <summary>Value of short options, not positive.</summary>
    public required long ShortOptionValueMicro { get; init; }

    public long NetOptionValueMicro => LongOptionValueMicro + ShortOptionValueMicro;

    /// <summary>max(0, requirement * initial factor rounded up - net option value).</summary>
    public required long InitialMicro { get; init; }

    /// <summary>max(0, requirement * maintenance factor rounded up - net option value).</summary>
    public required long MaintenanceMicro { get; init; }
}
