using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Host.Views;
using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>The page a person reads: is it well, is it keeping up, how fast is it, what did it refuse.</summary>
internal static class StatText
{
    private static readonly (string Head, long Numerator, long Denominator)[] Levels =
        [("p50", 50, 100), ("p90", 90, 100), ("p99", 99, 100), ("p99.9", 999, 1_000), ("p99.99", 9_999, 10_000)];

    /// <param name="stat">What to show.</param>
    /// <param name="isFull">Also what came in by type and what the machine did: more than a screen.</param>
    public static string Of(StatSnapshot stat, bool isFull)
    {
        AlignedText page = new();
        page.Line(HeadLine(stat));
        page.Line($"  {stat.Reading.Title}, process {stat.Reading.ProcessId.ToString(CultureInfo.InvariantCulture)}, "
            + $"{(stat.Health is StatHealth.Gone or StatHealth.Fenced ? "started" : "up")} {Ago(stat)}");
        page.Line($"  {stat.File}");
        bool isWatched = stat.IntervalNs > 0;
        Stages(page, stat, isWatched);
        Distributions(page, stat, isWatched);
        page.Section("Orders");
        Counts(page, [.. Named(stat.Verdicts), .. Indented(NonZero(stat.Refusals))], isWatched, "no verdict yet");
        page.Section("Dropped");
        Counts(page, NonZero(stat.Drops), isWatched, "nothing");
        page.Section("Sent beside verdicts");
        Counts(page, NonZero(stat.Outputs), isWatched, "nothing");
        if (!isFull)
        {
            return page.ToString();
        }

        page.Section("Machine");
        Counts(page, NonZero(stat.MachineEvents), isWatched, "nothing yet");
        page.Section("Inputs");
        Counts(page, NonZero(stat.Inputs), isWatched, "none");
        return page.ToString();
    }

    private static string HeadLine(StatSnapshot stat)
    {
        string age = Duration(stat.HeartbeatAgeNs);
        return stat.Health switch
        {
            StatHealth.Warming => "WARMING  no live frame was taken yet",
            StatHealth.Live => $"LIVE  heartbeat {age} ago",
            StatHealth.Draining => $"DRAINING  heartbeat {age} ago, nothing new comes in",
            StatHealth.Stopped => "STOPPED  it ended in order",
            StatHealth.Fenced => $"FENCED  a part died {age} ago, nothing is decided any more",
            StatHealth.Stalled => $"STALLED  its process runs, and its last heartbeat was {age} ago",
            _ => $"GONE  its process ended without an orderly stop; last heartbeat {age} ago",
        };
    }

    private static string Ago(StatSnapshot stat) =>
        Duration(stat.UptimeNs) + (stat.Health is StatHealth.Gone or StatHealth.Fenced ? " ago" : "");

    private static void Stages(AlignedText page, StatSnapshot stat, bool isWatched)
    {
        string capacity = MoneyText.OfCount(stat.RingCapacity);
        page.Section($"Ring: {MoneyText.OfCount(stat.RingDepth)} of {capacity} slots in use");
        List<IReadOnlyList<string>> rows = [isWatched ? ["stage", "events", "a second", "behind"]
            : ["stage", "events", "behind"]];
        long first = stat.Stages.Count > 0 ? stat.Stages[0].Value : 0;
        foreach (StatCount stage in stat.Stages)
        {
            string behind = MoneyText.OfCount(StatSnapshot.Less(first, stage.Value));
            rows.Add(isWatched
                ? [stage.Name, MoneyText.OfCount(stage.Value), Rate(stage), behind]
                : [stage.Name, MoneyText.OfCount(stage.Value), behind]);
        }

        page.Table(isWatched ? "lrrr" : "lrr", rows);
    }

    private static void Distributions(AlignedText page, StatSnapshot stat, bool isWatched)
    {
        string span = isWatched ? $"last {Duration(stat.IntervalNs)}" : "since the start";
        page.Section($"Latency in \u00b5s, {span}");
        page.Table("lrrrrrrr", Rows(stat.Latencies, "", MoneyText.OfNsAsMicros));
        if (stat.Turns.Count > 0)
        {
            page.Section($"Events a turn, {span}");
            page.Table("lrrrrrrr", Rows(stat.Turns, "thread", MoneyText.OfCount));
        }
    }

