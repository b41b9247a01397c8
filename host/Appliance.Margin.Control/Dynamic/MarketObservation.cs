using System;

namespace Appliance.Margin.Control;

/// <summary>What has been seen of one underlying up to a moment. Money is micro, rates are ppm.</summary>
public sealed record MarketObservation
{
    /// <summary>Returns by period, oldest first, ppm.</summary>
    public ReadOnlyMemory<int> ReturnsPpm { get; init; }

    /// <summary>Annual volatility that options imply, e-9; 0 without options.</summary>
    public long ImpliedVolatilityNano { get; init; }

    /// <summary>Notional of the largest position that might have to be closed, micro.</summary>
    public long LargestPositionMicro { get; init; }

    /// <summary>Notional traded in a period, micro.</summary>
    public long TurnoverPerPeriodMicro { get; init; }

    /// <summary>Notional that moves the price by the measured move of <see cref="DepthImpact"/>, micro.</summary>
    public long DepthMicro { get; init; }

    public long OpenInterestMicro { get; init; }

    /// <summary>Funding rates of past intervals, oldest first, ppm.</summary>
    public ReadOnlyMemory<int> FundingPpm { get; init; }

    /// <summary>Rate the present interval would settle at, ppm.</summary>
    public int PremiumPpm { get; init; }

    /// <summary>Share of the present funding interval that has run, ppm.</summary>
    public int FundingElapsedPpm { get; init; }

    /// <summary>How sure the price source is of itself, ppm; 1,000,000 is certain.</summary>
    public int ConfidencePpm { get; init; } = 1_000_000;
}
