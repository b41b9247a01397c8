namespace Appliance.Margin.Control.Span;

/// <summary>How a spread is charged or credited.</summary>
public enum SpanSpreadMethod
{
    /// <summary>chargeMeth F: money per spread of deltas.</summary>
    Flat = 0,

    /// <summary>chargeMeth W: a share of the weighted price risk of the deltas spread.</summary>
    Weighted = 1,

    /// <summary>sSpread: legs are scanned together, gains count by a share.</summary>
    Scanning = 2,
}
