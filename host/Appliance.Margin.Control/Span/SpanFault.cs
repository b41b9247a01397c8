namespace Appliance.Margin.Control.Span;

/// <summary>Why a file was refused.</summary>
/// <param name="Line">From 1; 0 when the fault has no place.</param>
/// <param name="Column">From 1.</param>
/// <param name="Text">One sentence.</param>
public sealed record SpanFault(int Line, int Column, string Text)
{
    public override string ToString() => Line > 0 ? $"line {Line}, column {Column}: {Text}" : Text;
}
