using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>
/// Every value of a counters file in the text format that Prometheus scrapes. Names come from the file, so a new
/// counter shows without a change here. Times are seconds, as that format asks, written digit by digit.
/// </summary>
internal static class StatPrometheus
{
    private const string Prefix = "appliance_";

    private static readonly (string Level, long Numerator, long Denominator)[] Quantiles =
        [("0.5", 50, 100), ("0.9", 90, 100), ("0.99", 99, 100), ("0.999", 999, 1_000), ("0.9999", 9_999, 10_000)];

    private static readonly Dictionary<string, string> Help = new(StringComparer.Ordinal)
    {
        ["ring_capacity"] = "Slots of the input ring.",
        ["stage_position"] = "Events a stage is done with.",
        ["latency"] = "From the intended send time to the answer; path ring: from the ring to the machine, sampled.",
        ["turn_events"] = "Events a thread did in one turn.",
        ["verdicts"] = "Answers to order-entry messages.",
        ["refusals"] = "Refused order-entry messages by reason.",
        ["frames_dropped"] = "Frames that got no sequence, by wire status, or no decision, by policy.",
        ["outputs"] = "Messages sent beside verdicts.",
        ["inputs"] = "Frames in sequence by type.",
        ["machine_events"] = "What the machine did.",
    };

    public static string Of(StatSnapshot stat)
    {
        StringBuilder text = new();
        Head(text, "info", "gauge", "What runs.");
        text.Append(CultureInfo.InvariantCulture, $"{Prefix}info{{title=\"{Escaped(stat.Reading.Title)}\",")
            .Append(CultureInfo.InvariantCulture, $"process=\"{stat.Reading.ProcessId}\"}} 1\n");
        Gauge(text, "up", "1 when the appliance is warming, live or draining.", IsUp(stat) ? "1" : "0");
        Gauge(text, "state", "1 warming, 2 live, 3 draining, 4 fenced, 5 stopped.",
            ((int)stat.Reading.State).ToString(CultureInfo.InvariantCulture));
        Gauge(text, "start_time_seconds", "Start, UTC since 1970.", Seconds(stat.Reading.StartUtcNs));
        Gauge(text, "heartbeat_age_seconds", "Since the last heartbeat.", Seconds(stat.HeartbeatAgeNs));
        Gauge(text, "ring_depth", "Slots of the input ring in use.",
            stat.RingDepth.ToString(CultureInfo.InvariantCulture));
        List<string> written = [];
        foreach (CounterValue value in stat.Reading.Values)
        {
            if (!written.Contains(value.Name))
            {
                written.Add(value.Name);
                Family(text, value.Name, stat.Reading);
            }
        }

        return text.ToString();
    }

    private static bool IsUp(StatSnapshot stat) =>
        stat.Health is StatHealth.Warming or StatHealth.Live or StatHealth.Draining;

    private static void Family(StringBuilder text, string name, CounterReading reading)
    {
        CounterDescriptor first = new List<CounterValue>(reading.Of(name))[0].Descriptor;
        string full = name + first.Unit switch
        {
            CounterUnit.Nanoseconds => "_seconds",
            CounterUnit.Bytes => "_bytes",
            _ => "",
        };
        (string type, string suffix) = first.Kind switch
        {
            CounterKind.Counter => ("counter", "_total"),
            CounterKind.Gauge => ("gauge", ""),
            _ => ("summary", ""),
        };
        Head(text, full + suffix, type, Help.GetValueOrDefault(name, "A counter of the appliance."));
        foreach (CounterValue value in reading.Of(name))
        {
            if (value.Histogram is { } histogram)
            {
                Summary(text, full, value, histogram);
            }
            else
            {
                string number = value.Descriptor.Unit == CounterUnit.Nanoseconds
                    ? Seconds(value.Value)
                    : value.Value.ToString(CultureInfo.InvariantCulture);
                text.Append(Prefix).Append(full).Append(suffix).Append(Labels(value.Label, "")).Append(' ')
                    .Append(number).Append('\n');
            }
        }
    }

    private static void Summary(StringBuilder text, string name, CounterValue value, LatencyHistogram histogram)
    {
        bool isTime = value.Descriptor.Unit == CounterUnit.Nanoseconds;
        foreach ((string level, long numerator, long denominator) in Quantiles)
        {
            long at = histogram.ValueAt(numerator, denominator);

            // That format's word for a quantile of nothing.
            string number = histogram.Count == 0 ? "NaN"
                : isTime ? Seconds(at) : at.ToString(CultureInfo.InvariantCulture);
            text.Append(Prefix).Append(name).Append(Labels(value.Label, $"quantile=\"{level}\"")).Append(' ')
                .Append(number).Append('\n');
        }

        string sum = isTime ? Seconds(histogram.Sum) : histogram.Sum.ToString(CultureInfo.InvariantCulture);
        text.Append(Prefix).Append(name).Append("_sum").Append(Labels(value.Label, "")).Append(' ').Append(sum)
            .Append('\n');
        text.Append(Prefix).Append(name).Append("_count").Append(Labels(value.Label, "")).Append(' ')
            .Append(CultureInfo.InvariantCulture, $"{histogram.Count}\n");
    }

    private static string Labels(string label, string more)
    {
        int equals = label.IndexOf('=', StringComparison.Ordinal);
        string own = equals < 0 ? "" : $"{label[..equals]}=\"{label[(equals + 1)..]}\"";
        string comma = own.Length > 0 && more.Length > 0 ? "," : "";
        return own.Length + more.Length == 0 ? "" : $"{{{own}{comma}{more}}}";
    }

    private static void Gauge(StringBuilder text, string name, string help, string value)
    {
        Head(text, name, "gauge", help);
        text.Append(Prefix).Append(name).Append(' ').Append(value).Append('\n');
    }

    private static void Head(StringBuilder text, string name, string type, string help) => text
        .Append("# HELP ").Append(Prefix).Append(name).Append(' ').Append(help).Append('\n')
        .Append("# TYPE ").Append(Prefix).Append(name).Append(' ').Append(type).Append('\n');

    private static string Seconds(Int128 ns)
    {
        (Int128 whole, Int128 rest) = Int128.DivRem(Int128.Abs(ns), 1_000_000_000);
        return string.Create(CultureInfo.InvariantCulture, $"{(ns < 0 ? "-" : "")}{whole}.{rest:D9}");
    }

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
