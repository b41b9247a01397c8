using System;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>A number of spreads: what a leg has over its ratio, never divided.</summary>
/// <param name="Numerator">Not negative.</param>
/// <param name="Denominator">Positive.</param>
internal readonly record struct SpanFraction(long Numerator, long Denominator)
{
    public bool IsZero => Numerator == 0;

    public bool IsBelow(SpanFraction other) =>
        (Int128)Numerator * other.Denominator < (Int128)other.Numerator * Denominator;

    /// <summary>This times a ratio, rounded up; the caller knows that it fits.</summary>
    public long TimesUp(long factor)
    {
        Int128 product = TimesUpWide(factor);
        Check.That(product <= long.MaxValue);
        return (long)product;
    }

    public Int128 TimesUpWide(long factor) => FixedPoint.CeilDiv((Int128)Numerator * factor, Denominator);
}
