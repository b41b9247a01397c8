using System;
using Appliance.Core;
using Appliance.Telemetry;
using Appliance.Transport;
using Appliance.Wire;
using BenchmarkDotNet.Attributes;

namespace Appliance.Bench.Micro;

/// <summary>Single operations of the hot path; BenchmarkDotNet wants the class public and not sealed.</summary>
public class Operations
{
    private readonly byte[] frame = new byte[NewOrderSingleEncoder.FrameLength];
    private readonly FrameQueue queue = new(1 << 16);
    private readonly LatencyHistogram histogram = new();
    private long x = 123_456_789_012;
    private ulong rate = Rate.Up(125, 100).Q32;

    public Operations()
    {
        Check.That(NewOrderSingleEncoder.TryWrap(frame, out NewOrderSingleEncoder order) == SbeStatus.Ok);
        order.Account = 7;
        order.PriceMantissa = 50_000_000_000_000;
    }

    [Benchmark]
    public long MulCeil() => FixedPoint.MulCeil(x, rate);

    [Benchmark]
    public long DecodeNewOrderSingle()
    {
        SbeStatus status = FrameValidator.Validate(frame, out MessageHeader header);
        ReadOnlySpan<byte> body = frame.AsSpan(MessageHeader.Size);
        return status == SbeStatus.Ok
            && NewOrderSingleDecoder.TryWrap(body, header, out NewOrderSingleDecoder order) == SbeStatus.Ok
            ? order.PriceMantissa + order.OrderQtyMantissa + order.Account + order.SecurityID
            : 0;
    }

    [Benchmark]
    public bool FrameQueueHop() =>
        queue.TryOffer(StreamIds.OrderEntry, 1, 2, frame) && queue.TryReceive(out Frame got) && got.Bytes.Length > 0;

    [Benchmark]
    public void HistogramRecord()
    {
        // Spread over buckets as latencies are.
        x = unchecked((x * 6364136223846793005) + 1442695040888963407);
        histogram.Record(x >>> 50);
    }
}
