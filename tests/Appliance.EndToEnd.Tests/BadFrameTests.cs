using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Wire;
using Xunit.Abstractions;

namespace Appliance.EndToEnd.Tests;

/// <summary>A recorded run with nonsense strewn in: the state does not notice, the counters notice all of it.</summary>
public sealed class BadFrameTests(ITestOutputHelper output)
{
    private const ulong Seeds = 20;
    private const int BadPerSeed = 400;
    private static readonly WorldPlan Plan = new() { Scenario = WorldPlan.March2020, Seed = 4, Bars = 12 };

    [Fact]
    public void What_does_not_decode_is_counted_by_status_and_changes_nothing()
    {
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Dictionary<SbeStatus, long> expected = [];
            Recording bad = Strew(good, new Prng(seed), true, false, expected);
            Replay replay = bad.Replay();
            Assert.True(replay.Proof == proof, $"{replay}, expected {proof}   seed {seed}   {Plan.Command}");
            Assert.Equal(expected.OrderBy(f => f.Key), replay.Faults.OrderBy(f => f.Key));
            Assert.Equal(good.Frames.Count, replay.Sequenced);
            Assert.Equal(6, expected.Count);
        }
    }

    [Fact]
    public void What_names_nothing_or_is_out_of_range_leaves_every_bit_of_the_state()
    {
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            Recording bad = Strew(good, new Prng(seed), false, true, []);
            Replay replay = bad.Replay();
            if (replay.Hash != proof.Hash)
            {
                Assert.Fail($"{FirstTrace(good, seed)}\n{replay}, expected {proof}   seed {seed}   {Plan.Command}");
            }

            Assert.Empty(replay.Faults);
            Assert.Equal(good.Frames.Count + BadPerSeed, replay.Sequenced);

            // Refused orders are decisions: the chain knows them, the state does not.
            Assert.NotEqual(proof.Chain, replay.Chain);
        }
    }

    [Fact]
    public void The_program_counts_them_and_goes_on()
    {
        using TempFolder folder = new();
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        Dictionary<SbeStatus, long> expected = [];
        Recording bad = Strew(good, new Prng(99), true, true, expected);
        string file = folder.Write("bad.cap", bad.ToCapture());
        foreach (string topology in new[] { "fused", "staged" })
        {
            ProcessRun run = ProcessRun.Appliance(
                "run", "--json", "--rate", "0", "--scenario", Plan.Scenario, "--accounts", $"{Plan.Accounts}",
                "--capture", file, "--expect-hash", proof.Hash, "--topology", topology);
            Assert.True(run.Code == 0, run.Story);
            Assert.NotEmpty(run.Json().GetProperty("inputsRefused").EnumerateObject());
            Dictionary<string, long> faults = run.Json().GetProperty("wireFaults").EnumerateObject()
                .ToDictionary(f => f.Name, f => f.Value.GetInt64());
            Assert.Equal(
                expected.ToDictionary(f => f.Key.ToString(), f => f.Value).OrderBy(f => f.Key),
                faults.OrderBy(f => f.Key));
        }

        output.WriteLine($"{bad.Frames.Count - good.Frames.Count} bad frames among {good.Frames.Count}");
    }

    // Which frames to strew in, and where, follows from the seed alone.
    private static Recording Strew(
        Recording good, Prng prng, bool withUndecodable, bool withNonsense, Dictionary<SbeStatus, long> expected)
    {
        List<RecordedFrame> frames = [.. good.Frames];
        BadFrames bad = new(prng, Plan.Accounts);
        for (int n = 0; n < BadPerSeed; n++)
        {
            int at = (int)prng.Next(good.Frames.Count);
            RecordedFrame near = good.Frames[at];
            int place = (int)prng.Next(frames.Count + 1);
            byte[] bytes;
            if (withUndecodable && (!withNonsense || prng.Chance(500_000)))
            {
                (bytes, SbeStatus status) = bad.Undecodable(near.Bytes);
                expected[status] = expected.GetValueOrDefault(status) + 1;
            }
            else
            {
                bytes = bad.Nonsense((int)prng.Next(BadFrames.Kinds));
            }

            long stampNs = frames[Math.Max(0, place - 1)].StampNs;
            frames.Insert(place, new RecordedFrame(near.StreamId, stampNs, bytes));
        }

        return good.With(frames);
    }

    // Strews in one kind at a time and names those that leave a trace.
    private static string FirstTrace(Recording good, ulong seed)
    {
        string expected = good.Replay().Hash;
        for (int kind = 0; kind < BadFrames.Kinds; kind++)
        {
            Prng prng = new(seed);
            BadFrames bad = new(prng, Plan.Accounts);
            for (int n = 0; n < 40; n++)
            {
                int place = (int)prng.Next(good.Frames.Count);
                byte[] bytes = bad.Nonsense(kind);
                List<RecordedFrame> frames = [.. good.Frames];
                frames.Insert(place, frames[place] with { Bytes = bytes });
                if (good.With(frames).Replay().Hash != expected)
                {
                    return $"kind {kind} before frame {place} leaves a trace: {Convert.ToHexStringLower(bytes)}";
                }
            }
        }

        return "no single frame leaves a trace";
    }
}
