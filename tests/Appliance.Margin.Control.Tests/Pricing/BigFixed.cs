using System;
using System.Numerics;

namespace Appliance.Margin.Control.Tests;

/// <summary>
/// Reference values by plain series in integers with 1,600 binary places: enough for e^-745 to 500 bits and for the
/// alternating error function series at 27, whose terms reach 2^1050.
/// </summary>
internal static class BigFixed
{
    internal const int Places = 1600;

    private static readonly Lazy<BigInteger> LazyLn2 = new(() => 2 * Atanh(One / 3));
    private static readonly Lazy<BigInteger> LazyPi = new(() => 4 * ((4 * Arctan(5)) - Arctan(239)));

    internal static BigInteger One { get; } = BigInteger.One << Places;

    internal static BigInteger Ln2 => LazyLn2.Value;

    internal static BigInteger Pi => LazyPi.Value;

    /// <summary>Exact: a double has no more than 1,074 binary places.</summary>
    internal static BigInteger Of(double x)
    {
        (BigInteger mantissa, int exponent) = Split(x);
        return mantissa << (Places + exponent);
    }

    internal static BigInteger Mul(BigInteger a, BigInteger b) => (a * b) >> Places;

    internal static BigInteger Div(BigInteger a, BigInteger b) => (a << Places) / b;

    internal static BigInteger Sqrt(BigInteger x)
    {
        BigInteger target = x << Places;
        BigInteger root = BigInteger.One << (int)((target.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (target / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    internal static BigInteger Exp(BigInteger x)
    {
        BigInteger k = BigInteger.Divide(x - (x.Sign < 0 ? Ln2 : 0), Ln2);
        BigInteger r = x - (k * Ln2);
        BigInteger sum = 0;
        BigInteger term = One;
        for (int n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = Mul(term, r) / n;
        }

        return k.Sign < 0 ? sum >> (int)-k : sum << (int)k;
    }

    internal static BigInteger Log(BigInteger x)
    {
        int k = (int)x.GetBitLength() - 1 - Places;
        BigInteger m = k < 0 ? x << -k : x >> k;
        return (2 * Atanh(Div(m - One, m + One))) + (k * Ln2);
    }

    /// <summary>erfc(x) for 0 &lt;= x &lt;= 28.</summary>
    internal static BigInteger Erfc(BigInteger x)
    {
        BigInteger square = Mul(x, x);
        BigInteger sum = 0;
        BigInteger power = x;
        for (int n = 0; !power.IsZero; n++)
        {
            sum += (n % 2 == 0 ? power : -power) / ((2 * n) + 1);
            power = Mul(power, square) / (n + 1);
        }

        return One - Div(2 * sum, Sqrt(Pi));
    }

    /// <summary>Probability below d, |d| &lt;= 38.</summary>
    internal static BigInteger NormalCdf(BigInteger d)
    {
        BigInteger tail = Erfc(Div(BigInteger.Abs(d), Sqrt(2 * One))) / 2;
        return d.Sign > 0 ? One - tail : tail;
    }

    internal static BigInteger NormalPdf(BigInteger d) => Div(Exp(-Mul(d, d) / 2), Sqrt(2 * Pi));

    /// <summary>|actual - expected| in units of the last place of <paramref name="actual"/>.</summary>
    internal static double UlpError(double actual, BigInteger expected)
    {
        (_, int exponent) = Split(actual);
        BigInteger difference = BigInteger.Abs(Of(actual) - expected);
        return (double)((difference << 30) >> (Places + exponent)) / (1 << 30);
    }

    /// <summary>|actual - expected|.</summary>
    internal static double Error(double actual, BigInteger expected) =>
        (double)(BigInteger.Abs(Of(actual) - expected) >> (Places - 200)) * Math.Pow(2, -200);

    private static (BigInteger Mantissa, int Exponent) Split(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int biased = (int)((bits >> 52) & 0x7FF);
        Assert.True(biased < 0x7FF, "not a finite double");
        long fraction = bits & 0x000F_FFFF_FFFF_FFFF;
        long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075);
    }

    private static BigInteger Atanh(BigInteger s)
    {
        BigInteger square = Mul(s, s);
        BigInteger sum = 0;
        for (int n = 1; BigInteger.Abs(s) > 1; n += 2)
        {
            sum += s / n;
            s = Mul(s, square);
        }

        return sum;
    }

    // arctan(1 / inverse).
    private static BigInteger Arctan(int inverse)
    {
        BigInteger sum = 0;
        BigInteger power = One / inverse;
        for (int n = 0; !power.IsZero; n++)
        {
            sum += (n % 2 == 0 ? power : -power) / ((2 * n) + 1);
            power /= inverse * inverse;
        }

        return sum;
    }
}
