using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>Each stage at its edges: bad frames, a full ring, a full outbox, a journal that lags.</summary>
public sealed class StageTests
{
    [Fact]
    public void Bad_frames_are_counted_by_status_and_get_no_sequence()
    {
        byte[] good = Frames.Heartbeat(1);
        byte[] wrongTemplate = (byte[])good.Clone();
        wrongTemplate[2] = 0xEE;
        byte[] wrongSchema = (byte[])good.Clone();
        wrongSchema[5] = 0xEE;
        byte[] shortBlock = (byte[])good.Clone();
        shortBlock[0] = 1;
        (byte[] Frame, SbeStatus Status)[] bad =
        [
            ([], SbeStatus.NeedMoreHeader), (good[..7], SbeStatus.NeedMoreHeader),
            (good[..^1], SbeStatus.TruncatedBlock), (shortBlock, SbeStatus.BlockTooShort),
            (wrongTemplate, SbeStatus.UnknownTemplate), (wrongSchema, SbeStatus.UnknownSchema),
            ([.. good, .. new byte[Limits.FrameBytesMax]], SbeStatus.FrameTooLong), (Book(40), SbeStatus.FrameTooLong),
        ];
        List<(byte[], long)> frames = [.. bad.SelectMany(b => new[] { (b.Frame, 1L), (good, 1L) })];
        ListSink journal = new();
        using PipelineRig rig = new(frames, journal: journal);
        rig.Drain();
        IngestStage ingest = rig.Pipeline.Ingest;
        Assert.Equal((bad.Length, bad.Length), ((int)ingest.FaultCount, (int)ingest.Sequenced));
        foreach (IGrouping<SbeStatus, SbeStatus> group in bad.Select(b => b.Status).GroupBy(status => status))
        {
            Assert.True(ingest.Faults(group.Key) == group.Count(), group.Key.ToString());
        }

        Assert.All(journal.Taken, sent => Assert.Equal(good, sent.Bytes));
        Assert.Equal((bad.Length, bad.Length), (journal.Taken.Count, rig.Sink.Taken.Count));
    }

    [Fact]
    public void The_longest_frame_a_slot_holds_goes_through()
    {
        byte[] longest = [.. Frames.Heartbeat(1), .. new byte[Limits.FrameBytesMax - HeartbeatEncoder.FrameLength]];
        ListSink journal = new();
        using PipelineRig rig = new([(longest, 1)], journal: journal);
        rig.Drain();
        Assert.Equal(longest, Assert.Single(journal.Taken).Bytes);
    }

