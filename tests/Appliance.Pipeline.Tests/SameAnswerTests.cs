using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Machine.Tests;

namespace Appliance.Pipeline.Tests;

/// <summary>
/// The answer to a stream of frames does not depend on how the stages are driven: ring size, batches, turns, threads
/// and back pressure at any frame give the same bytes and the same state.
/// </summary>
public sealed class SameAnswerTests
{
    private static readonly List<(byte[] Frame, long StampNs)> Log = Record();
    private static readonly string Expected = Reference(out OfferCount);
    private static readonly int OfferCount;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    public void Ring_sizes_and_batches_change_nothing(int limit)
    {
        for (int slots = 8; slots <= 4096; slots *= 2)
        {
            using PipelineRig rig = new(Log, new PipelineConfig { RingSlots = slots }, journal: new ListSink());
            rig.Drain(limit);
            Assert.True(Expected == rig.Answer(), $"ring of {slots}, batches of {limit}");
        }
    }

    [Fact]
    public void The_order_of_turns_changes_nothing()
    {
        for (ulong seed = PipelineRig.Seed; seed < PipelineRig.Seed + 20; seed++)
        {
            PipelineConfig config = new() { RingSlots = 64, WaitForJournal = seed % 2 == 0 };
            ListSource source = new(Log) { PauseEvery = 3 };
            ListSink journal = new() { RefuseAt = (int)(seed % 97) };
            using PipelineRig rig = new(Log, config, journal: journal, source: source);
            rig.DrainShuffled(new Prng(seed));
            Assert.True(Expected == rig.Answer(), TestSeed.Repeat("turns", seed, "Appliance.Pipeline.Tests"));
            Assert.Equal(
                Log.Select(entry => (entry.StampNs, Convert.ToHexString(entry.Frame))),
                journal.Taken.Select(sent => (sent.StampNs, Convert.ToHexString(sent.Bytes))));
        }
    }

    [Fact]
    public void Back_pressure_at_any_frame_neither_loses_nor_repeats_one()
    {
        Assert.True(OfferCount > 200, $"{OfferCount} offers");
        for (int refused = 0; refused < OfferCount; refused++)
        {
            using PipelineRig rig = new(Log, sink: new ListSink { RefuseAt = refused });
            rig.Drain(limit: 64);
            Assert.True(Expected == rig.Answer(), $"offer {refused} refused, seed {PipelineRig.Seed}");
            Assert.Equal(OfferCount + 1, rig.Sink.Offers);
        }
    }

    [Fact]
    public void Back_pressure_between_a_verdict_and_its_outputs_repeats_neither()
    {
        // More accounts fall than one event brings up, so that the order behind the mark has outputs of its own.
        RigOptions options = new() { Accounts = 24 };
        using MachineRig recorded = MachineRig.Ready(options, deposit: 0);
        recorded.Deposit(22, 1_000_000_000);
        for (uint account = 1; account <= 20; account++)
        {
            recorded.Deposit(account, 26_000_000);
            recorded.Give(account, 1);
        }

        recorded.Mark(RigOptions.FirstMark - 1_200_000);
        recorded.Refusal(new OrderText { Account = 22 });
        Assert.True(recorded.Outputs.Count > 3);
        using PipelineRig plain = new(recorded.Log, options: options);
        plain.Drain();
        for (int refused = 0; refused < plain.Sink.Offers; refused++)
        {
            using PipelineRig rig = new(recorded.Log, options: options, sink: new ListSink { RefuseAt = refused });
            rig.Drain();
            Assert.Equal(plain.Answer(), rig.Answer());
            Assert.Equal(1, rig.Pipeline.Publish.VerdictsSent);
        }
    }

    [Fact]
    public void One_stage_for_all_gives_the_same()
    {
        foreach (int limit in new[] { 1, 7, 256 })
        {
            using PipelineRig rig = new(Log, sink: new ListSink { RefuseAt = limit });
            FusedStage fused = new(rig.Pipeline);
            for (int turn = 0; !rig.Pipeline.IsDrained; turn++)
            {
                Assert.True(turn < 1_000_000, "the fused stage stands still");
                fused.DoWork(limit);
            }

            Assert.Equal(Expected, rig.Answer());
        }
    }

    [Theory]
    [InlineData(IdleKind.Spin)]
    [InlineData(IdleKind.Yield)]
    [InlineData(IdleKind.Sleep)]
    [InlineData(IdleKind.SpinWait)]
    [InlineData(IdleKind.Hybrid)]
    [InlineData(IdleKind.Block)]
    [InlineData(IdleKind.TimeoutBlock)]
    [InlineData(IdleKind.Phased)]
    public void Threads_give_the_same_however_they_wait(IdleKind wait)
    {
        foreach ((bool isStaged, int slots, int batch) in new[]
            { (false, 4096, 256), (false, 8, 3), (true, 4096, 256), (true, 4096, 1), (true, 8, 5) })
        {
            ListSink journal = new();
            PipelineConfig config = new PipelineConfig { RingSlots = slots, BatchMax = batch }.Waiting(wait);
            ListSource source = new(Log) { PauseEvery = 11 };
            using PipelineRig rig = new(Log, Threads.Planned(config, isStaged), journal: journal, source: source);
            PipelinePositions proof = Threads.RunToEnd(rig.Pipeline, isStaged);
            Assert.True(Expected == rig.Answer(), $"{wait}, staged {isStaged}, ring {slots}, batch {batch}");
            Assert.Equal(Log.Count, journal.Taken.Count);
            Assert.Equal(Log.Count - 1, proof.Publish);
        }
    }

    private static List<(byte[] Frame, long StampNs)> Record()
    {
        using MachineRig rig = Market.Run(PipelineRig.Seed, steps: 700);
        return rig.Log;
    }

    private static string Reference(out int offers)
    {
        using PipelineRig rig = new(Log);
        rig.Drain(limit: 1);
        using MachineRig straight = new(Market.Options(PipelineRig.Seed));
        foreach ((byte[] frame, long stampNs) in Log)
        {
            straight.Apply(frame, stampNs);
        }

        Assert.Equal(straight.StateHash(), rig.Machine.StateHash());
        offers = rig.Sink.Offers;
        return rig.Answer();
    }
}
