namespace Appliance.Margin.Control.Span;

/// <summary>An array computed from a contract's parameters, in the file's currency unit.</summary>
/// <param name="Losses">Loss of one long contract by scenario, unrounded.</param>
/// <param name="CompositeDelta">Null where it does not follow from the parameters.</param>
public sealed record SpanComputed(double[] Losses, double? CompositeDelta);
