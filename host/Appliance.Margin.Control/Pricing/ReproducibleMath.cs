using System;

namespace Appliance.Margin.Control;

/// <summary>
/// Exponential, logarithm, power and the normal distribution from + - * / and square root on IEEE doubles alone, in
/// one fixed order of evaluation and without fused operations. IEEE 754 fixes every bit of those five, so the results
/// are the same bits on every system and CPU, which the platform's own functions do not promise.
/// Accuracy, tested against series in big integers: <see cref="Exp"/> and <see cref="Log"/> 1.5 units in the last
/// place, <see cref="Erfc"/> and <see cref="NormalCdf"/> 1e-15 absolute and 16 units in the last place relative in the
/// whole tail while the result is a normal double. NaN gives NaN.
/// </summary>
public static class ReproducibleMath
{
    /// <summary>Above this the exponential is no finite double.</summary>
    public const double ExpArgumentMax = 709.782712893384;

    // Below this the exponential is less than half of the smallest double.
    private const double ExpArgumentMin = -745.2;

    private const double Log2E = 1.4426950408889634;

    // ln 2 cut after 32 bits, so that its product with any exponent is exact, and the rest.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    private const double Sqrt2 = 1.4142135623730951;
    private const double InverseSqrt2 = 0.7071067811865476;
    private const double InverseSqrt2Pi = 0.3989422804014327;

    // From here on the tail is less than half of the smallest double.
    private const double ErfcArgumentMax = 27.3;
    private const double NormalArgumentMax = 38.6;

    // (1 + 2x) exp(x^2) erfc(x) as a Chebyshev series in t = (x - 3.5) / (x + 3.5) over all x >= 0, interpolated at 60
    // nodes with 60 digits and cut where the rest is below 2^-58.
    private static readonly double[] ScaledErfc =
    [
        1.177632731636124, -0.001630177283414629, -0.08733682573463146, 0.05800974837029327,
        -0.024340115396182225, 0.007529483715635749, -0.0017438817577112521, 0.00028269829816555584,
        -2.31849116112635e-05, -2.111766698133041e-06, 8.765760156892822e-07, -6.105702635086118e-08,
        -1.7116664716341917e-08, 3.391360268611259e-09, 2.54661619366046e-10, -1.2482784079516295e-10,
        -2.2122757753433792e-12, 4.4272603638230294e-12, -3.367266128031013e-14, -1.6519256000923578e-13,
        1.9024103044538835e-15, 6.601187937172832e-15, 2.880282449409004e-17, -2.7791709635743296e-16,
        -1.0764465740332641e-17, 1.1885144203998814e-17,
    ];

    private const double ScaledErfcCentre = 3.5;

    /// <summary>e^x. Too large gives infinity, too small 0; results below 2^-1022 lose bits as doubles do.</summary>
    public static double Exp(double x)
    {
        if (!(x <= ExpArgumentMax))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < ExpArgumentMin)
        {
            return 0.0;
        }

        // x = k ln 2 + r with |r| <= ln 2 / 2, r kept as the difference of high (exact) and low.
        int k = (int)((x * Log2E) + (x < 0.0 ? -0.5 : 0.5));
        double high = x - (k * Ln2High);
        double low = k * Ln2Low;
        double r = high - low;

