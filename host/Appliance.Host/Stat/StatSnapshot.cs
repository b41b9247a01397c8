using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;
using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>
/// What one read of a counters file says, or two: then rates and distributions are of the time between them. Every form
/// of output shows this and works nothing out itself.
/// </summary>
internal sealed class StatSnapshot
{
    /// <summary>A heart beats a hundred times a second; the simulator may keep its thread for a while.</summary>
    private const long StalledAfterNs = 5_000_000_000;

    private readonly CounterReading reading;
    private readonly CounterReading? earlier;

    /// <param name="file">Where it was read.</param>
    /// <param name="reading">The later read.</param>
    /// <param name="readNs">When, on the monotonic clock.</param>
    /// <param name="earlier">The read before; null when there is none.</param>
    /// <param name="intervalNs">Between the two.</param>
    public StatSnapshot(string file, CounterReading reading, long readNs, CounterReading? earlier, long intervalNs)
    {
        this.reading = reading;
        this.earlier = earlier;
        File = file;
        IntervalNs = earlier is null ? 0 : intervalNs;
        HeartbeatAgeNs = Less(readNs, reading.HeartbeatMonotonicNs);
        UptimeNs = Less(readNs, reading.StartMonotonicNs);
        IsAlive = reading.IsAlive;
    }

    public string File { get; }

    public CounterReading Reading => reading;

    public bool IsAlive { get; }

    public long HeartbeatAgeNs { get; }

    public long UptimeNs { get; }

    /// <summary>What rates are over; 0 with one read.</summary>
    public long IntervalNs { get; }

    public StatHealth Health => reading.State switch
    {
        ServiceState.Stopped => StatHealth.Stopped,
        ServiceState.Fenced => StatHealth.Fenced,
        _ when !IsAlive => StatHealth.Gone,

        // Building tables is done by the thread that beats.
        ServiceState.Warming => StatHealth.Warming,
        _ when HeartbeatAgeNs > StalledAfterNs => StatHealth.Stalled,
        ServiceState.Draining => StatHealth.Draining,
        _ => StatHealth.Live,
    };

    public long RingCapacity => reading.Value("ring_capacity");

    /// <summary>Sequenced and not yet given free by the slowest stage; the reads are no single instant.</summary>
    public long RingDepth
    {
        get
        {
            long slowest = reading.Value("stage_position", "stage=publish");
            long journaled = reading.Value("stage_position", "stage=journal");
            slowest = journaled > 0 ? Math.Min(slowest, journaled) : slowest;
            Int128 depth = (Int128)reading.Value("stage_position", "stage=ingest") - slowest;
            return (long)Int128.Clamp(depth, 0, Math.Max(0, RingCapacity));
        }
    }

    /// <summary>Where the stages stand; the journal only when there is one.</summary>
    public IReadOnlyList<StatCount> Stages
    {
        get
        {
            List<StatCount> stages = [.. Counts("stage_position")];
            stages.RemoveAll(stage => stage.Name == "journal" && stage.Value == 0);
            return stages;
        }
    }

    /// <summary>Latencies; ns.</summary>
    public IReadOnlyList<StatLatency> Latencies => Distributions("latency", label => label switch
    {
        "path=order" => "order path",
        "path=event" => "all events",
        "path=ring" => "in the ring, 1 of 16",
        _ => label,
    });

    /// <summary>Events a turn, by thread; of threads that did something.</summary>
    public IReadOnlyList<StatLatency> Turns
    {
        get
        {
            List<StatLatency> turns = [.. Distributions("turn_events", After)];
            turns.RemoveAll(turn => reading.Value("turn_events", turn.Label) == 0);
            return turns;
        }
    }

    public IReadOnlyList<StatCount> Verdicts => Counts("verdicts");

    /// <summary>By reason, with its number for people.</summary>
    public IReadOnlyList<StatCount> Refusals
    {
        get
        {
            List<StatCount> refusals = [];
            foreach (StatCount count in Counts("refusals"))
            {
                bool isKnown = Enum.TryParse(count.Name, out ReasonCode reason) && !char.IsAsciiDigit(count.Name[0]);
                string name = isKnown
                    ? string.Create(CultureInfo.InvariantCulture, $"{(int)reason} {count.Name}")
                    : count.Name;
                refusals.Add(count with { Name = name });
            }

            return refusals;
        }
    }

    public IReadOnlyList<StatCount> Drops => Counts("frames_dropped");

    public IReadOnlyList<StatCount> Outputs => Counts("outputs");

    public IReadOnlyList<StatCount> Inputs => Counts("inputs");

    public IReadOnlyList<StatCount> MachineEvents => Counts("machine_events");

    /// <summary>Everything of a name, zeros too.</summary>
    public IReadOnlyList<StatCount> Counts(string name)
    {
        List<StatCount> counts = [];
        foreach (CounterValue value in reading.Of(name))
        {
            counts.Add(new StatCount(value.LabelValue, value.Label, value.Value, Rate(value)));
        }

        return counts;
    }

    private List<StatLatency> Distributions(string name, Func<string, string> words)
    {
        List<StatLatency> all = [];
        foreach (CounterValue value in reading.Of(name))
        {
            if (value.Histogram is { } now)
            {
                LatencyHistogram? before = earlier?.Find(name, value.Label)?.Histogram;
                LatencyHistogram shown = before is null ? now : now.Since(before);
                all.Add(new StatLatency(words(value.Label), value.Label, value.Descriptor.Unit, shown));
            }
        }

        return all;
    }

    private long? Rate(CounterValue value)
    {
        if (earlier?.Find(value.Name, value.Label) is not { } before || IntervalNs <= 0 || value.Value < before.Value)
        {
            return null;
        }

        Int128 rate = ((Int128)value.Value - before.Value) * 1_000_000_000 / IntervalNs;
        return (long)Int128.Min(rate, long.MaxValue);
    }

    /// <summary>The first less the second, at least 0: numbers of a file may be any, and two reads no single instant.
    /// </summary>
    public static long Less(long larger, long smaller) =>
        (long)Int128.Clamp((Int128)larger - smaller, 0, long.MaxValue);

    private static string After(string label) => label[(label.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
