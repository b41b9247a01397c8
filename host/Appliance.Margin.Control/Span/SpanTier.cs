namespace Appliance.Margin.Control.Span;

/// <summary>A range of contract periods with, for short option minimums, a rate.</summary>
/// <param name="Number">tn.</param>
/// <param name="First">First period, or empty for no bound.</param>
/// <param name="Last">Last period, or empty for no bound.</param>
/// <param name="RateMicro">Money micro per short option; 0 where the tier is only a range.</param>
public sealed record SpanTier(int Number, string First, string Last, long RateMicro)
{
    /// <summary>A bound of six digits means the whole month: as many characters are compared as it has.</summary>
    public bool Holds(string period) =>
        (First.Length == 0 || Compare(period, First) >= 0) && (Last.Length == 0 || Compare(period, Last) <= 0);

    private static int Compare(string period, string bound) =>
        string.CompareOrdinal(period, 0, bound, 0, bound.Length);
}
