using System;
using System.IO;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// Counts latencies in log-linear buckets: exact below 256 ns, above that 128 buckets to every power of two, so a
/// reported value is never below the recorded one and less than 1/128 above it. Covers every positive long. It lives in
/// <see cref="CounterMemory"/>, so that another process may read it where it is.
/// One thread records; others may read at any time and see a value that may lag. Recording allocates nothing.
/// </summary>
public sealed unsafe class LatencyHistogram
{
    /// <summary>A value reported for v lies in [v, v + v / this].</summary>
    public const int ErrorDivisor = 1 << SubBucketBits;

    /// <summary>Memory of one histogram: eight words of totals, then the buckets. host/COUNTERS.md draws it.</summary>
    public const int SizeBytes = (HeadWords + BucketCount) * sizeof(long);

    internal const int BucketCount = (ShiftMax + 2) << SubBucketBits;

    internal const int HeadWords = 8;

    private const int SubBucketBits = 7;
    private const int ShiftMax = 62 - SubBucketBits;
    private const int CountWord = 0;
    private const int BelowZeroWord = 1;
    private const int SumLowWord = 2;
    private const int SumHighWord = 3;
    private const int MinWord = 4;
    private const int MaxWord = 5;

    private readonly long* head;
    private readonly long* buckets;

    // Keeps the words where they are.
    private readonly CounterMemory memory;

    /// <summary>In memory of its own.</summary>
    public LatencyHistogram()
        : this(CounterMemory.Private(SizeBytes), 0)
    {
    }

    /// <summary>At a place in memory that is shared; what was there is forgotten.</summary>
    /// <param name="memory">Kept alive by this object.</param>
    /// <param name="offsetBytes">Of its first word, a multiple of 8; takes <see cref="SizeBytes"/> from there.</param>
    public LatencyHistogram(CounterMemory memory, long offsetBytes)
    {
        ArgumentNullException.ThrowIfNull(memory);
        Check.That(offsetBytes >= 0 && offsetBytes % sizeof(long) == 0);
        Check.That(offsetBytes + SizeBytes <= memory.LengthBytes);
        this.memory = memory;
        head = memory.Address + (offsetBytes / sizeof(long));
        buckets = head + HeadWords;
        Reset();
    }

    /// <summary>Values recorded.</summary>
    public long Count => Volatile.Read(ref head[CountWord]);

    /// <summary>Smallest value recorded, exact; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : head[MinWord];

    /// <summary>Largest value recorded, exact; 0 when there is none.</summary>
    public long Max => head[MaxWord];

    /// <summary>Exact mean rounded down; 0 when there is none.</summary>
    public long Mean => Count == 0 ? 0 : (long)(Sum / Count);

    /// <summary>Values below zero, recorded as 0: the clocks of the two ends disagree.</summary>
    public long BelowZero => head[BelowZeroWord];

    /// <summary>Other processes can see it.</summary>
    public bool IsShared => memory.IsShared;

    /// <summary>Exact sum of all values.</summary>
    public Int128 Sum => new((ulong)head[SumHighWord], unchecked((ulong)head[SumLowWord]));

    /// <summary>Counts one latency in nanoseconds.</summary>
    public void Record(long ns)
    {
        if (ns < 0)
        {
            head[BelowZeroWord]++;
            ns = 0;
        }

        buckets[IndexOf(ns)]++;
        AddToSum((ulong)ns, 0);
        head[MinWord] = Math.Min(head[MinWord], ns);
        head[MaxWord] = Math.Max(head[MaxWord], ns);

        // Release, and last: who sees the count sees a bucket for each.
        Volatile.Write(ref head[CountWord], head[CountWord] + 1);
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

        head[BelowZeroWord] += other.BelowZero;
        AddToSum(unchecked((ulong)other.head[SumLowWord]), (ulong)other.head[SumHighWord]);
        head[MinWord] = Math.Min(head[MinWord], other.head[MinWord]);
        head[MaxWord] = Math.Max(head[MaxWord], other.Max);
        Volatile.Write(ref head[CountWord], head[CountWord] + other.Count);
    }

