namespace Appliance.Margin;

/// <summary>What may pay for a loss beyond an account's margin. Micro, all but the equity not negative.</summary>
/// <param name="AccountEquity">Equity of the account; below zero it pays nothing.</param>
/// <param name="UnderlyingFund">Balance of the fund of the underlying.</param>
/// <param name="GlobalFund">Balance of the global fund.</param>
/// <param name="FundCap">What both funds together may pay for one event.</param>
/// <param name="AdlCapacity">What auto-deleveraging can take over.</param>
public readonly record struct LossSources(
    long AccountEquity, long UnderlyingFund, long GlobalFund, long FundCap, long AdlCapacity);
