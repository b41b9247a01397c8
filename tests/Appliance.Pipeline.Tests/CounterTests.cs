using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Telemetry;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>What is counted of a pipeline is what it did, however its stages are laid on threads.</summary>
public sealed class CounterTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counters_agree_with_what_went_in_and_came_out(bool isStaged)
    {
        List<(byte[] Frame, long StampNs)> log = Log();
        log.Insert(5, ([1, 2, 3], 1));
        log.Insert(9, (new byte[40], 1));
        using MachineRig rig = new(Market.Options(PipelineRig.Seed));
        ListSink sink = new() { RefuseAt = 17 };
        ListSink journal = new();
        PipelineCounters counters = PipelineCounters.Private();
        ManualClock clock = new(5_000, 7_000);
        ListSource source = new(log) { IntendedNs = 3_000, PauseEvery = 11 };
        using AppliancePipeline pipeline = new(
            new PipelineConfig { RingSlots = 64 }, rig.Machine, source, new CountedSink(sink, counters.Answers), clock,
            journal);
        counters.Attach(pipeline, clock);
        Run(new PipelineRunner(pipeline, isStaged, warmUpEvents: int.MaxValue));
        counters.Sample(pipeline, rig.Machine.Counters);

        long good = log.Count - 2;
        Assert.Equal(
            (good, good, good, good, 64L),
            (counters.Ingested.Value, counters.Decided.Value, counters.Published.Value, counters.Journaled.Value,
                counters.RingCapacity.Value));
        Assert.Same(counters.OrderLatency, pipeline.Publish.OrderLatency);
        Assert.Equal(good, counters.EventLatency.Count);
        Assert.Equal(pipeline.Publish.VerdictsSent, counters.OrderLatency.Count);
        Assert.Equal(2_000, counters.EventLatency.Max);
        Assert.Equal((good + 15) / 16, counters.RingWait.Count);
        string[] busy = isStaged ? ["ingest", "machine", "publish", "journal"] : ["fused", "journal"];
        foreach ((string thread, LatencyHistogram turns) in PipelineCounters.ThreadNames.Zip(counters.Turns))
        {
            Assert.Equal(busy.Contains(thread), turns.Count > 0);
            Assert.True(turns.Sum <= 2 * log.Count, thread);
        }
    }

    [Fact]
    public void Verdicts_refusals_and_messages_are_counted_as_they_went_out()
    {
        CounterBlock block = CounterBlock.Private(PipelineCounters.Layout());
        PipelineCounters counters = new(block);
        using MachineRig rig = new(Market.Options(PipelineRig.Seed));
        ListSink sink = new() { RefuseAt = 3 };
        using AppliancePipeline pipeline = new(
            new PipelineConfig(), rig.Machine, new ListSource(Log()), new CountedSink(sink, counters.Answers),
            new ManualClock());
        FusedStage fused = new(pipeline);
        while (!pipeline.IsDrained)
        {
            fused.DoWork(Limits.BatchMax);
        }

        counters.Sample(pipeline, rig.Machine.Counters);
        List<(Verdict Verdict, RejectReason Reason)> sent = Verdicts(sink);
        Assert.True(sent.Count > 100);
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            Assert.Equal(sent.Count(s => s.Verdict == verdict), block.Counter("verdicts", $"verdict={verdict}").Value);
        }

        foreach (RejectReason reason in Enum.GetValues<RejectReason>().Where(r => r != RejectReason.None))
        {
            Assert.Equal(sent.Count(s => s.Reason == reason), block.Counter("refusals", $"reason={reason}").Value);
        }

        long reports = sink.Taken.Count(t => Template(t.Bytes) == StateReportEncoder.TemplateId);
        Assert.Equal(reports, block.Counter("outputs", "type=StateReport").Value);
        Assert.Equal(
            pipeline.Publish.Inputs(NewOrderSingleDecoder.TemplateId),
            block.Counter("inputs", "type=NewOrderSingle").Value);
        Assert.Equal(
            rig.Machine.Counters[MachineCounter.Fills], block.Counter("machine_events", "kind=Fills").Value);
        Assert.Equal(0, block.Counter("verdicts", "verdict=Other").Value);
    }

    [Fact]
    public void Frames_that_do_not_decode_are_counted_by_status()
    {
        CounterBlock block = CounterBlock.Private(PipelineCounters.Layout());
        PipelineCounters counters = new(block);
        using PipelineRig rig = new([([1], 1), ([1, 2], 1), (new byte[64], 1)]);
        rig.Drain();
        counters.Sample(rig.Pipeline, rig.Machine.Machine.Counters);
        Assert.Equal(2, block.Counter("frames_dropped", "status=NeedMoreHeader").Value);
        Assert.Equal(1, block.Counter("frames_dropped", "status=UnknownSchema").Value);
        Assert.Equal(0, block.Counter("frames_dropped", "policy=undecided").Value);
    }

    [Fact]
    public void An_answer_that_is_none_is_counted_and_not_believed()
    {
        CounterBlock block = CounterBlock.Private(PipelineCounters.Layout());
        AnswerCounters answers = new PipelineCounters(block).Answers;
        answers.Count([]);
        answers.Count([1, 2, 3]);
        byte[] frame = new byte[RiskVerdictEncoder.FrameLength];
        Assert.Equal(SbeStatus.Ok, RiskVerdictEncoder.TryWrap(frame, out RiskVerdictEncoder verdict));
        verdict.Verdict = (Verdict)200;
        verdict.OrdRejReason = (RejectReason)60_000;
        answers.Count(frame);
        Assert.Equal(2, block.Counter("outputs", "type=Other").Value);
        Assert.Equal(1, block.Counter("verdicts", "verdict=Other").Value);
        Assert.Equal(1, block.Counter("refusals", "reason=Other").Value);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        PipelineCounters counters = PipelineCounters.Private();
        ListSink shut = new() { IsShut = true };
        using MachineRig rig = new(Market.Options(PipelineRig.Seed));
        using AppliancePipeline pipeline = new(
            new PipelineConfig(), rig.Machine, new ListSource([]), shut, new ManualClock());
        counters.Attach(pipeline, new ManualClock());
        StageFeed feed = StageFeed.Of(pipeline, new FusedStage(pipeline))!;
        byte[] frame = new byte[RiskVerdictEncoder.FrameLength];
        Assert.Equal(SbeStatus.Ok, RiskVerdictEncoder.TryWrap(frame, out RiskVerdictEncoder verdict));
        verdict.Verdict = Verdict.Reject;
        verdict.OrdRejReason = RejectReason.PriceCollar;
        Count(counters, pipeline, rig.Machine.Counters, feed, frame, 50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Count(counters, pipeline, rig.Machine.Counters, feed, frame, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20_050, counters.Turns[0].Count);
    }

    [Fact]
    public void The_slot_has_room_for_the_time_it_was_sequenced()
    {
        EventSlot slot = default;
        byte[] longest = new byte[Limits.FrameBytesMax];
        Array.Fill(longest, (byte)0xFF);
        slot.SequencedNs = 77;
        EventSlot.Write(ref slot, longest, 1, 1);
        Assert.Equal(77, slot.SequencedNs);
        slot.SequencedNs = 0;
        Assert.Equal(longest, EventSlot.Frame(ref slot).ToArray());
    }

    private static void Count(
        PipelineCounters counters,
        AppliancePipeline pipeline,
        MachineCounters machine,
        StageFeed feed,
        byte[] frame,
        int times)
    {
        for (int i = 0; i < times; i++)
        {
            feed.After(3);
            counters.Answers.Count(frame);
            counters.RingWait.Record(i);
            counters.Sample(pipeline, machine);
        }
    }

    private static List<(byte[] Frame, long StampNs)> Log()
    {
        using MachineRig rig = Market.Run(PipelineRig.Seed, steps: 700);
        return rig.Log;
    }

    private static void Run(PipelineRunner runner)
    {
        runner.Start();
        for (int turns = 0; !runner.IsDrained; turns++)
        {
            runner.ThrowIfDead();
            Assert.True(turns < 20_000, "the threads stand still");
            Thread.Sleep(1);
        }

        runner.Halt();
    }

    private static List<(Verdict Verdict, RejectReason Reason)> Verdicts(ListSink sink)
    {
        List<(Verdict, RejectReason)> verdicts = [];
        foreach (Sent sent in sink.Taken.Where(t => t.StreamId == StreamIds.Verdicts))
        {
            Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(sent.Bytes, out MessageHeader header));
            ReadOnlySpan<byte> body = sent.Bytes.AsSpan(MessageHeader.Size);
            Assert.Equal(SbeStatus.Ok, RiskVerdictDecoder.TryWrap(body, header, out RiskVerdictDecoder verdict));
            verdicts.Add((verdict.Verdict, verdict.OrdRejReason));
        }

        return verdicts;
    }

    private static ushort Template(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader header));
        return header.TemplateId;
    }
}