        // Taylor: the first term left out is r^14 / 14!, below 2^-57 of the result.
        double tail = 1.0 / 6227020800.0;
        tail = (tail * r) + (1.0 / 479001600.0);
        tail = (tail * r) + (1.0 / 39916800.0);
        tail = (tail * r) + (1.0 / 3628800.0);
        tail = (tail * r) + (1.0 / 362880.0);
        tail = (tail * r) + (1.0 / 40320.0);
        tail = (tail * r) + (1.0 / 5040.0);
        tail = (tail * r) + (1.0 / 720.0);
        tail = (tail * r) + (1.0 / 120.0);
        tail = (tail * r) + (1.0 / 24.0);
        tail = (tail * r) + (1.0 / 6.0);
        tail = (tail * r) + 0.5;
        return Scale(1.0 + (high + ((r * r * tail) - low)), k);
    }

    /// <summary>Natural logarithm. 0 gives minus infinity, a negative number NaN.</summary>
    public static double Log(double x)
    {
        if (!(x > 0.0) || double.IsPositiveInfinity(x))
        {
            return x == 0.0 ? double.NegativeInfinity : x < 0.0 ? double.NaN : x;
        }

        // x = 2^k (1 + f) with sqrt(1/2) < 1 + f <= sqrt 2; a subnormal is made normal first.
        int k = -1023;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;
            k -= 54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52);
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > Sqrt2)
        {
            m *= 0.5;
            k++;
        }

        // ln(1 + f) = 2s + 2s^3/3 + 2s^5/5 + ... with s = f / (2 + f), where 2s = f - s f. |s| < 0.1716, so what is
        // left out after s^23 is below 2^-60 of the result.
        double f = m - 1.0;
        double s = f / (2.0 + f);
        double z = s * s;
        double tail = 2.0 / 23.0;
        tail = (tail * z) + (2.0 / 21.0);
        tail = (tail * z) + (2.0 / 19.0);
        tail = (tail * z) + (2.0 / 17.0);
        tail = (tail * z) + (2.0 / 15.0);
        tail = (tail * z) + (2.0 / 13.0);
        tail = (tail * z) + (2.0 / 11.0);
        tail = (tail * z) + (2.0 / 9.0);
        tail = (tail * z) + (2.0 / 7.0);
        tail = (tail * z) + (2.0 / 5.0);
        tail = (tail * z) + (2.0 / 3.0);
        double correction = s * (f - (tail * z));
        return (k * Ln2High) + (f - (correction - (k * Ln2Low)));
    }

    /// <summary>
    /// b^e for b >= 0 as e^(e ln b): relative error up to (4 |e ln b| + 4) * 2^-53. 0^0 is 1; a negative base NaN.
    /// </summary>
    public static double Pow(double b, double e)
    {
        if (e == 0.0 || b == 1.0)
        {
            return 1.0;
        }

        if (b == 0.0)
        {
            return e > 0.0 ? 0.0 : e < 0.0 ? double.PositiveInfinity : e;
        }

        return Exp(e * Log(b));
    }

    /// <summary>2/sqrt(pi) times the integral of e^(-t^2) from x to infinity.</summary>
    public static double Erfc(double x)
    {
        double size = x < 0.0 ? -x : x;
        double tail = size < ErfcArgumentMax ? ExpOfMinusSquare(size, 1.0) * ScaledTail(size) : 0.0;
        return double.IsNaN(x) ? x : x < 0.0 ? 2.0 - tail : tail;
    }

    /// <summary>Probability that a standard normal number is below d.</summary>
    public static double NormalCdf(double d)
    {
        double size = d < 0.0 ? -d : d;
        double tail = size < NormalArgumentMax
            ? 0.5 * (ExpOfMinusSquare(size, 0.5) * ScaledTail(size * InverseSqrt2))
            : 0.0;
        return double.IsNaN(d) ? d : d > 0.0 ? 1.0 - tail : tail;
    }

    /// <summary>Density of the standard normal distribution.</summary>
    public static double NormalPdf(double d)
    {
        double size = d < 0.0 ? -d : d;
        return size < NormalArgumentMax ? ExpOfMinusSquare(size, 0.5) * InverseSqrt2Pi : double.IsNaN(d) ? d : 0.0;
    }

    // e^(-c x^2) for c = 1 or 1/2. The square's own rounding would cost x^2 units in the last place, so x is split:
    // the square of its upper bits is exact.
    private static double ExpOfMinusSquare(double x, double c)
    {
        double upper = BitConverter.Int64BitsToDouble(
            BitConverter.DoubleToInt64Bits(x) & unchecked((long)0xFFFF_FFFF_0000_0000UL));
        return Exp(-c * (upper * upper)) * Exp(-c * ((x - upper) * (x + upper)));
    }

    // exp(x^2) erfc(x), x >= 0, by Clenshaw's recurrence.
    private static double ScaledTail(double x)
    {
        if (x == 0.0)
        {
            return 1.0;
        }

        double t = (x - ScaledErfcCentre) / (x + ScaledErfcCentre);
        double twice = 2.0 * t;
        double next = 0.0;
        double afterNext = 0.0;
        for (int i = ScaledErfc.Length - 1; i > 0; i--)
        {
            double current = (twice * next) - afterNext + ScaledErfc[i];
            afterNext = next;
            next = current;
        }

        return ((t * next) - afterNext + ScaledErfc[0]) / (1.0 + (2.0 * x));
    }

    // y * 2^k for 0.7 < y < 1.5. Two factors where one would be no normal double: then only the last product rounds.
    private static double Scale(double y, int k) => k switch
    {
        > 1023 => y * 2.0 * PowerOfTwo(k - 1),
        < -1022 => y * PowerOfTwo(k + 60) * PowerOfTwo(-60),
        _ => y * PowerOfTwo(k),
    };

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
