namespace Appliance.Margin.Control.Span;

/// <summary>What one spread between commodities gives to one of its legs.</summary>
/// <param name="SpreadId">Number in the file.</param>
/// <param name="Method">Weighted or scanning.</param>
/// <param name="With">The commodities of the other legs.</param>
/// <param name="DeltaMicro">Deltas of this leg that the spread used, e-6; 0 when scanned together.</param>
/// <param name="RateMicro">Share of the risk that is credited, e-6.</param>
/// <param name="CreditMicro">Rounded down.</param>
public sealed record SpanInterCredit(
    string SpreadId, SpanSpreadMethod Method, string With, long DeltaMicro, long RateMicro, long CreditMicro);
