using System;
using System.Buffers.Binary;
using System.IO;
using Appliance.Core;
using Appliance.Pipeline;
using Appliance.Telemetry;
using Appliance.Transport;

namespace Appliance.Host.Tests.Stat;

/// <summary>A counters file as a running appliance would have it, with a number in every kind of place.</summary>
internal sealed class StatFile : IDisposable
{
    private const int ProcessIdOffset = 64;

    private readonly CounterFile file;
    private readonly PipelineCounters counters;

    public StatFile(string path, ManualClock clock)
    {
        file = CounterFile.Create(path, PipelineCounters.Layout(), "crash-2021-05-19", clock);
        counters = new PipelineCounters(file.Block);
        counters.RingCapacity.Set(1_024);
        Count(1_000_000, 997_000, 996_990);
        for (int i = 1; i <= 1_000; i++)
        {
            counters.OrderLatency.Record(i * 1_000L);
            counters.EventLatency.Record(i * 500L);
            counters.Turns[0].Record(i % 7);
        }

        counters.RingWait.Record(40);
        Set("verdicts", "verdict=Accept", 266_650);
        Set("verdicts", "verdict=AcceptReduceOnly", 10_774);
        Set("verdicts", "verdict=Reject", 21_520);
        Set("refusals", $"reason={ReasonCode.PriceCollar}", 458);
        Set("refusals", $"reason={ReasonCode.InsufficientMargin}", 21_062);
        Set("frames_dropped", "status=FrameTooLong", 3);
        Set("frames_dropped", "policy=undecided", 1);
        Set("outputs", "type=MarginCall", 10_556);
        Set("inputs", "type=NewOrderSingle", 298_944);
        Set("machine_events", "kind=Liquidations", 6_185);
        file.SetState(ServiceState.Live);
        file.Beat(clock);
    }

    public void SetState(ServiceState state) => file.SetState(state);

    public void Beat(ManualClock clock) => file.Beat(clock);

    public void Count(long ingested, long decided, long published)
    {
        counters.Ingested.Set(ingested);
        counters.Decided.Set(decided);
        counters.Published.Set(published);
    }

    public void Record(long ns) => counters.OrderLatency.Record(ns);

    public void Set(string name, string label, long value) => file.Block.Counter(name, label).Set(value);

    /// <summary>What the file would hold if its process had ended; the real one goes.</summary>
    public void Die(string path, bool isOwnId = false)
    {
        byte[] bytes = File.ReadAllBytes(path);
        file.Dispose();
        if (!isOwnId)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(ProcessIdOffset), int.MaxValue);
        }

        File.WriteAllBytes(path, bytes);
    }

    public void Dispose() => file.Dispose();
}
