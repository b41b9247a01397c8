namespace Appliance.Margin.Control;

/// <summary>
/// What an instrument needs beside its contract terms when its array does not follow from its mark alone.
/// For an inverse future the multiplier counts units of money, not of the underlying.
/// </summary>
public sealed record PricingModel
{
    public required ContractStyle Style { get; init; }

    public OptionKind Kind { get; init; }

    /// <summary>Strike, e-9; 0 for futures.</summary>
    public long StrikeNano { get; init; }

    /// <summary>Price of what the contract is on (the forward; the spot for a spot option), e-9; positive.</summary>
    public required long ReferenceNano { get; init; }

    /// <summary>Annual implied volatility, e-9: 500,000,000 is 50%.</summary>
    public long VolatilityNano { get; init; }

    /// <summary>Continuous interest rate a year, e-9, any sign.</summary>
    public long RateNano { get; init; }

    /// <summary>Continuous dividend yield a year of a spot option's underlying, e-9, any sign.</summary>
    public long YieldNano { get; init; }

    public LossUnit LossIn { get; init; }

    public bool IsOption => Style is ContractStyle.Option or ContractStyle.SpotOption or ContractStyle.InverseOption;
}
