using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Appliance.Machine.Tests;
using Appliance.Transport;

namespace Appliance.Pipeline.Tests;

/// <summary>
/// How it starts, where its threads run, how it ends: all started before the first frame, drained with a proof,
/// halted, or given up with the name of the stage that stands still.
/// </summary>
public sealed class ThreadTests
{
    private static readonly List<(byte[] Frame, long StampNs)> Log = Record();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_start_with_an_end_right_behind_it_loses_nothing(bool isStaged)
    {
        // Start, publish, shutdown at once: the pattern can lose events there.
        List<(byte[], long)> few = [.. Log.Take(3)];
        for (int round = 0; round < 100; round++)
        {
            ListSink journal = new();
            using PipelineRig rig = new(few, new PipelineConfig { RingSlots = 8, BatchMax = 4 }, journal: journal);
            PipelinePositions proof = Threads.RunToEnd(rig.Pipeline, isStaged);
            Assert.True(proof is { IsDrained: true, Cursor: 2, Machine: 2, Journal: 2, Publish: 2 }, proof.ToString());
            Assert.Equal(3, journal.Taken.Count);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_frame_is_taken_before_every_stage_is_up(bool isStaged)
    {
        PipelineRunner? runner = null;
        bool wasUp = false, isFirst = true;
        WatchedSource source = new(new ListSource(Log), () =>
        {
            wasUp = isFirst ? runner!.Threads.Skip(1).All(t => t.HasStarted) : wasUp;
            isFirst = false;
        });
        using PipelineRig rig = new(Log, journal: new ListSink(), source: source);
        using (runner = new PipelineRunner(rig.Pipeline, isStaged, warmUpEvents: 0))
        {
            runner.Start();
            Threads.DrainBounded(runner);
        }

        Assert.True(wasUp && !isFirst);
    }

    [Fact]
    public void A_drain_that_stands_still_names_the_stage()
    {
        PipelineConfig config = new() { RingSlots = 16, BatchMax = 8, DrainMs = 150 };
        using (PipelineRig shut = new(Log, config, sink: new ListSink { IsShut = true }))
        {
            Assert.Equal(StageRole.Publish, GiveUp(shut, "stage publish has not moved for 150 ms"));
        }

        using (PipelineRig shut = new(Log, config, journal: new ListSink { IsShut = true }))
        {
            Assert.Equal(StageRole.Journal, GiveUp(shut, "stage journal has not moved"));
        }

        WatchedSource open = new(new ListSource(Log), () => { }) { NeverEnds = true };
        using (PipelineRig endless = new(Log, config, source: open))
        {
            Assert.Equal(StageRole.Ingest, GiveUp(endless, "source open"));
            Assert.Equal(Log.Count - 1, endless.Pipeline.Positions().Publish);
        }
    }

    [Fact]
    public void A_source_that_never_ends_is_left_for_an_orderly_stop()
    {
        WatchedSource open = new(new ListSource(Log), () => { }) { NeverEnds = true };
        using PipelineRig rig = new(Log, source: open);
        using PipelineRunner runner = new(rig.Pipeline, isStaged: true, warmUpEvents: 0);
        runner.Start();
        Threads.Until(() => rig.Pipeline.Positions().Publish == Log.Count - 1, "the log does not come through");
        PipelinePositions proof = runner.Stop();
        Assert.True(proof.IsDrained && proof.Cursor == Log.Count - 1, proof.ToString());
    }

    [Fact]
    public void A_halt_leaves_undone_what_is_undone()
    {
        using PipelineRig rig = new(Log, sink: new ListSink { IsShut = true });
        using PipelineRunner runner = new(rig.Pipeline, isStaged: true, warmUpEvents: 0);
        runner.Start();
        Threads.Until(() => rig.Pipeline.Positions().Machine > 0, "the machine decides nothing");
        runner.Halt();
        Assert.True(runner.IsAtRest && !rig.Pipeline.IsDrained);
    }

    [Fact]
    public void A_pinned_thread_leaves_the_runtimes_helpers_and_the_threads_it_makes_alone()
    {
        if (!ThreadAffinity.IsSupported)
        {
            return;
        }

        IReadOnlyList<int> all = ThreadAffinity.AllowedCores();
        ThreadAffinity.MakeHelpers();
        Threads.Apart(() =>
        {
            ThreadAffinity.Pin(all[^1]);
            Assert.Equal([all[^1]], ThreadAffinity.AllowedCores());
            IReadOnlyList<int>? child = null, helper = null;
            Thread made = new(() => child = ThreadAffinity.AllowedCores());
            made.Start();
            made.Join();
            using ManualResetEventSlim isDone = new();
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    helper = ThreadAffinity.AllowedCores();
                    isDone.Set();
                },
                null);
            Assert.True(isDone.Wait(TimeSpan.FromSeconds(30)));

            // The system would hand the one core down; this runtime gives new threads the main thread's cores instead.
            Assert.Equal(all, child!);
            Assert.Equal(all, helper!);
        });
        Assert.Equal(all, ThreadAffinity.AllowedCores());
    }

