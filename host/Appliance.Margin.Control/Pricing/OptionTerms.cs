namespace Appliance.Margin.Control;

/// <summary>What a European option promises.</summary>
/// <param name="Kind">Call or put.</param>
/// <param name="Strike">In the currency of the underlying's price; not negative.</param>
/// <param name="Years">Time to expiry in years of 365 days; 0 at and after expiry.</param>
public readonly record struct OptionTerms(OptionKind Kind, double Strike, double Years);