    private static List<IReadOnlyList<string>> Rows(
        IReadOnlyList<StatLatency> latencies, string head, Func<long, string> text)
    {
        List<string> heads = [head, "count"];
        foreach ((string level, _, _) in Levels)
        {
            heads.Add(level);
        }

        heads.Add("max");
        List<IReadOnlyList<string>> rows = [heads];
        foreach (StatLatency latency in latencies)
        {
            LatencyHistogram values = latency.Values;
            List<string> row = [latency.Name, MoneyText.OfCount(values.Count)];
            foreach ((_, long numerator, long denominator) in Levels)
            {
                // Without a pace there is no intended send time, and zeros would look like an answer.
                row.Add(values.Count == 0 ? "-" : text(values.ValueAt(numerator, denominator)));
            }

            row.Add(values.Count == 0 ? "-" : text(values.Max));
            rows.Add(row);
        }

        return rows;
    }

    private static void Counts(AlignedText page, List<StatCount> counts, bool isWatched, string none)
    {
        if (counts.Count == 0)
        {
            page.Line($"  {none}");
            return;
        }

        List<IReadOnlyList<string>> rows = [];
        foreach (StatCount count in counts)
        {
            rows.Add(isWatched
                ? [count.Name, MoneyText.OfCount(count.Value), Rate(count) is "0" ? "" : $"{Rate(count)}/s"]
                : [count.Name, MoneyText.OfCount(count.Value)]);
        }

        page.Table(isWatched ? "lrr" : "lr", rows);
    }

    private static List<StatCount> Named(IReadOnlyList<StatCount> verdicts)
    {
        List<StatCount> named = [];
        foreach (StatCount verdict in NonZero(verdicts))
        {
            named.Add(verdict with
            {
                Name = verdict.Name switch
                {
                    "Accept" => "accepted, cancels included",
                    "AcceptReduceOnly" => "accepted under the reduce rule",
                    "Reject" => "rejected",
                    _ => verdict.Name,
                },
            });
        }

        // What was refused last: the reasons follow it.
        named.Sort((a, b) => (a.Name == "rejected").CompareTo(b.Name == "rejected"));
        return named;
    }

    private static List<StatCount> Indented(IReadOnlyList<StatCount> counts)
    {
        List<StatCount> indented = [];
        foreach (StatCount count in counts)
        {
            indented.Add(count with { Name = "  " + count.Name });
        }

        return indented;
    }

    private static List<StatCount> NonZero(IReadOnlyList<StatCount> counts)
    {
        List<StatCount> some = [];
        foreach (StatCount count in counts)
        {
            if (count.Value != 0)
            {
                some.Add(count with { Name = Spaced(count) });
            }
        }

        return some;
    }

    // Where one list has two kinds of label, both are told apart.
    private static string Spaced(StatCount count) =>
        count.Label.StartsWith("policy=", StringComparison.Ordinal) ? $"policy {count.Name}" : count.Name;

    private static string Rate(StatCount count) =>
        count.RatePerSecond is long rate ? MoneyText.OfCount(rate) : "-";

    /// <summary>Two units at most: 4 ms, 2.5 s, 3 min 20 s, 5 h 12 min, 3 d 4 h.</summary>
    internal static string Duration(long ns)
    {
        long ms = ns / 1_000_000;
        long seconds = ms / 1_000;
        StringBuilder text = new();
        CultureInfo plain = CultureInfo.InvariantCulture;
        return (seconds switch
        {
            < 1 => text.Append(plain, $"{ms} ms"),
            < 60 => text.Append(plain, $"{seconds}.{ms % 1_000 / 100} s"),
            < 3_600 => text.Append(plain, $"{seconds / 60} min {seconds % 60} s"),
            < 86_400 => text.Append(plain, $"{seconds / 3_600} h {seconds % 3_600 / 60} min"),
            _ => text.Append(plain, $"{seconds / 86_400} d {seconds % 86_400 / 3_600} h"),
        }).ToString();
    }
}