    [Fact]
    public void Pinned_stages_pin_themselves_and_nobody_else()
    {
        if (!ThreadAffinity.IsSupported)
        {
            return;
        }

        IReadOnlyList<int> all = ThreadAffinity.AllowedCores();
        IReadOnlyList<int>? seen = null;
        WatchedSource source = new(new ListSource(Log), () => seen ??= ThreadAffinity.AllowedCores());
        PipelineConfig config = new() { Ingest = new StageSettings(IdleKind.Yield, all[0]) };
        using PipelineRig rig = new(Log, config, source: source);
        Threads.RunToEnd(rig.Pipeline, isStaged: true);
        Assert.Equal([all[0]], seen!);
        Assert.Equal(all, ThreadAffinity.AllowedCores());
    }

    [Theory]
    [InlineData(IdleKind.Spin)]
    [InlineData(IdleKind.Yield)]
    [InlineData(IdleKind.SpinWait)]
    [InlineData(IdleKind.Block)]
    public void Staged_on_one_core_still_finishes_with_the_same_answer(IdleKind wait)
    {
        using PipelineRig plain = new(Log);
        plain.Drain();
        int core = ThreadAffinity.AllowedCores()[0];
        PipelineConfig config = new PipelineConfig { RingSlots = 16, BatchMax = 8 }.Waiting(wait);

        // What would spin is told to yield, since there is one core; then all are tied to it.
        config = ThreadPlan.Of(config, isStaged: true, hasJournal: true, [core]).Config;
        StageSettings one = config.Machine with
        {
            Core = ThreadAffinity.IsSupported ? core : StageSettings.AnyCore,
        };
        config = config with { Ingest = one, Machine = one, Journal = one, Publish = one };
        using PipelineRig rig = new(Log, config, journal: new ListSink());
        Threads.RunToEnd(rig.Pipeline, isStaged: true);
        Assert.Equal(plain.Answer(), rig.Answer());
    }

    [Theory]
    [InlineData(false, IdleKind.Yield)]
    [InlineData(true, IdleKind.Yield)]
    [InlineData(true, IdleKind.Block)]
    public void Nothing_is_allocated_after_warm_up(bool isStaged, IdleKind wait)
    {
        PipelineConfig config = new PipelineConfig { RingSlots = 64, BatchMax = 16 }.Waiting(wait);
        using PipelineRig rig = new(
            Log, config, source: new RepeatingSource(Log, rounds: 40), publish: new NullSink(), record: new NullSink());
        using PipelineRunner runner = new(rig.Pipeline, isStaged, warmUpEvents: 10L * Log.Count);
        runner.Start();
        Threads.DrainBounded(runner);
        (long bytes, long events) = runner.AllocatedSinceWarm;
        Assert.Equal(0, bytes);
        Assert.InRange(events, 20L * Log.Count, 31L * Log.Count);
    }

    private static StageRole GiveUp(PipelineRig rig, string said)
    {
        using PipelineRunner runner = new(rig.Pipeline, isStaged: true, warmUpEvents: 0);
        runner.Start();
        DrainTimeoutException late = Assert.Throws<DrainTimeoutException>(() => Threads.DrainBounded(runner));
        Assert.Contains(said, late.Message, StringComparison.Ordinal);
        Assert.True(runner.IsAtRest);
        return late.Stage;
    }

    private static List<(byte[] Frame, long StampNs)> Record()
    {
        using MachineRig rig = Market.Run(PipelineRig.Seed, steps: 200);
        return rig.Log;
    }

    private sealed class WatchedSource(IFrameSource source, Action look) : IFrameSource
    {
        public bool NeverEnds { get; init; }

        public bool IsDrained => !NeverEnds && source.IsDrained;

        public bool TryReceive(out Frame frame)
        {
            look();
            return source.TryReceive(out frame);
        }
    }

    private sealed class RepeatingSource(IReadOnlyList<(byte[] Frame, long StampNs)> frames, int rounds) : IFrameSource
    {
        private int next;

        public bool IsDrained => next == rounds * frames.Count;

        public bool TryReceive(out Frame frame)
        {
            if (IsDrained)
            {
                frame = default;
                return false;
            }

            (byte[] bytes, long stampNs) = frames[next++ % frames.Count];
            frame = new Frame(bytes, StreamIds.OrderEntry, stampNs, 0);
            return true;
        }
    }

    private sealed class NullSink : IFrameSink
    {
        public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes) => true;
    }
}
