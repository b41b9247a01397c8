using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using Appliance.Host.Running;
using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>The verb <c>stat</c>: what a running appliance counts, read from its counters file.</summary>
/// <param name="process">Where output goes.</param>
/// <param name="time">The clock heartbeats are compared with.</param>
/// <param name="folder">Where files are looked for when none is named.</param>
internal sealed class StatVerb(ProcessSeam process, StatTime time, string folder)
{
    // Home, then clear what is below: no flicker, and nothing of the last page left over.
    private const string Redraw = "\u001b[H\u001b[J";

    private readonly Option<string> file = Text("--file", "PATH", "counters file to read");
    private readonly Option<string> pid = Text("--pid", "N", "process whose usual file to read");
    private readonly Option<string> watch = Text("--watch", "SECONDS", "read again and again; show rates");
    private readonly Option<string> count = Text("--count", "N", "with --watch: pages to show; without it no end");

    private readonly Option<bool> json = new("--json") { Description = "machine output; a line a page when watching" };

    private readonly Option<bool> all = new("--all") { Description = "also inputs by type and what the machine did" };

    private readonly Option<bool> prometheus = new("--prometheus") { Description = "every value for Prometheus" };

    public Command Command()
    {
        Command command = new("stat", "Prints what a running appliance counts, without disturbing it.")
        {
            file, pid, watch, count, all, json, prometheus,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(json) && parsed.GetValue(prometheus))
        {
            throw new UsageException("--json and --prometheus: one or the other");
        }

        int watchMs = WatchMs(parsed.GetValue(watch));
        long pages = Pages(parsed.GetValue(count), watchMs);
        string path = PathOf(parsed.GetValue(file), parsed.GetValue(pid));
        CounterReading? earlier = null;
        long earlierNs = 0;
        for (long page = 1; ; page++)
        {
            bool isRead = CounterReader.TryReadFile(path, out CounterReading? reading, out string? fault);
            if (!isRead && earlier is not null && !System.IO.File.Exists(path))
            {
                process.Error.Write($"appliance: {path} is gone: the appliance has ended\n");
                return ExitCodes.Good;
            }

            if (reading is null)
            {
                process.Error.Write($"appliance: {path} {fault}\n");
                return fault == CounterReader.Words(CounterRead.Incomplete)
                    ? ExitCodes.Inconclusive
                    : ExitCodes.BadUsage;
            }

            long nowNs = time.Clock.MonotonicNs;
            StatSnapshot stat = new(path, reading, nowNs, earlier, nowNs - earlierNs);
            Write(stat, parsed, watchMs > 0);
            bool isOver = stat.Health is StatHealth.Stopped or StatHealth.Gone or StatHealth.Fenced;
            if (watchMs == 0 || isOver || page == pages)
            {
                return stat.Health is StatHealth.Gone or StatHealth.Fenced or StatHealth.Stalled
                    ? ExitCodes.WrongAnswer
                    : ExitCodes.Good;
            }

            (earlier, earlierNs) = (reading, nowNs);
            time.Sleep(watchMs);
        }
    }

    private void Write(StatSnapshot stat, ParseResult parsed, bool isWatching)
    {
        if (parsed.GetValue(json))
        {
            process.Output.Write(StatJson.Of(stat, !isWatching));
        }
        else if (parsed.GetValue(prometheus))
        {
            process.Output.Write(StatPrometheus.Of(stat));
        }
        else
        {
            string before = isWatching && process.IsTerminal ? Redraw : "";
            string after = isWatching && !process.IsTerminal ? "\n" : "";
            process.Output.Write(before + StatText.Of(stat, parsed.GetValue(all)) + after);
        }

        process.Output.Flush();
    }

    private string PathOf(string? named, string? id)
    {
        if (named is not null && id is not null)
        {
            throw new UsageException("--file and --pid: one or the other");
        }

        if (named is not null)
        {
            return named;
        }

        if (id is not null)
        {
            bool isId = int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0;
            return isId
                ? System.IO.Path.Combine(folder, System.IO.Path.GetFileName(CounterPlace.OfProcess(number)))
                : throw new UsageException($"--pid: \"{id}\" is no process id");
        }

        return OnlyOne();
    }

    private string OnlyOne()
    {
        List<string> live = [];
        List<string> dead = [];
        foreach (string found in CounterPlace.Found(folder))
        {
            bool isRead = CounterReader.TryReadFile(found, out CounterReading? reading, out _);
            (isRead && reading is { IsAlive: true } ? live : dead).Add(found);
        }

        if (live.Count == 1)
        {
            return live[0];
        }

        if (live.Count == 0 && dead.Count == 1)
        {
            return dead[0];
        }

        List<string> several = live.Count > 0 ? live : dead;
        throw new UsageException(several.Count == 0
            ? $"no appliance keeps counters in {folder}; name one with --file or --pid"
            : $"several counters files; choose one with --file or --pid\n  {string.Join("\n  ", several)}");
    }

    private static int WatchMs(string? text)
    {
        if (text is null)
        {
            return 0;
        }

        bool isNumber = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds);
        return isNumber && seconds is >= 0.1m and <= 3_600m
            ? (int)(seconds * 1_000)
            : throw new UsageException($"--watch: \"{text}\" is no number of seconds from 0.1 to 3600");
    }

    private static long Pages(string? text, int watchMs)
    {
        if (text is null)
        {
            return long.MaxValue;
        }

        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long pages);
        return isNumber && pages > 0 && watchMs > 0
            ? pages
            : throw new UsageException("--count: a number of pages from 1 on, together with --watch");
    }

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
