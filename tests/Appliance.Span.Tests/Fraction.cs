using System.Numerics;

namespace Appliance.Span.Tests;

/// <summary>An exact fraction for the oracle: nothing in it ever rounds.</summary>
internal readonly record struct Fraction(BigInteger Top, BigInteger Bottom)
{
    public static readonly Fraction Zero = new(0, 1);

    public int Sign => Top.Sign;

    public Fraction Size => new(BigInteger.Abs(Top), Bottom);

    public static Fraction Of(BigInteger value) => new(value, 1);

    public static Fraction Min(Fraction a, Fraction b) => (a - b).Sign < 0 ? a : b;

    public static Fraction Max(Fraction a, Fraction b) => (a - b).Sign < 0 ? b : a;

    public BigInteger Floor() => (Top - Mod(Top, Bottom)) / Bottom;

    public BigInteger Ceiling() => -new Fraction(-Top, Bottom).Floor();

    public static Fraction operator +(Fraction a, Fraction b) =>
        Lowest((a.Top * b.Bottom) + (b.Top * a.Bottom), a.Bottom * b.Bottom);

    public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Top, b.Bottom);

    public static Fraction operator *(Fraction a, Fraction b) => Lowest(a.Top * b.Top, a.Bottom * b.Bottom);

    public static Fraction operator /(Fraction a, Fraction b) =>
        Lowest(a.Top * b.Bottom * b.Top.Sign, a.Bottom * BigInteger.Abs(b.Top));

    private static Fraction Lowest(BigInteger top, BigInteger bottom)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(top, bottom);
        return new Fraction(top / divisor, bottom / divisor);
    }

    private static BigInteger Mod(BigInteger a, BigInteger b) => ((a % b) + b) % b;
}
