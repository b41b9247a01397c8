using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appliance.Bench.Device;

/// <summary>
/// How many int64 multiply-adds this processor does a second when nothing but registers is touched: eight sums in
/// turns, so that none waits for the one before. What a revaluation is measured against.
/// </summary>
internal static class MultiplyAddCeiling
{
    private const int Sums = 8;
    private const int Loops = 1_000_000;
    private static long seen;

    /// <summary>Multiply-adds a second of the widest vectors.</summary>
    public static double Measure()
    {
        long start = Stopwatch.GetTimestamp();
        seen = Vector512.IsHardwareAccelerated ? Wide(seen | 1) : Narrow(seen | 1);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        int lanes = Vector512.IsHardwareAccelerated ? Vector512<long>.Count : Vector256<long>.Count;
        return (double)Loops * Sums * lanes / seconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Wide(long seed)
    {
        Vector512<long> one = Vector512.Create(seed), r = one + one;
        Vector512<long> a = one, b = a + one, c = b + one, d = c + one;
        Vector512<long> e = d + one, f = e + one, g = f + one, h = g + r;
        Vector512<long> s0 = a, s1 = b, s2 = c, s3 = d, s4 = e, s5 = f, s6 = g, s7 = h;
        for (int n = 0; n < Loops; n++)
        {
            s0 += a * r;
            s1 += b * r;
            s2 += c * r;
            s3 += d * r;
            s4 += e * r;
            s5 += f * r;
            s6 += g * r;
            s7 += h * r;
            r += one;
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Narrow(long seed)
    {
        Vector256<long> one = Vector256.Create(seed), r = one + one;
        Vector256<long> a = one, b = a + one, c = b + one, d = c + one;
        Vector256<long> e = d + one, f = e + one, g = f + one, h = g + r;
        Vector256<long> s0 = a, s1 = b, s2 = c, s3 = d, s4 = e, s5 = f, s6 = g, s7 = h;
        for (int n = 0; n < Loops; n++)
        {
            s0 += a * r;
            s1 += b * r;
            s2 += c * r;
            s3 += d * r;
            s4 += e * r;
            s5 += f * r;
            s6 += g * r;
            s7 += h * r;
            r += one;
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}
