using System;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// Counts latencies in log-linear buckets: exact below 256 ns, above that 128 buckets to every power of two, so a
/// reported value is never below the recorded one and less than 1/128 above it. Covers every positive long.
/// One thread records; others may read at any time and see a value that may lag. Recording allocates nothing.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>A value reported for v lies in [v, v + v / this].</summary>
    public const int ErrorDivisor = 1 << SubBucketBits;

    internal const int BucketCount = (ShiftMax + 2) << SubBucketBits;

    private const int SubBucketBits = 7;
    private const int ShiftMax = 62 - SubBucketBits;

    private readonly long[] buckets = new long[BucketCount];
    private long min = long.MaxValue;
    private Int128 sum;

    /// <summary>Values recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Smallest value recorded, exact; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : min;

    /// <summary>Largest value recorded, exact; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Exact mean rounded down; 0 when there is none.</summary>
    public long Mean => Count == 0 ? 0 : (long)(sum / Count);

    /// <summary>Values below zero, recorded as 0: the clocks of the two ends disagree.</summary>
    public long BelowZero { get; private set; }

    /// <summary>Counts one latency in nanoseconds.</summary>
    public void Record(long ns)
    {
        if (ns < 0)
        {
            BelowZero++;
            ns = 0;
        }

        buckets[IndexOf(ns)]++;
        Count++;
        sum += ns;
        min = Math.Min(min, ns);
        Max = Math.Max(Max, ns);
    }

    /// <summary>
    /// The smallest bucket that numerator/denominator of all values do not exceed: ValueAt(999, 1000) is p99.9.
    /// Its upper edge is reported, but never more than <see cref="Max"/>; 0 when nothing was recorded.
    /// </summary>
    public long ValueAt(long numerator, long denominator)
    {
        Check.That(denominator > 0 && numerator >= 0 && numerator <= denominator);
        Int128 rank = FixedPoint.CeilDiv((Int128)Count * numerator, denominator);
        long needed = Math.Max((long)rank, 1);
        long seen = 0;
        for (int index = 0; index < BucketCount; index++)
        {
            seen += buckets[index];
            if (seen >= needed)
            {
                return Math.Min(HighestIn(index), Max);
            }
        }

        return Max;
    }

    /// <summary>Adds everything <paramref name="other"/> counted, as if it had been recorded here.</summary>
    public void Merge(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int index = 0; index < BucketCount; index++)
        {
            buckets[index] += other.buckets[index];
        }

        Count += other.Count;
        BelowZero += other.BelowZero;
        sum += other.sum;
        min = Math.Min(min, other.min);
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Back to empty.</summary>
    public void Reset()
    {
        Array.Clear(buckets);
        Count = 0;
        BelowZero = 0;
        sum = Int128.Zero;
        min = long.MaxValue;
        Max = 0;
    }

    /// <summary>
    /// Writes the percentile table other HDR tools read and plot, values in nanoseconds divided by
    /// <paramref name="nsPerUnit"/> (1000 writes microseconds).
    /// </summary>
    public void WriteHgrm(TextWriter writer, long nsPerUnit = 1)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Check.That(nsPerUnit > 0);
        HgrmTable.Write(writer, this, nsPerUnit);
    }

    internal Int128 Sum => sum;

    /// <summary>Values in one bucket.</summary>
    internal long CountIn(int index) => buckets[index];

    /// <summary>Largest value that falls into a bucket.</summary>
    internal static long HighestIn(int index)
    {
        Check.That(index >= 0 && index < BucketCount);
        int shift = Math.Max((index >> SubBucketBits) - 1, 0);
        long subBucket = index - ((long)shift << SubBucketBits);
        return (subBucket << shift) + ((1L << shift) - 1);
    }

    /// <summary>The bucket of a value: its highest eight bits, and how far they were shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexOf(long ns)
    {
        int shift = BitOperations.Log2((ulong)ns | ((2 * ErrorDivisor) - 1)) - SubBucketBits;
        return (shift << SubBucketBits) + (int)(ns >> shift);
    }
}