    /// <summary>Back to empty.</summary>
    public void Reset()
    {
        Volatile.Write(ref head[CountWord], 0);
        new Span<long>(head, HeadWords + BucketCount).Clear();
        head[MinWord] = long.MaxValue;
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

    /// <summary>
    /// Takes over what the words of another histogram say, which may be anybody's bytes or be changing while they are
    /// read. Buckets are believed, totals only as far as the buckets allow. False when no histogram looks like that;
    /// this one is then empty.
    /// </summary>
    /// <param name="words">Exactly <see cref="SizeBytes"/> of them, in words.</param>
    public bool TryLoad(ReadOnlySpan<long> words)
    {
        Reset();
        Check.That(words.Length == HeadWords + BucketCount);
        Int128 count = 0;
        int lowest = -1;
        int highest = -1;
        for (int index = 0; index < BucketCount; index++)
        {
            long here = words[HeadWords + index];
            if (here < 0)
            {
                return false;
            }

            count += here;
            lowest = here > 0 && lowest < 0 ? index : lowest;
            highest = here > 0 ? index : highest;
        }

        if (count > long.MaxValue || words[BelowZeroWord] < 0)
        {
            return false;
        }

        if (count > 0)
        {
            words.CopyTo(new Span<long>(head, HeadWords + BucketCount));
            TakeTotals((long)count, lowest, highest);
        }

        return true;
    }

    /// <summary>
    /// What came after <paramref name="earlier"/>, a state of the same histogram: its smallest and largest are known to
    /// the bucket only. When this one was reset in between, what came since then.
    /// </summary>
    public LatencyHistogram Since(LatencyHistogram earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        bool isReset = earlier.Count > Count;
        long[] words = new long[HeadWords + BucketCount];
        new ReadOnlySpan<long>(head, words.Length).CopyTo(words);
        for (int index = 0; index < BucketCount && !isReset; index++)
        {
            isReset = earlier.buckets[index] > buckets[index];
        }

        for (int index = 0; index < BucketCount && !isReset; index++)
        {
            words[HeadWords + index] -= earlier.buckets[index];
        }

        if (!isReset)
        {
            Int128 sum = Int128.Max(Sum - earlier.Sum, Int128.Zero);
            words[SumLowWord] = unchecked((long)(ulong)sum);
            words[SumHighWord] = (long)(sum >> 64);
            words[BelowZeroWord] = Math.Max(words[BelowZeroWord] - earlier.BelowZero, 0);
            words[MinWord] = 0;
        }

        LatencyHistogram since = new();
        Check.That(since.TryLoad(words));
        return since;
    }

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

    // Torn totals are bent until they agree with the buckets.
    private void TakeTotals(long count, int lowest, int highest)
    {
        long floor = lowest == 0 ? 0 : HighestIn(lowest - 1) + 1;
        long top = highest == 0 ? 0 : HighestIn(highest - 1) + 1;
        head[MinWord] = Math.Clamp(head[MinWord], floor, HighestIn(lowest));
        head[MaxWord] = Math.Clamp(head[MaxWord], top, HighestIn(highest));
        Int128 most = (Int128)head[MaxWord] * count;
        Int128 sum = head[SumHighWord] < 0 ? Int128.Zero : Int128.Clamp(Sum, (Int128)head[MinWord] * count, most);
        head[SumLowWord] = unchecked((long)(ulong)sum);
        head[SumHighWord] = (long)(sum >> 64);
        head[CountWord] = count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToSum(ulong low, ulong high)
    {
        ulong before = unchecked((ulong)head[SumLowWord]);
        ulong after = unchecked(before + low);
        head[SumLowWord] = unchecked((long)after);
        if (after < before || high != 0)
        {
            head[SumHighWord] += (long)high + (after < before ? 1 : 0);
        }
    }
}
