using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>
/// The same for machines: names and units never change and are only ever added to. Whole numbers only; every counter is
/// there, zeros too. Watching gives one document a line.
/// </summary>
internal static class StatJson
{
    public const int Schema = 1;

    public static string Of(StatSnapshot stat, bool isIndented)
    {
        using MemoryStream bytes = new();
        JsonWriterOptions options = new()
        {
            Indented = isIndented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (Utf8JsonWriter json = new(bytes, options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("health", stat.Health.ToString());
            WriteProcess(stat, json);
            json.WriteNumber("intervalNs", stat.IntervalNs);
            json.WriteStartObject("ring");
            json.WriteNumber("capacity", stat.RingCapacity);
            json.WriteNumber("depth", stat.RingDepth);
            json.WriteEndObject();
            WriteDistributions("latencies", stat.Latencies, "Ns", json);
            WriteDistributions("turns", stat.Turns, "Events", json);
            WriteCounts("stages", stat.Stages, json);
            WriteCounts("verdicts", stat.Verdicts, json);
            WriteCounts("refusals", stat.Counts("refusals"), json);
            WriteCounts("framesDropped", stat.Drops, json);
            WriteCounts("outputs", stat.Outputs, json);
            WriteCounts("inputs", stat.Inputs, json);
            WriteCounts("machineEvents", stat.MachineEvents, json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteProcess(StatSnapshot stat, Utf8JsonWriter json)
    {
        CounterReading reading = stat.Reading;
        json.WriteString("file", stat.File);
        json.WriteStartObject("process");
        json.WriteNumber("id", reading.ProcessId);
        json.WriteBoolean("isAlive", stat.IsAlive);
        json.WriteString("state", reading.State.ToString());
        json.WriteString("title", reading.Title);
        json.WriteNumber("startUtcNs", reading.StartUtcNs);
        json.WriteNumber("uptimeNs", stat.UptimeNs);
        json.WriteNumber("heartbeatUtcNs", reading.HeartbeatUtcNs);
        json.WriteNumber("heartbeatAgeNs", stat.HeartbeatAgeNs);
        json.WriteEndObject();
    }

    private static void WriteDistributions(
        string name, IReadOnlyList<StatLatency> latencies, string unit, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (StatLatency latency in latencies)
        {
            LatencyHistogram values = latency.Values;
            json.WriteStartObject();
            int equals = latency.Label.IndexOf('=', System.StringComparison.Ordinal);
            json.WriteString("name", latency.Label[(equals + 1)..]);
            json.WriteNumber("count", values.Count);
            json.WriteNumber("min" + unit, values.Min);
            json.WriteNumber("mean" + unit, values.Mean);
            json.WriteNumber("p50" + unit, values.ValueAt(50, 100));
            json.WriteNumber("p90" + unit, values.ValueAt(90, 100));
            json.WriteNumber("p99" + unit, values.ValueAt(99, 100));
            json.WriteNumber("p999" + unit, values.ValueAt(999, 1_000));
            json.WriteNumber("p9999" + unit, values.ValueAt(9_999, 10_000));
            json.WriteNumber("max" + unit, values.Max);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(string name, IReadOnlyList<StatCount> counts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (StatCount count in counts)
        {
            json.WriteStartObject();

            // Ours all have a label; a file may come from anywhere.
            int equals = count.Label.IndexOf('=', System.StringComparison.Ordinal);
            json.WriteString(equals < 0 ? "label" : count.Label[..equals], count.Name);
            json.WriteNumber("count", count.Value);
            if (count.RatePerSecond is long rate)
            {
                json.WriteNumber("perSecond", rate);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