    [Fact]
    public void Frames_without_a_stamp_get_the_clock()
    {
        ListSink journal = new();
        using PipelineRig rig = new([(Frames.Heartbeat(1), 0), (Frames.Heartbeat(2), 99)], journal: journal);
        rig.Drain();
        Assert.Equal([7_000L, 99L], journal.Taken.Select(sent => sent.StampNs));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Absurd_times_become_the_nearest_time_there_is(long ns)
    {
        List<(byte[] Frame, long StampNs)> frames =
            [(Frames.New(new OrderText()), ns), (Frames.Cancel(1, 1, 2), ns), (Frames.Heartbeat(1), ns)];
        using PipelineRig rig = new(frames, source: new ListSource(frames) { IntendedNs = ns });
        rig.Drain();
        Assert.Equal(3, rig.Sink.Taken.Count);
        Assert.All(rig.Sink.Taken, sent => Assert.Equal(Math.Clamp(ns, 1, 1L << 62), sent.StampNs));
        Assert.Equal((3L, 2L), (rig.Pipeline.Publish.EventLatency.Count, rig.Pipeline.Publish.OrderLatency.Count));
    }

    [Fact]
    public void Latencies_count_from_the_intended_time()
    {
        List<(byte[] Frame, long StampNs)> frames = [(Frames.New(new OrderText()), 1)];
        using PipelineRig rig = new(frames, source: new ListSource(frames) { IntendedNs = 1_000 });
        rig.Clock.Advance(96_000);
        rig.Drain();
        Assert.Equal(100_000, rig.Pipeline.Publish.OrderLatency.Max);
    }

    [Fact]
    public void A_full_ring_takes_no_more_frames()
    {
        using PipelineRig rig = new(Heartbeats(20), new PipelineConfig { RingSlots = 8 });
        Assert.Equal(8, rig.Pipeline.Ingest.DoWork(100));
        Assert.Equal(0, rig.Pipeline.Ingest.DoWork(100));
        Assert.Equal(8, rig.Pipeline.Machine.DoWork(100));
        Assert.Equal(0, rig.Pipeline.Ingest.DoWork(100));
        Assert.Equal(3, rig.Pipeline.Publish.DoWork(3));
        Assert.Equal(3, rig.Pipeline.Ingest.DoWork(100));
        rig.Drain();
        Assert.Equal(20, rig.Sink.Taken.Count);
    }

    [Fact]
    public void The_machine_waits_while_the_outbox_lacks_room_for_one_event()
    {
        using PipelineRig rig = new(Heartbeats(2000));
        rig.Sink.IsShut = true;
        for (int turn = 0; turn < 20; turn++)
        {
            rig.Pipeline.Ingest.DoWork(256);
            rig.Pipeline.Machine.DoWork(256);
            Assert.Equal(0, rig.Pipeline.Publish.DoWork(256));
        }

        // Of 1024 places the last event left 255 free.
        Assert.Equal(1024 - 255 - 1, rig.Pipeline.Machine.Sequence.Value);
        rig.Sink.IsShut = false;
        rig.Drain();
        Assert.Equal(2000, rig.Sink.Taken.Count);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 5)]
    public void Publishing_waits_for_the_journal_when_asked(bool isWaiting, int published)
    {
        ListSink journal = new() { IsShut = true };
        using PipelineRig rig = new(
            Heartbeats(5), new PipelineConfig { WaitForJournal = isWaiting }, journal: journal);
        rig.Pipeline.Ingest.DoWork(10);
        rig.Pipeline.Machine.DoWork(10);
        Assert.Equal(0, rig.Pipeline.Journal!.DoWork(10));
        Assert.Equal(published, rig.Pipeline.Publish.DoWork(10));
        Assert.False(rig.Pipeline.IsDrained);
        journal.IsShut = false;
        Assert.Equal(5, rig.Pipeline.Journal.DoWork(10));
        Assert.Equal(5 - published, rig.Pipeline.Publish.DoWork(10));
        Assert.False(rig.Pipeline.IsDrained);

        // Only the ingest stage itself can say that nothing more will come.
        Assert.Equal(0, rig.Pipeline.Ingest.DoWork(10));
        Assert.True(rig.Pipeline.IsDrained);
    }

    [Fact]
    public void A_journal_that_lags_holds_the_ring()
    {
        ListSink journal = new() { IsShut = true };
        PipelineConfig config = new() { RingSlots = 8, WaitForJournal = false };
        using PipelineRig rig = new(Heartbeats(20), config, journal: journal);
        Assert.Equal(8, rig.Pipeline.Ingest.DoWork(100));
        rig.Pipeline.Machine.DoWork(100);
        rig.Pipeline.Publish.DoWork(100);
        Assert.Equal(0, rig.Pipeline.Ingest.DoWork(100));
        journal.IsShut = false;
        rig.Drain();
        Assert.Equal(20, journal.Taken.Count);
    }

    private static List<(byte[] Frame, long StampNs)> Heartbeats(int count) =>
        [.. Enumerable.Range(0, count).Select(n => (Frames.Heartbeat((ulong)n), (long)n + 1))];

    // A frame with a group that decodes and does not fit a slot.
    private static byte[] Book(int entries)
    {
        byte[] frame = new byte[4096];
        Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookEncoder.TryWrap(frame, entries, out _, out _));
        return frame;
    }
}
