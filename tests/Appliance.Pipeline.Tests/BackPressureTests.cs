using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>
/// A full ring under a policy: orders are refused by name, prices conflate to the newest, everything else waits and is
/// never lost; what did not enter the sequence left no trace in the state.
/// </summary>
public sealed class BackPressureTests
{
    private static readonly PipelineConfig Config = new()
    {
        RingSlots = 16,
        BatchMax = 8,
        BackPressure = new BackPressurePolicy { ReservedSlots = 4, InstrumentsMax = 8 },
    };

    [Fact]
    public void Orders_are_refused_while_cancels_executions_and_control_take_the_reserved_places()
    {
        List<(byte[], long)> frames = [.. Enumerable.Range(0, 14).Select(n => (Order((ulong)n + 1), (long)n + 1))];
        frames.Add((Frames.Cancel(1, 1, 100), 20));
        frames.Add((Frames.Report(new ReportText { Account = 1, Id = 1, Side = Side.Buy, Lots = 1 }), 21));
        frames.Add((Frames.Heartbeat(7), 22));
        frames.Add((Order(200), 23));
        using PipelineRig rig = new(frames, Config);
        Assert.Equal(frames.Count, rig.Pipeline.Ingest.DoWork(100));

        // Twelve orders had room, three were refused, three others took reserved places.
        Assert.Equal((15L, 3L), (rig.Pipeline.Ingest.Sequenced, rig.Pipeline.Ingest.Overloaded));

        // The refusals go out at once: nobody has decided anything yet.
        Assert.Equal(3, rig.Pipeline.Publish.DoWork(100));
        Assert.Equal(
            [Refused(13), Refused(14), Refused(200)], Verdicts.Of(rig.Sink));
        rig.Drain();
        Assert.Equal(12 + 3 + 1, Verdicts.Of(rig.Sink).Count);
        Assert.Contains(new Answer(100, Verdict.Accept, RejectReason.None), Verdicts.Of(rig.Sink));
    }

    [Fact]
    public void What_is_never_dropped_holds_the_door_when_even_the_reserve_is_used_up()
    {
        List<(byte[] Frame, long)> frames = Heartbeats(20);
        frames.Add((Order(1), 30));
        ListSink journal = new();
        using PipelineRig rig = new(frames, Config, journal: journal);

        // Sixteen have room, the next is held, and the source is read no further: no order overtakes it.
        Assert.Equal(17, rig.Pipeline.Ingest.DoWork(100));
        Assert.Equal(0, rig.Pipeline.Ingest.DoWork(100));
        Assert.Equal((16L, 0L), (rig.Pipeline.Ingest.Sequenced, rig.Pipeline.Ingest.Overloaded));
        Assert.True(rig.Pipeline.Ingest.FullTurns > 0);
        rig.Drain();
        Assert.Equal(
            frames.Select(f => Convert.ToHexString(f.Frame)),
            journal.Taken.Select(s => Convert.ToHexString(s.Bytes)));
    }

    [Fact]
    public void Prices_conflate_to_the_newest_of_their_kind_and_instrument()
    {
        List<(byte[], long)> frames = Heartbeats(12);
        for (int n = 0; n < 10; n++)
        {
            frames.Add((Frames.Mark(1, 1_000 + n), 100 + n));
            frames.Add((Frames.Mark(2, 2_000 + n), 200 + n));
        }

        frames.Add((Trade(1, 77), 300));
        frames.Add((Frames.Status(1, SecurityTradingStatus.TradingHalt), 301));
        ListSink journal = new();
        using PipelineRig rig = new(frames, Config, journal: journal);
        rig.Pipeline.Ingest.DoWork(100);

        // A status is no price: it went ahead of them into the reserve.
        Assert.Equal((13L, 18L), (rig.Pipeline.Ingest.Sequenced, rig.Pipeline.Ingest.Conflated));
        Assert.False(rig.Pipeline.Ingest.IsDrained);
        rig.Drain();
        Assert.Equal(
            [(Frames.Mark(1, 1_009), 109L), (Frames.Mark(2, 2_009), 209L), (Trade(1, 77), 300L)],
            journal.Taken.Skip(13).Select(s => (s.Bytes, s.StampNs)));
    }

    [Fact]
    public void A_refusal_that_finds_no_room_either_waits()
    {
        List<(byte[], long)> frames = [.. Enumerable.Range(1, 1100).Select(n => (Order((ulong)n), (long)n))];
        using PipelineRig rig = new(frames, Config);
        rig.Sink.IsShut = true;
        for (int turn = 0; turn < 20; turn++)
        {
            rig.Pipeline.Ingest.DoWork(256);
        }

        // Twelve in the ring, 1024 answers on their way, one at the door.
        Assert.Equal((12L, 1024L), (rig.Pipeline.Ingest.Sequenced, rig.Pipeline.Ingest.Overloaded));
        rig.Sink.IsShut = false;
        rig.Drain();
        Assert.Equal(1100, Verdicts.Of(rig.Sink).Select(a => a.ClOrdId).Distinct().Count());
    }

