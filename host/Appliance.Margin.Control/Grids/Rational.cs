using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// An exact fraction as grids and rules write it: "1/3", "-2/3", "0.21", "16". The terms are below 10^13, so both are
/// whole doubles and products with a Q32 rate stay inside 128 bits.
/// </summary>
/// <param name="Numerator">Any sign.</param>
/// <param name="Denominator">Positive.</param>
public readonly record struct Rational(long Numerator, long Denominator)
{
    /// <summary>Terms of a fraction are below this.</summary>
    public const long TermLimit = 10_000_000_000_000;

    // Decimal places that are read.
    private const int Places = 9;

    private const long Scale = 1_000_000_000;

    public static readonly Rational Zero = new(0, 1);

    public static readonly Rational One = new(1, 1);

    /// <summary>The nearest double: both terms are exact, the quotient rounds once.</summary>
    public double Value => (double)Numerator / Denominator;

    public int Sign => Math.Sign(Numerator);

    public Rational Negated => new(-Numerator, Denominator);

    /// <summary>Reads "a/b" with whole a and b, or a decimal of at most nine places.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        value = Zero;
        int slash = text.IndexOf('/');
        if (slash < 0)
        {
            bool isRead = DecimalText.TryParseMantissa(text, -Places, out long mantissa);
            return isRead && TryMake(mantissa, Scale, out value);
        }

        return DecimalText.TryParseMantissa(text[..slash], 0, out long numerator)
            && DecimalText.TryParseMantissa(text[(slash + 1)..], 0, out long denominator)
            && TryMake(numerator, denominator, out value);
    }

    /// <summary>|this| * rate in Q32, rounded up, with this sign: a rounding away from zero.</summary>
    public Int128 TimesAwayFromZero(ulong rateQ32)
    {
        Int128 size = FixedPoint.CeilDiv((Int128)Math.Abs(Numerator) * (Int128)rateQ32, Denominator);
        return Numerator < 0 ? -size : size;
    }

    /// <summary>By cross-multiplication.</summary>
    public int CompareTo(Rational other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    // In lowest terms, so that equal values are equal records.
    private static bool TryMake(long numerator, long denominator, out Rational value)
    {
        value = Zero;
        if (denominator <= 0)
        {
            return false;
        }

        long a = Math.Abs(numerator);
        long b = denominator;
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        value = new Rational(numerator / a, denominator / a);
        return Math.Abs(value.Numerator) < TermLimit && value.Denominator < TermLimit;
    }
}
