using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using Appliance.Core;

namespace Appliance.Transport.Tests;

public sealed class FrameQueueTests
{
    [Fact]
    public void A_frame_comes_out_as_it_went_in()
    {
        var queue = new FrameQueue(1024);
        Assert.False(queue.TryReceive(out _));
        Assert.True(queue.TryOffer(StreamIds.OrderEntry, -5, long.MaxValue, [1, 2, 3]));
        Assert.True(queue.TryReceive(out Frame frame));
        Assert.Equal([1, 2, 3], frame.Bytes.ToArray());
        Assert.Equal(StreamIds.OrderEntry, frame.StreamId);
        Assert.Equal(-5, frame.StampNs);
        Assert.Equal(long.MaxValue, frame.IntendedNs);
        Assert.False(queue.TryReceive(out _));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(20241120UL)]
    public void Random_traffic_equals_a_plain_queue(ulong seed)
    {
        var prng = new Prng(seed);
        var queue = new FrameQueue(1024);
        var model = new Queue<byte[]>();
        int fullCount = 0;
        for (int step = 0; step < 200_000; step++)
        {
            if (prng.Chance(520_000))
            {
                byte[] bytes = RandomBytes(prng, (int)prng.Next(queue.FrameBytesMax + 1));
                if (queue.TryOffer((ushort)(step & 0xFFFF), step, -step, bytes))
                    model.Enqueue(bytes);
                else
                    fullCount++;
            }
            else
            {
                bool isThere = queue.TryReceive(out Frame frame);
                Assert.True(isThere == (model.Count > 0), $"step {step}, seed {seed}");
                if (isThere)
                    Assert.True(frame.Bytes.SequenceEqual(model.Dequeue()), $"step {step}, seed {seed}");
            }

            Assert.InRange(queue.UsedBytes, 0, 1024);
        }

        Assert.True(fullCount > 100, $"the ring was hardly ever full, seed {seed}");
    }

    [Fact]
    public void Full_is_refused_and_room_comes_back_only_after_the_lent_frame()
    {
        var queue = new FrameQueue(1024);
        byte[] bytes = new byte[128 - 24];
        for (int index = 0; index < 8; index++)
            Assert.True(queue.TryOffer(1, index, 0, bytes));
        Assert.False(queue.TryOffer(1, 8, 0, bytes));
        Assert.True(queue.TryReceive(out Frame first));
        Assert.False(queue.TryOffer(1, 8, 0, bytes));
        Assert.Equal(0, first.StampNs);
        Assert.True(queue.TryReceive(out _));
        Assert.True(queue.TryOffer(1, 8, 0, bytes));
        Assert.False(queue.TryOffer(1, 9, 0, bytes));
    }

    [Fact]
    public void The_longest_frame_fits_an_empty_ring_wherever_it_stands()
    {
        for (int lead = 0; lead < 1024 / 32; lead++)
        {
            var queue = new FrameQueue(1024);
            for (int index = 0; index < lead; index++)
            {
                Assert.True(queue.TryOffer(1, 0, 0, new byte[8]));
                Assert.True(queue.TryReceive(out _));
            }

            Assert.False(queue.TryReceive(out _));
            Assert.True(queue.TryOffer(1, 0, 0, new byte[queue.FrameBytesMax]));
            Assert.True(queue.TryReceive(out Frame frame));
            Assert.Equal(queue.FrameBytesMax, frame.Bytes.Length);
        }
    }

    [Fact]
    public void Drained_means_closed_and_empty()
    {
        var queue = new FrameQueue(1024);
        Assert.False(queue.IsDrained);
        Assert.True(queue.TryOffer(1, 0, 0, []));
        queue.Close();
        Assert.False(queue.IsDrained);
        Assert.True(queue.TryReceive(out Frame frame));
        Assert.True(frame.Bytes.IsEmpty);
        Assert.True(queue.IsDrained);
        Assert.Throws<CheckFailedException>(() => queue.TryOffer(1, 0, 0, []));
    }

    [Fact]
    public void A_frame_longer_than_the_ring_takes_is_our_fault() =>
        Assert.Throws<CheckFailedException>(
            () => { var queue = new FrameQueue(1024); queue.TryOffer(1, 0, 0, new byte[queue.FrameBytesMax + 1]); });

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(1 << 16)]
    public void Two_threads_pass_every_frame_once_and_in_order(int capacityBytes)
    {
        const int frames = 1_000_000;
        var queue = new FrameQueue(capacityBytes);
        var watch = Stopwatch.StartNew();
        var producer = new Thread(() => Produce(queue, frames, watch));
        producer.Start();
        long expected = 0;
        var wait = new SpinWait();
        while (!queue.IsDrained && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            if (!queue.TryReceive(out Frame frame))
            {
                wait.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            wait.Reset();
            if (!IsAsSent(frame, expected))
                Assert.Fail($"frame {expected} was damaged, lost or repeated");
            expected++;
        }

        producer.Join();
        Assert.Equal(frames, expected);
    }

    [Fact]
    public void Passing_frames_allocates_nothing()
    {
        var queue = new FrameQueue(4096);
        byte[] bytes = new byte[100];
        long got = Pump(queue, bytes, 10_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        got += Pump(queue, bytes, 100_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(110_000, got);
    }

    private static long Pump(FrameQueue queue, byte[] bytes, int count)
    {
        long got = 0;
        for (int index = 0; index < count; index++)
        {
            queue.TryOffer(1, index, 0, bytes);
            got += queue.TryReceive(out _) ? 1 : 0;
        }

        return got;
    }

    private static void Produce(FrameQueue queue, int frames, Stopwatch watch)
    {
        byte[] bytes = new byte[200];
        var wait = new SpinWait();
        for (long sequence = 0; sequence < frames; sequence++)
        {
            Span<byte> frame = bytes.AsSpan(0, LengthOf(sequence));
            frame.Fill((byte)(sequence & 0xFF));
            while (!queue.TryOffer((ushort)(sequence & 0xFFFF), sequence, ~sequence, frame))
            {
                if (watch.Elapsed > TimeSpan.FromMinutes(2))
                    return;
                wait.SpinOnce(sleep1Threshold: -1);
            }

            wait.Reset();
        }

        queue.Close();
    }

    private static bool IsAsSent(in Frame frame, long sequence) =>
        frame.StampNs == sequence
        && frame.IntendedNs == ~sequence
        && frame.StreamId == (ushort)(sequence & 0xFFFF)
        && frame.Bytes.Length == LengthOf(sequence)
        && frame.Bytes.IndexOfAnyExcept((byte)(sequence & 0xFF)) < 0;

    private static int LengthOf(long sequence) => (int)(sequence * 7919 % 193);

    private static byte[] RandomBytes(Prng prng, int length)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill((byte)prng.Next(256));
        return bytes;
    }
}
