namespace Appliance.Margin.Control.Span;

/// <summary>Deltas of one contract period, e-6, signed.</summary>
/// <param name="Period">Contract period.</param>
/// <param name="NetMicro">Before any spread.</param>
/// <param name="SpreadMicro">Size of what intra-commodity spreads used.</param>
/// <param name="LeftMicro">After all spreads.</param>
public sealed record SpanPeriodDelta(string Period, long NetMicro, long SpreadMicro, long LeftMicro);
