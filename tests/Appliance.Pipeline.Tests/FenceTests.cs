using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Appliance.Core;
using Appliance.Machine.Tests;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>
/// The pattern fails open and silent: a handler that throws is skipped, its event goes on unchecked, and a dead stage
/// leaves the others waiting. Here a stage is killed at every position: nothing undecided gets out, every order that
/// came in is answered by the stages that live, cancels pass, and whoever waits is told which stage it was.
/// </summary>
public sealed class FenceTests
{
    private static readonly List<(byte[] Frame, long StampNs)> Log = Record();
    private static readonly List<Answer> Expected = Reference(out DeviceCalls);
    private static readonly int DeviceCalls;

    private static readonly PipelineConfig Config = new() { RingSlots = 16, BatchMax = 8, DrainMs = 20_000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_machine_that_dies_anywhere_lets_nothing_through_and_everything_is_answered(bool isStaged)
    {
        Assert.True(DeviceCalls > 60, $"{DeviceCalls} calls");
        for (int at = 0; at < DeviceCalls; at += isStaged ? 3 : 1)
        {
            ListSink journal = new();
            int breaksAt = at;
            using PipelineRig rig = new(
                Log, Threads.Planned(Config, isStaged), journal: journal, around: d => new BrittleDevice(d, breaksAt));
            StageFailedException failure = Fail(rig, isStaged, () => IsAllAnswered(rig) && IsAllWritten(rig));
            Assert.Equal(StageRole.Machine, rig.Pipeline.Fence.Cause!.Stage);
            Assert.IsType<PlantedException>(failure.InnerException);
            AssertClosed(rig, $"device call {at}, staged {isStaged}");

            // Orders that met the closed door never entered the sequence; all else is kept for the next process.
            IEnumerable<string> kept = Log.Where(e => !Verdicts.IsOrder(e.Frame)).Select(e => Hex(e.Frame));
            Assert.Equal(
                kept, journal.Taken.Where(s => !Verdicts.IsOrder(s.Bytes)).Select(s => Hex(s.Bytes)));
            Assert.Equal(Log.Count - journal.Taken.Count, rig.Pipeline.Ingest.Fenced);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_ingest_stage_that_dies_anywhere_leaves_nothing_it_took_unanswered(bool isStaged)
    {
        for (int at = 0; at < Log.Count; at += 3)
        {
            using PipelineRig rig = new(
                Log, Threads.Planned(Config, isStaged), source: new BrittleSource(new ListSource(Log), at));
            StageFailedException failure = Fail(rig, isStaged, () => rig.Pipeline.Positions().IsAnswered);
            Assert.Equal(StageRole.Ingest, rig.Pipeline.Fence.Cause!.Stage);
            Assert.Contains("stage ingest failed: PlantedException", failure.Message, StringComparison.Ordinal);
            Assert.Equal(at, rig.Pipeline.Ingest.Sequenced);
            AssertClosed(rig, $"frame {at}, staged {isStaged}", Log.Take(at));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_slot_that_was_claimed_and_not_filled_is_never_published(bool isStaged)
    {
        // The pattern's scopes publish also when their body throws, and with it what the slot held a lap ago. The clock
        // is read between claim and publish; it breaks on the second lap, where all held accepts.
        List<(byte[], long)> unstamped = [.. Log.Where(e => Verdicts.IsOrderEntry(e.Frame)).Select(e => (e.Frame, 0L))];
        using PipelineRig rig = new(
            unstamped, Threads.Planned(Config, isStaged), time: new BrittleClock(Config.RingSlots + 3));
        Fail(rig, isStaged, () => rig.Pipeline.Positions().IsAnswered);
        Assert.Equal(StageRole.Ingest, rig.Pipeline.Fence.Cause!.Stage);
        Assert.Equal(Config.RingSlots + 2, rig.Pipeline.Positions().Cursor);
        Assert.Equal(Config.RingSlots + 3, Verdicts.Of(rig.Sink).Count);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void A_journal_that_dies_anywhere_lets_nothing_unwritten_through(bool isStaged, bool isWaiting)
    {
        for (int at = 0; at < Log.Count; at += 5)
        {
            ListSink written = new();
            PipelineConfig config = Threads.Planned(Config with { WaitForJournal = isWaiting }, isStaged);
            using PipelineRig rig = new(Log, config, record: new BrittleSink(written, at));
            StageFailedException failure = Fail(rig, isStaged, () => IsAllAnswered(rig));
            Assert.Equal(StageRole.Journal, rig.Pipeline.Fence.Cause!.Stage);
            Assert.IsType<PlantedException>(failure.InnerException);
            Assert.Equal(at, written.Taken.Count);
            int decided = AssertClosed(rig, $"write {at}, staged {isStaged}, waiting {isWaiting}");
            if (isWaiting)
            {
                // Accepts need a record; cancels pass without.
                int entries = Log.Take(at).Count(e => Verdicts.IsOrderEntry(e.Frame));
                Assert.True(decided <= entries + CancelsFrom(entries), $"write {at}: {decided} decided");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_publish_stage_that_dies_anywhere_ends_the_run_without_a_frame_more(bool isStaged)
    {
        for (int at = 0; at < Expected.Count; at += 2)
        {
            ListSink taken = new();
            using PipelineRig rig = new(Log, Threads.Planned(Config, isStaged), publish: new BrittleSink(taken, at));
            StageFailedException failure = Fail(rig, isStaged, () => rig.Pipeline.Fence.IsRaised);
            Assert.Equal(StageRole.Publish, rig.Pipeline.Fence.Cause!.Stage);
            Assert.IsType<PlantedException>(failure.InnerException);
            Assert.Equal(at, taken.Taken.Count);
            List<Answer> answers = Verdicts.Of(taken);
            Assert.Equal(Expected.Take(answers.Count), answers);
        }
    }

    [Fact]
    public void A_dead_stage_is_no_orderly_end_even_when_nothing_is_left_to_do()
    {
        // The device is asked once more after everything is out, by the last heartbeat.
        using PipelineRig rig = new(
            Log, Threads.Planned(Config, isStaged: true), around: d => new BrittleDevice(d, DeviceCalls - 1));
        using PipelineRunner runner = new(rig.Pipeline, isStaged: true, warmUpEvents: 0);
        runner.Start();
        Assert.Throws<StageFailedException>(() => Threads.DrainBounded(runner));
        Assert.True(runner.IsAtRest);
    }

    [Fact]
    public void An_event_that_throws_in_the_middle_of_a_batch_takes_none_before_it_along()
    {
        // A sequence moves at the end of a batch: without care all decided before the throw would count as undecided.
        ListSink sink = new();
        using PipelineRig rig = new(Log, sink: sink, around: d => new BrittleDevice(d, DeviceCalls / 2));
        rig.Pipeline.Ingest.DoWork(256);
        Assert.Throws<PlantedException>(() => rig.Pipeline.Machine.DoWork(256));
        long decided = rig.Pipeline.Machine.Sequence.Value;
        Assert.InRange(decided, 1, Log.Count - 2);
        rig.Pipeline.Fence.Raise(StageRole.Machine, new PlantedException("as the thread does"));
        Assert.Equal(0, rig.Pipeline.Machine.DoWork(256));
        rig.Pipeline.Publish.DoWork(256);
        Assert.Equal(decided, rig.Pipeline.Publish.LastDecided);
        int entries = Log.Take((int)decided + 1).Count(e => Verdicts.IsOrderEntry(e.Frame));
        Assert.Equal(entries, AssertClosed(rig, "half way"));
    }

    [Fact]
    public void A_machine_that_stands_still_is_given_up_and_what_it_says_when_it_wakes_counts_no_more()
    {
        using ManualResetEventSlim letGo = new();
        PipelineConfig config = Config with { StallMs = 200 };
        using PipelineRig rig = new(
            Log, Threads.Planned(config, true), around: d => new BrittleDevice(d, DeviceCalls / 2, letGo));
        PipelineRunner runner = new(rig.Pipeline, isStaged: true, warmUpEvents: 0);
        try
        {
            runner.Start();
            Threads.Until(() => IsAllAnswered(rig), "the fence does not answer for a machine that stands still");
            Assert.Equal(StageRole.Machine, rig.Pipeline.Fence.Cause!.Stage);
            int answers = rig.Sink.Taken.Count;
            letGo.Set();
            StageFailedException failure = Assert.Throws<StageFailedException>(runner.ThrowIfDead);
            Assert.Contains("one turn takes longer than 200 ms", failure.Message, StringComparison.Ordinal);
            Assert.Equal(answers, rig.Sink.Taken.Count);
        }
        finally
        {
            letGo.Set();
            Threads.Until(() => runner.IsAtRest, "the machine's thread does not end");
            runner.Dispose();
        }

        AssertClosed(rig, "stalled");
    }

    [Fact]
    public void The_first_failure_is_the_one_that_is_told()
    {
        Fence fence = new();
        Assert.False(fence.IsRaised);
        fence.Raise(StageRole.Machine, new CheckFailedException("check failed: x > 0 (A.cs:1)"));
        fence.Raise(StageRole.Publish, new PlantedException("later"));
        Assert.True(fence.IsRaised && fence.IsDown(StageRole.Machine) && fence.IsDown(StageRole.Publish));
        Assert.False(fence.IsDown(StageRole.Ingest));
        Assert.Equal("stage machine failed: check failed: x > 0 (A.cs:1)", fence.Cause!.Message);
    }

    // Runs until the fence has done its work, then asks for the end as the program does.
    private static StageFailedException Fail(PipelineRig rig, bool isStaged, Func<bool> isDone)
    {
        using PipelineRunner runner = new(rig.Pipeline, isStaged, warmUpEvents: 0);
        runner.Start();
        Threads.Until(() => rig.Pipeline.Fence.IsRaised && isDone(), "there is no end behind the fence");
        rig.Pipeline.Ingest.Close();
        runner.Halt();
        StageFailedException failure = Assert.Throws<StageFailedException>(runner.ThrowIfDead);
        Assert.True(runner.IsAtRest);
        return failure;
    }

    private static bool IsAllAnswered(PipelineRig rig)
    {
        PipelinePositions at = rig.Pipeline.Positions();
        return at.IsSourceDone && at.IsAnswered;
    }

    // In the order they were asked: as decided up to somewhere, from there on orders refused and cancels passed. Each
    // is answered once; those refused at the door may overtake others.
    private static int AssertClosed(
        PipelineRig rig, string story, IEnumerable<(byte[] Frame, long StampNs)>? taken = null)
    {
        List<Answer> answers = Verdicts.Of(rig.Sink);
        int asked = (taken ?? Log).Count(e => Verdicts.IsOrderEntry(e.Frame));
        Assert.True(asked == answers.Count, $"{story}: {answers.Count} answers to {asked}");
        Dictionary<ulong, Answer> byId = answers.ToDictionary(answer => answer.ClOrdId);
        int decided = 0;
        while (decided < asked && byId[Expected[decided].ClOrdId] == Expected[decided])
        {
            decided++;
        }

        for (int n = decided; n < asked; n++)
        {
            Answer answer = byId[Expected[n].ClOrdId];
            bool isShut = IsCancelAt(n)
                ? answer is { Verdict: Verdict.Accept, Reason: RejectReason.None }
                : answer is { Verdict: Verdict.Reject, Reason: RejectReason.Undecided or RejectReason.DeviceFault };
            Assert.True(isShut, $"{story}: answer {n} is {answer}");
        }

        return decided;
    }

    private static bool IsAllWritten(PipelineRig rig)
    {
        PipelinePositions at = rig.Pipeline.Positions();
        return at.Journal == at.Cursor;
    }

    private static bool IsCancelAt(int entry) =>
        Verdicts.IsCancel(Log.Where(e => Verdicts.IsOrderEntry(e.Frame)).ElementAt(entry).Frame);

    private static int CancelsFrom(int entry)
    {
        int n = entry;
        while (n < Expected.Count && IsCancelAt(n))
        {
            n++;
        }

        return n - entry;
    }

    private static string Hex(byte[] frame) => Convert.ToHexString(frame);

    // A few accounts whose orders are accepted, so that a refusal stands out; cancels and fills between them.
    private static List<(byte[] Frame, long StampNs)> Record()
    {
        using MachineRig rig = MachineRig.Ready(Market.Options(PipelineRig.Seed));
        for (uint n = 0; n < 24; n++)
        {
            uint account = 1 + (n % 5);
            ulong id = rig.Place(account, n % 2 == 0 ? Side.Buy : Side.Sell, 1, RigOptions.FirstMark);
            if (n % 3 == 0)
            {
                rig.Apply(Frames.Cancel(account, id, 50_000 + n));
            }

            if (n % 8 == 5)
            {
                rig.Give(account, 1);
            }
        }

        rig.Heartbeat();
        rig.Mark(RigOptions.FirstMark + 1_000_000);
        return rig.Log;
    }

    private static List<Answer> Reference(out int deviceCalls)
    {
        BrittleDevice? device = null;
        using PipelineRig rig = new(Log, around: d => device = new BrittleDevice(d, int.MaxValue));
        rig.Drain();
        deviceCalls = device!.Calls;
        List<Answer> answers = Verdicts.Of(rig.Sink);
        Assert.True(answers.Count == 32 && answers.TrueForAll(a => a.Verdict == Verdict.Accept));
        return answers;
    }
}
