using System;
using System.Collections.Generic;
using System.Diagnostics;
using Appliance.Bench.Report;
using Appliance.Core;

namespace Appliance.Bench.Wire;

/// <summary>
/// Generated codecs against structs that a user lays over the bytes by hand: the same frames, the same fields, in
/// turns. Frames lie one behind the other, so that they are in the cache and not all at one address.
/// </summary>
internal static class SbeBench
{
    public static readonly string[] Parts =
        ["sbe.decode.top", "sbe.decode.refresh5", "sbe.encode.top", "sbe.encode.refresh5"];

    private const int Frames = 64;
    private const int TopBytes = 72;
    private const int Entries = 5;
    private const int RefreshBytes = 32 + (Entries * 32);

    private delegate ulong Pass(byte[] frames, int passes);

    public static void Run(BenchRun run)
    {
        byte[] tops = new byte[Frames * TopBytes];
        byte[] refreshes = new byte[Frames * RefreshBytes];
        Check.That(EncodeTopGenerated(tops, 1) == EncodeTopOverlay(new byte[tops.Length], 1));
        Check.That(EncodeRefreshGenerated(refreshes, 1) == EncodeRefreshOverlay(new byte[refreshes.Length], 1));
        CheckSame(tops, EncodeTopOverlay);
        CheckSame(refreshes, EncodeRefreshOverlay);
        Check.That(DecodeGenerated(tops, TopBytes, 1) == DecodeOverlay(tops, TopBytes, 1));
        Check.That(DecodeGenerated(refreshes, RefreshBytes, 1) == DecodeOverlay(refreshes, RefreshBytes, 1));
        Compare(run, Parts[0], tops,
            (b, n) => DecodeGenerated(b, TopBytes, n), (b, n) => DecodeOverlay(b, TopBytes, n));
        Compare(run, Parts[1], refreshes,
            (b, n) => DecodeGenerated(b, RefreshBytes, n), (b, n) => DecodeOverlay(b, RefreshBytes, n));
        Compare(run, Parts[2], tops, EncodeTopGenerated, EncodeTopOverlay);
        Compare(run, Parts[3], refreshes, EncodeRefreshGenerated, EncodeRefreshOverlay);
    }

    // Both codecs must write the same bytes, or their times say nothing of each other.
    private static void CheckSame(byte[] generated, Pass overlay)
    {
        byte[] other = new byte[generated.Length];
        Array.Fill(other, (byte)0xA5);
        overlay(other, 1);
        Check.That(generated.AsSpan().SequenceEqual(other));
    }

    private static void Compare(BenchRun run, string name, byte[] frames, Pass generated, Pass overlay)
    {
        if (!run.Wants(name))
        {
            return;
        }

        int rounds = run.IsQuick ? 2 : 10;
        int passes = run.IsQuick ? 200 : 20_000;
        List<double> ours = [], theirs = [], ratios = [];
        long allocated = 0;

        // Rounds before the counted ones let the runtime compile both at its highest tier.
        for (int round = -3; round < rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isOursFirst = (round & 1) == 0;
            double first = Time(isOursFirst ? generated : overlay, frames, passes);
            double second = Time(isOursFirst ? overlay : generated, frames, passes);
            long after = GC.GetAllocatedBytesForCurrentThread();
            if (round >= 0)
            {
                ours.Add(isOursFirst ? first : second);
                theirs.Add(isOursFirst ? second : first);
                ratios.Add(ours[^1] / theirs[^1]);
                allocated = Math.Max(allocated, after - before);
            }
        }

        run.Add(name, "ns/message", BenchRun.Median(ours), BenchRun.Median(theirs));
        run.Add(name + ".to-overlay", "times", BenchRun.Median(ratios), null, Bar.AtMost(1.00));
        run.Add(name + ".allocated", "B", allocated, null, Bar.AtMost(0));
    }

    private static double Time(Pass pass, byte[] frames, int passes)
    {
        long start = Stopwatch.GetTimestamp();
        ulong sum = pass(frames, passes);
        long stop = Stopwatch.GetTimestamp();
        Check.That(sum != 0);
        return Stopwatch.GetElapsedTime(start, stop).TotalNanoseconds / ((double)passes * Frames);
    }

    private static ulong DecodeGenerated(byte[] frames, int frameBytes, int passes)
    {
        ulong sum = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += frameBytes)
            {
                sum = unchecked(sum + GeneratedCodec.Decode(frames.AsSpan(at, frameBytes)));
            }
        }

        return sum;
    }

    private static ulong DecodeOverlay(byte[] frames, int frameBytes, int passes)
    {
        ulong sum = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += frameBytes)
            {
                sum = unchecked(sum + OverlayCodec.Decode(frames.AsSpan(at, frameBytes)));
            }
        }

        return sum;
    }

    private static ulong EncodeTopGenerated(byte[] frames, int passes)
    {
        ulong done = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += TopBytes)
            {
                done += GeneratedCodec.EncodeTopOfBook(frames.AsSpan(at, TopBytes), (ulong)at + 1) ? 1UL : 0;
            }
        }

        return done;
    }

    private static ulong EncodeTopOverlay(byte[] frames, int passes)
    {
        ulong done = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += TopBytes)
            {
                done += OverlayCodec.EncodeTopOfBook(frames.AsSpan(at, TopBytes), (ulong)at + 1) ? 1UL : 0;
            }
        }

        return done;
    }

    private static ulong EncodeRefreshGenerated(byte[] frames, int passes)
    {
        ulong done = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += RefreshBytes)
            {
                Span<byte> frame = frames.AsSpan(at, RefreshBytes);
                done += GeneratedCodec.EncodeRefresh(frame, Entries, (ulong)at + 1) ? 1UL : 0;
            }
        }

        return done;
    }

    private static ulong EncodeRefreshOverlay(byte[] frames, int passes)
    {
        ulong done = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            for (int at = 0; at < frames.Length; at += RefreshBytes)
            {
                Span<byte> frame = frames.AsSpan(at, RefreshBytes);
                done += OverlayCodec.EncodeRefresh(frame, Entries, (ulong)at + 1) ? 1UL : 0;
            }
        }

        return done;
    }
}