    [Fact]
    public void Under_any_load_nothing_is_lost_and_what_was_sequenced_replays_to_the_same_state()
    {
        using MachineRig recorded = Market.Run(PipelineRig.Seed, steps: 500);
        for (ulong seed = PipelineRig.Seed; seed < PipelineRig.Seed + 20; seed++)
        {
            Prng random = new(seed);
            PipelineConfig config = Config with
            {
                BackPressure = new BackPressurePolicy
                {
                    Orders = (OrderPressure)random.Next(2),
                    Prices = (PricePressure)random.Next(2),
                    ReservedSlots = (int)random.Next(8),
                    InstrumentsMax = 1 + (int)random.Next(4),
                },
            };
            ListSink journal = new();
            using PipelineRig rig = new(recorded.Log, config, journal: journal);
            rig.DrainShuffled(random);
            string story = TestSeed.Repeat($"{config.BackPressure}", seed, "Appliance.Pipeline.Tests");
            AssertNothingLost(recorded.Log, journal, rig, story);
            List<(byte[], long)> sequenced = [.. journal.Taken.Select(sent => (sent.Bytes, sent.StampNs))];
            using PipelineRig replay = new(sequenced);
            replay.Drain();
            Assert.True(replay.Machine.StateHash() == rig.Machine.StateHash(), story);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_threads_too(bool isStaged)
    {
        using MachineRig recorded = Market.Run(PipelineRig.Seed, steps: 500);
        ListSink journal = new();
        using PipelineRig rig = new(recorded.Log, Threads.Planned(Config, isStaged), journal: journal);
        Threads.RunToEnd(rig.Pipeline, isStaged);
        AssertNothingLost(recorded.Log, journal, rig, $"staged {isStaged}");
    }

    [Fact]
    public void Without_a_policy_everything_waits_and_nothing_is_refused()
    {
        using MachineRig recorded = Market.Run(PipelineRig.Seed, steps: 500);
        ListSink journal = new();
        PipelineConfig config = new() { RingSlots = 8, BatchMax = 4 };
        using PipelineRig rig = new(recorded.Log, Threads.Planned(config, true), journal: journal);
        Threads.RunToEnd(rig.Pipeline, isStaged: true);
        Assert.Equal(recorded.Log.Count, journal.Taken.Count);
        Assert.Equal((0L, 0L), (rig.Pipeline.Ingest.Overloaded, rig.Pipeline.Ingest.Conflated));
        Assert.Equal(recorded.StateHash(), rig.Machine.StateHash());
    }

    // Each order is sequenced or refused, each price sequenced or replaced by a later one, all else sequenced in order.
    private static void AssertNothingLost(
        List<(byte[] Frame, long StampNs)> sent, ListSink journal, PipelineRig rig, string story)
    {
        List<byte[]> kept = [.. journal.Taken.Select(s => s.Bytes)];
        IngestStage ingest = rig.Pipeline.Ingest;
        Assert.True(sent.Count == kept.Count + ingest.Overloaded + ingest.Conflated, story);
        Assert.Equal(
            sent.Select(e => e.Frame).Where(f => !IsPrice(f) && !Verdicts.IsOrder(f)).Select(Convert.ToHexString),
            kept.Where(f => !IsPrice(f) && !Verdicts.IsOrder(f)).Select(Convert.ToHexString));
        int asked = sent.Count(e => Verdicts.IsOrderEntry(e.Frame));
        List<Answer> answers = Verdicts.Of(rig.Sink);
        Assert.True(asked == answers.Count, $"{answers.Count} answers to {asked}   {story}");
        Assert.Equal(ingest.Overloaded, answers.Count(a => a.Reason == RejectReason.Overloaded));

        // The last word on every instrument got through, and nothing older came after it.
        foreach (IGrouping<uint, byte[]> marks in sent.Select(e => e.Frame).Where(IsPrice).GroupBy(Instrument))
        {
            List<string> all = [.. marks.Select(Convert.ToHexString)];
            List<string> through =
                [.. kept.Where(f => IsPrice(f) && Instrument(f) == marks.Key).Select(Convert.ToHexString)];
            Assert.True(all[^1] == through[^1], story);
            int at = 0;
            foreach (string mark in through)
            {
                at = all.IndexOf(mark, at) + 1;
                Assert.True(at > 0, $"out of order   {story}");
            }
        }
    }

    private static bool IsPrice(byte[] frame) => Verdicts.Template(frame) == MarkPriceDecoder.TemplateId;

    private static uint Instrument(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader header));
        ReadOnlySpan<byte> body = frame.AsSpan(MessageHeader.Size);
        Assert.Equal(SbeStatus.Ok, MarkPriceDecoder.TryWrap(body, header, out MarkPriceDecoder mark));
        return mark.SecurityID;
    }

    private static List<(byte[] Frame, long StampNs)> Heartbeats(int count) =>
        [.. Enumerable.Range(0, count).Select(n => (Frames.Heartbeat((ulong)n), (long)n + 1))];

    private static Answer Refused(ulong id) => new(id, Verdict.Reject, RejectReason.Overloaded);

    private static byte[] Order(ulong id) => Frames.New(new OrderText { Account = 1, Id = id });

    private static byte[] Trade(uint securityId, long priceE9)
    {
        byte[] frame = new byte[TradeEncoder.FrameLength];
        Assert.Equal(SbeStatus.Ok, TradeEncoder.TryWrap(frame, out TradeEncoder trade));
        trade.SecurityID = securityId;
        trade.LastPxMantissa = priceE9;
        return frame;
    }
}
