using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;
using Appliance.Transport;

namespace Appliance.EndToEnd.Tests;

/// <summary>A capture cut short or damaged gives exactly the part before, and says where that ended.</summary>
public sealed class BrokenCaptureTests
{
    private const int FrameCount = 300;
    private const ulong Seed = 20;
    private static readonly WorldPlan Plan = new() { Seed = 3, Bars = 1 };
    private readonly Recording recording;
    private readonly byte[] whole;
    private readonly List<string> hashes = [];
    private readonly List<long> ends = [CaptureFormat.HeaderBytes];

    public BrokenCaptureTests()
    {
        recording = Recording.Of(Plan).Cut(FrameCount);
        whole = recording.ToCapture();
        hashes.Add(Replay.Of(recording.Cut(0).ToCapture(), Plan).Hash);
        Replay all = Replay.Of(whole, Plan, machine => hashes.Add(World.HashOf(machine)));
        Assert.Equal(CaptureEndKind.Clean, all.End.Kind);
        foreach (RecordedFrame frame in recording.Frames)
        {
            ends.Add(ends[^1] + CaptureFormat.RecordBytes(frame.Bytes.Length));
        }

        Assert.Equal(FrameCount + 1, hashes.Count);
        Assert.Equal(whole.Length, ends[^1]);
    }

    [Fact]
    public void The_state_after_a_prefix_is_that_of_the_prefix_replayed_alone()
    {
        foreach (int count in new[] { 0, 1, 10, 77, 150, 299, 300 })
        {
            Assert.Equal(hashes[count], recording.Cut(count).Replay().Hash);
        }

        Assert.True(hashes.Distinct().Count() > FrameCount / 2, "a state that never changes proves nothing");
    }

    [Fact]
    public void Cut_at_any_byte_the_frames_before_arrive_and_nothing_else()
    {
        for (int cut = 0; cut <= whole.Length; cut++)
        {
            using CaptureReader reader = new(new MemoryStream(whole, 0, cut));
            int frames = 0;
            while (reader.TryReceive(out Frame frame))
            {
                Assert.True(frame.Bytes.SequenceEqual(recording.Frames[frames].Bytes), $"cut at {cut}");
                Assert.Equal(recording.Frames[frames].StampNs, frame.StampNs);
                frames++;
            }

            VerifyEnd(cut, frames, reader.End);
        }
    }

    [Fact]
    public void Cut_anywhere_the_replay_ends_in_the_state_of_the_prefix()
    {
        Prng prng = new(Seed);
        for (int frame = 0; frame < FrameCount; frame++)
        {
            // The frame's first byte and one inside it.
            foreach (long cut in new[] { ends[frame], prng.Between(ends[frame] + 1, ends[frame + 1] - 1) })
            {
                Replay replay = Replay.Of(whole[..(int)cut], Plan);
                Assert.True(replay.Hash == hashes[frame], $"cut at byte {cut}: {replay}   {Plan.Command}");
                VerifyEnd((int)cut, (int)replay.Frames, replay.End);
            }
        }
    }

    [Fact]
    public void A_damaged_bit_ends_the_replay_before_its_frame()
    {
        Prng prng = new(Seed);
        for (int n = 0; n < 300; n++)
        {
            int at = (int)prng.Between(CaptureFormat.HeaderBytes, whole.Length - 1);
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (int)prng.Next(8));
            int before = ends.FindLastIndex(end => end <= at);
            Replay replay = Replay.Of(damaged, Plan);
            Assert.True(
                replay.Hash == hashes[before] && replay.Frames == before
                && replay.End == new CaptureEnd(CaptureEndKind.CorruptAt, ends[before]),
                $"damaged at byte {at}, frame {before} at {ends[before]}: {replay}");
        }
    }

    [Fact]
    public void The_program_is_inconclusive_and_says_where_the_capture_ended()
    {
        using TempFolder folder = new();
        int inside = (int)ends[200] + 9;
        byte[] damaged = [.. whole];
        damaged[(int)ends[120] + 30] ^= 0x10;
        (string Name, byte[] Bytes, int Frames, string End)[] cases =
        [
            ("inside", whole[..inside], 200, $"cut inside the frame at byte {ends[200]}"),
            ("almost", whole[..^1], FrameCount - 1, $"cut inside the frame at byte {ends[FrameCount - 1]}"),
            ("damaged", damaged, 120, $"corrupt frame at byte {ends[120]}"),
            ("header", whole[..40], 0, "bad header: not a capture of version 1, or damaged"),
            ("empty", [], 0, "bad header: not a capture of version 1, or damaged"),
        ];
        foreach ((string name, byte[] bytes, int frames, string end) in cases)
        {
            ProcessRun run = ProcessRun.Appliance(
                "run", "--json", "--rate", "0", "--accounts", "60", "--capture", folder.Write(name, bytes));
            Assert.True(run.Code == 2, run.Story);
            JsonElement json = run.Json();
            long at = frames == 0 ? 0 : ends[frames];
            JsonElement finding = Assert.Single(json.GetProperty("findings").EnumerateArray());
            Assert.Equal($"the capture ends at byte {at} after {frames} frames: {end}", finding.GetString());
            Assert.Equal("INCONCLUSIVE", json.GetProperty("outcome").GetString());
            Assert.Equal(hashes[frames], json.GetProperty("stateHash").GetString());
        }
    }

    [Fact]
    public void A_capture_without_a_frame_proves_nothing()
    {
        using TempFolder folder = new();
        string file = folder.Write("none.cap", whole.AsSpan(0, CaptureFormat.HeaderBytes));
        ProcessRun run = ProcessRun.Appliance("run", "--json", "--rate", "0", "--capture", file);
        Assert.True(run.Code == 2, run.Story);
        Assert.Contains("no event was processed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_is_bad_usage_in_one_line()
    {
        using TempFolder folder = new();
        foreach (string path in new[] { folder.File("missing.cap"), folder.Path, "" })
        {
            foreach (string verb in new[] { "run", "check" })
            {
                ProcessRun run = ProcessRun.Appliance(verb, "--capture", path);
                Assert.True(run.Code == 64 && run.Complaints.Length == 1 && run.Output.Length == 0, run.Story);
                Assert.StartsWith("appliance: --capture: ", run.Complaints[0], StringComparison.Ordinal);
            }
        }
    }

    private void VerifyEnd(int cut, int frames, CaptureEnd end)
    {
        int whole = ends.FindLastIndex(at => at <= cut);
        CaptureEndKind kind = whole < 0 ? CaptureEndKind.BadHeader
            : ends[whole] == cut ? CaptureEndKind.Clean
            : CaptureEndKind.CutAt;
        Assert.Equal(Math.Max(whole, 0), frames);
        Assert.True(end == new CaptureEnd(kind, whole < 0 ? 0 : ends[whole]), $"cut at {cut}: {end}");
    }
}
