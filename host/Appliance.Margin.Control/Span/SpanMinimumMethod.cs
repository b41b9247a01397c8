namespace Appliance.Margin.Control.Span;

/// <summary>Which short options the short option minimum counts.</summary>
public enum SpanMinimumMethod
{
    /// <summary>GROSS: calls and puts.</summary>
    Gross = 0,

    /// <summary>MAX: the larger number of the two.</summary>
    Max = 1,
}
