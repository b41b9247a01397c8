namespace Appliance.Margin.Control.Span;

/// <summary>Legs on the same side of a spread have the same sign, those on different sides opposite ones.</summary>
public enum SpanSide
{
    A = 0,
    B = 1,
}
