using System.Collections.Generic;
using System.IO;

namespace Appliance.Transport.Tests;

public sealed class PacingTests
{
    [Fact]
    public void A_frame_waits_for_its_time_and_keeps_its_place()
    {
        var clock = new ManualClock(monotonicNs: 100);
        var queue = new FrameQueue(1024);
        var paced = new PacedSource(queue, clock);
        Assert.True(queue.TryOffer(10, 1, 0, [1]));
        Assert.True(queue.TryOffer(20, 2, 150, [2, 2]));
        Assert.True(queue.TryOffer(30, 3, 0, [3]));
        queue.Close();

        Assert.True(paced.TryReceive(out Frame frame));
        Assert.Equal(1, frame.StampNs);
        Assert.False(paced.TryReceive(out _));
        Assert.Equal(150, paced.HeldUntilNs);
        clock.Advance(49);
        Assert.False(paced.TryReceive(out _));
        Assert.False(paced.IsDrained);
        clock.Advance(1);
        Assert.True(paced.TryReceive(out frame));
        Assert.Equal([2, 2], frame.Bytes.ToArray());
        Assert.Equal((20, 2L, 150L), (frame.StreamId, frame.StampNs, frame.IntendedNs));
        Assert.True(paced.TryReceive(out frame));
        Assert.Equal(3, frame.StampNs);
        Assert.True(paced.IsDrained);
    }

    [Theory]
    [InlineData(1, 1, new long[] { 5_000, 5_010, 5_400, 5_000 })]
    [InlineData(2, 1, new long[] { 5_000, 5_005, 5_200, 5_000 })]
    [InlineData(1, 3, new long[] { 5_000, 5_030, 6_200, 5_000 })]
    public void A_replay_keeps_the_recorded_distances(long numerator, long denominator, long[] intendedNs)
    {
        Assert.Equal(intendedNs, IntendedOf(new ReplaySpeed(numerator, denominator)));
    }

    [Fact]
    public void Without_a_pace_frames_are_due_at_once() =>
        Assert.Equal([0, 0, 0, 0], IntendedOf(ReplaySpeed.AsFastAsPossible));

    [Fact]
    public void Absurd_stamps_saturate()
    {
        ReplaySpeed slow = new(1, long.MaxValue);
        Assert.Equal(long.MaxValue, slow.IntendedNs(1, long.MinValue, long.MaxValue));
        Assert.Equal(long.MaxValue, ReplaySpeed.Recorded.IntendedNs(1, long.MinValue, long.MaxValue));
        Assert.Equal(1, ReplaySpeed.Recorded.IntendedNs(1, long.MaxValue, long.MinValue));
    }

    [Fact]
    public void A_paced_capture_is_delivered_over_time()
    {
        var clock = new ManualClock(monotonicNs: 5_000);
        using var reader = new CaptureReader(new MemoryStream(Sample()));
        var paced = new PacedSource(new CaptureSource(reader, clock, ReplaySpeed.Recorded), clock);
        var deliveredAt = new List<long>();
        while (!paced.IsDrained)
        {
            if (paced.TryReceive(out Frame frame))
                deliveredAt.Add(clock.MonotonicNs);
            else
                clock.Advance(1);
        }

        Assert.Equal([5_000, 5_010, 5_400, 5_400], deliveredAt);
    }

    [Fact]
    public void The_system_clock_goes_forward_and_knows_the_year()
    {
        var clock = new SystemClock();
        long first = clock.MonotonicNs;
        Assert.True(first <= clock.MonotonicNs);
        const long in2020Ns = 1_577_836_800_000_000_000;
        Assert.True(in2020Ns < clock.UtcNs);
    }

    private static List<long> IntendedOf(ReplaySpeed speed)
    {
        using var reader = new CaptureReader(new MemoryStream(Sample()));
        var source = new CaptureSource(reader, new ManualClock(monotonicNs: 5_000), speed);
        var intended = new List<long>();
        while (source.TryReceive(out Frame frame))
            intended.Add(frame.IntendedNs);
        Assert.True(source.IsDrained);
        Assert.Equal(CaptureEndKind.Clean, source.End.Kind);
        return intended;
    }

    private static byte[] Sample() => CaptureSamples.Write(
        [new(10, 1_000, [1]), new(10, 1_010, [2]), new(20, 1_400, [3]), new(10, 990, [4])]);
}
