namespace Appliance.Margin.Control.Span;

/// <summary>A physical, a future or an option of the file. What an option's series says stands in the option.</summary>
public sealed record SpanContract
{
    /// <summary>cId: unique in its family.</summary>
    public required string Id { get; init; }

    /// <summary>Contract period as written, such as 201606S0; 00000S of a physical.</summary>
    public required string Period { get; init; }

    /// <summary>yyyymmdd, or empty.</summary>
    public string SettlementDate { get; init; } = "";

    public bool IsCall { get; init; }

    /// <summary>Strike of an option, e-9.</summary>
    public long StrikeNano { get; init; }

    /// <summary>Settlement price, e-9.</summary>
    public required long PriceNano { get; init; }

    /// <summary>Money per price unit of one contract, e-9.</summary>
    public required long ContractFactorNano { get; init; }

    /// <summary>Value of one contract as published, micro; null when the file leaves it out.</summary>
    public long? ValueMicro { get; init; }

    /// <summary>Delta scaling factor, e-6; null when the contract has none of its own.</summary>
    public long? ScaleMicro { get; init; }

    /// <summary>Time to expiry in years, e-9.</summary>
    public long YearsNano { get; init; }

    /// <summary>Annual volatility, e-9: 0.5 is 50%.</summary>
    public long VolatilityNano { get; init; }

    /// <summary>Continuous interest rate of an option, e-9.</summary>
    public long RateNano { get; init; }

    /// <summary>Continuous dividend yield of an option, e-9.</summary>
    public long DividendNano { get; init; }

    /// <summary>Exchange, family and contract of the underlying, with / between; empty when it has none.</summary>
    public string UnderlyingKey { get; init; } = "";

    /// <summary>Price scan range, money micro per contract; null when the file gives none.</summary>
    public long? PriceScanMicro { get; init; }

    /// <summary>Volatility scan range e-9; relative to the option's own volatility when the flag says so.</summary>
    public long VolatilityScanNano { get; init; }

    public bool IsVolatilityScanRelative { get; init; }

    /// <summary>Loss of one long contract by scenario, micro; null when the file has no array.</summary>
    public long[]? LossesMicro { get; init; }

    /// <summary>Composite delta, e-6.</summary>
    public long CompositeDeltaMicro { get; init; }

    /// <summary>Line of the file on which it starts.</summary>
    public required int Line { get; init; }
}
