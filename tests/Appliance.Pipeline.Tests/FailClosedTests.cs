using System;
using System.Collections.Generic;
using Appliance.Machine;
using Appliance.Machine.Tests;
using Appliance.Transport;
using Appliance.Wire;
using Disruptor;

namespace Appliance.Pipeline.Tests;

/// <summary>A slot nobody decided is a refusal, whatever it held a lap ago; only cancels pass.</summary>
public sealed class FailClosedTests
{
    private const int Slots = 8;

    [Fact]
    public void Undecided_orders_are_refused_by_name_and_cancels_pass()
    {
        OrderText order = new() { Account = 3, SecurityId = 2, Id = 77, OldId = 76 };
        Bench bench = new([Frames.New(order), Frames.Replace(order with { Id = 78 }), Frames.Cancel(3, 77, 79, 2)]);
        bench.Ingest.DoWork(Slots);
        bench.Machine.SetValue(2);
        Assert.Equal(3, bench.Publish.DoWork(Slots));
        AssertVerdict(bench.Sink.Taken[0], 77, Verdict.Reject, RejectReason.Undecided);
        AssertVerdict(bench.Sink.Taken[1], 78, Verdict.Reject, RejectReason.Undecided);
        AssertVerdict(bench.Sink.Taken[2], 79, Verdict.Accept, RejectReason.None);
        Assert.Equal((3L, 3L), (bench.Publish.VerdictsSent, bench.Publish.Undecided));
    }

    [Fact]
    public void A_slot_used_again_forgets_what_it_held()
    {
        List<byte[]> frames = [];
        for (ulong id = 0; id < 3 * Slots; id++)
        {
            frames.Add(Frames.New(new OrderText { Account = 3, SecurityId = 2, Id = id }));
        }

        Bench bench = new(frames);
        Assert.Equal(Slots, bench.Ingest.DoWork(100));
        for (long sequence = 0; sequence < Slots; sequence++)
        {
            bench.Ring[sequence].Decision = new Decision { Verdict = GateVerdict.Accept, ClOrdId = (ulong)sequence };
        }

        bench.Machine.SetValue(Slots - 1);
        Assert.Equal(Slots, bench.Publish.DoWork(100));
        Assert.Equal(Slots, bench.Ingest.DoWork(100));
        bench.Machine.SetValue((2 * Slots) - 1);
        Assert.Equal(Slots, bench.Publish.DoWork(100));
        for (int sent = 0; sent < 2 * Slots; sent++)
        {
            Assert.Equal(sent < Slots ? Verdict.Accept : Verdict.Reject, Read(bench.Sink.Taken[sent]).Verdict);
        }
    }

    [Fact]
    public void Nothing_is_published_before_it_is_decided()
    {
        Bench bench = new([Frames.New(new OrderText()), Frames.Cancel(1, 1, 2)]);
        bench.Ingest.DoWork(Slots);
        Assert.Equal(0, bench.Publish.DoWork(Slots));
        bench.Machine.SetValue(0);
        Assert.Equal(1, bench.Publish.DoWork(Slots));
        Assert.Single(bench.Sink.Taken);
    }

    private static RiskVerdictDecoder Read(Sent sent)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(sent.Bytes, out MessageHeader header));
        Assert.Equal(
            SbeStatus.Ok, RiskVerdictDecoder.TryWrap(sent.Bytes.AsSpan(MessageHeader.Size), header, out var verdict));
        return verdict;
    }

    private static void AssertVerdict(Sent sent, ulong id, Verdict expected, RejectReason reason)
    {
        RiskVerdictDecoder verdict = Read(sent);
        Assert.Equal((expected, reason), (verdict.Verdict, verdict.OrdRejReason));
        Assert.Equal((id, 3u, 2u), (verdict.ClOrdID, verdict.Account, verdict.SecurityID));
        Assert.Equal(StreamIds.Verdicts, sent.StreamId);
    }

    /// <summary>Ingest and publish with a machine that only says it has been there.</summary>
    private sealed class Bench
    {
        public Bench(IEnumerable<byte[]> frames)
        {
            List<(byte[] Frame, long StampNs)> stamped = [];
            foreach (byte[] frame in frames)
            {
                stamped.Add((frame, 1));
            }

            Ring = new UnmanagedRingBuffer<EventSlot>(
                UnmanagedRingBufferMemory.Allocate(Slots, EventSlot.SlotBytes),
                ProducerType.Single,
                new BusySpinWaitStrategy());
            UnmanagedRingBuffer<OutputRecord> outbox = new(
                UnmanagedRingBufferMemory.Allocate(256, System.Runtime.CompilerServices.Unsafe.SizeOf<OutputRecord>()),
                ProducerType.Single,
                new BusySpinWaitStrategy());
            Ingest = new IngestStage(new ListSource(stamped), Ring, new ManualClock());
            Publish = new PublishStage(Ring, outbox, Sink, new ManualClock(), Machine);
        }

        public UnmanagedRingBuffer<EventSlot> Ring { get; }

        public Sequence Machine { get; } = new();

        public ListSink Sink { get; } = new();

        public IngestStage Ingest { get; }

        public PublishStage Publish { get; }
    }
}
