using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Appliance.Core;
using Appliance.Host.Running;
using Appliance.Host.Stat;
using Appliance.Telemetry;
using Appliance.Transport;

namespace Appliance.Host.Tests.Stat;

public sealed class StatVerbTests : IDisposable
{
    private const long Second = 1_000_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("appliance-stat-").FullName;
    private readonly ManualClock clock = new(10 * Second, 1_621_400_000 * Second);
    private Action<int> sleep = _ => { };

    private string FilePath => Path.Combine(folder, $"appliance-{Environment.ProcessId}.counters");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_page_is_as_golden()
    {
        using StatFile file = new(FilePath, clock);
        clock.Advance(83 * Second);
        file.Beat(clock);
        clock.Advance(4_000_000);
        Golden.Verify("stat-page.txt", Named(Call("--all").Output));
    }

    [Fact]
    public void The_short_page_leaves_inputs_and_machine_out()
    {
        using StatFile file = new(FilePath, clock);
        string whole = Call("--all").Output;
        string page = Call().Output;
        Assert.StartsWith(page, whole, StringComparison.Ordinal);
        Assert.DoesNotContain("\nInputs\n", page, StringComparison.Ordinal);
        Assert.Contains("\nInputs\n", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_shows_rates_and_the_latencies_in_between()
    {
        using StatFile file = new(FilePath, clock);
        sleep = ms =>
        {
            clock.Advance(ms * 1_000_000L);
            file.Beat(clock);
            file.Count(1_050_000, 1_050_000, 1_050_000);
            file.Set("verdicts", "verdict=Accept", 266_650 + 25_000);
            file.Record(7_000_000);
        };
        (int code, string output, _) = Call("--watch", "2", "--count", "2", "--all");
        Assert.Equal(0, code);
        string[] pages = output.Split("LIVE", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, pages.Length);
        Golden.Verify("stat-watch.txt", Named("LIVE" + pages[1]));
    }

    [Fact]
    public void Machine_output_holds_whole_numbers_and_every_counter()
    {
        using StatFile file = new(FilePath, clock);
        string output = Call("--json").Output;
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("Live", root.GetProperty("health").GetString());
        Assert.Equal(Environment.ProcessId, root.GetProperty("process").GetProperty("id").GetInt32());
        Assert.Equal(1_024, root.GetProperty("ring").GetProperty("depth").GetInt64());
        JsonElement order = root.GetProperty("latencies").EnumerateArray()
            .Single(l => l.GetProperty("name").GetString() == "order");
        Assert.Equal(1_000, order.GetProperty("count").GetInt64());
        Assert.InRange(order.GetProperty("p50Ns").GetInt64(), 500_000, 504_000);
        Assert.Equal(1_000_000, order.GetProperty("maxNs").GetInt64());
        Assert.Equal(
            Enum.GetValues<ReasonCode>().Length, root.GetProperty("refusals").GetArrayLength());
        Assert.Equal(3, root.GetProperty("framesDropped").EnumerateArray()
            .Single(d => d.TryGetProperty("status", out JsonElement s) && s.GetString() == "FrameTooLong")
            .GetProperty("count").GetInt64());
        Assert.DoesNotContain(".", string.Concat(Numbers(root)), StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_in_json_gives_a_line_a_page()
    {
        using StatFile file = new(FilePath, clock);
        sleep = ms => clock.Advance(ms * 1_000_000L);
        string[] lines = Call("--watch", "0.5", "--count", "3", "--json").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        using JsonDocument last = JsonDocument.Parse(lines[2]);
        Assert.Equal(500_000_000, last.RootElement.GetProperty("intervalNs").GetInt64());
        Assert.Equal(0, last.RootElement.GetProperty("stages")[0].GetProperty("perSecond").GetInt64());
    }

    [Fact]
    public void Prometheus_output_has_every_value_once_and_is_as_golden()
    {
        using StatFile file = new(FilePath, clock);
        string output = Call("--prometheus").Output;
        string[] samples = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')];
        IEnumerable<string> names = samples.Select(s => s[..s.IndexOf(' ', StringComparison.Ordinal)]);
        Assert.Equal(samples.Length, names.Distinct().Count());
        Assert.All(samples, s => Assert.Matches(
            "^appliance_[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*\\})? (NaN|-?[0-9]+(\\.[0-9]+)?)$", s));
        Golden.Verify("stat-prometheus.txt", Named(output));
    }

    [Theory]
    [InlineData(ServiceState.Warming, 0, "WARMING", ExitCodes.Good)]
    [InlineData(ServiceState.Live, 0, "LIVE", ExitCodes.Good)]
    [InlineData(ServiceState.Live, 60, "STALLED", ExitCodes.WrongAnswer)]
    [InlineData(ServiceState.Warming, 60, "WARMING", ExitCodes.Good)]
    [InlineData(ServiceState.Draining, 0, "DRAINING", ExitCodes.Good)]
    [InlineData(ServiceState.Fenced, 60, "FENCED", ExitCodes.WrongAnswer)]
    [InlineData(ServiceState.Stopped, 0, "STOPPED", ExitCodes.Good)]
    public void Health_is_the_first_word_and_the_exit_code(ServiceState state, int seconds, string word, int code)
    {
        using StatFile file = new(FilePath, clock);
        file.SetState(state);
        clock.Advance(seconds * Second);
        (int actual, string output, _) = Call();
        Assert.StartsWith(word + "  ", output, StringComparison.Ordinal);
        Assert.Equal(code, actual);
    }

    [Fact]
    public void A_process_that_is_gone_is_told_from_one_that_stopped()
    {
        using StatFile file = new(FilePath, clock);
        file.Die(FilePath);
        (int code, string output, _) = Call("--watch", "1");
        Assert.Equal(ExitCodes.WrongAnswer, code);
        Assert.StartsWith("GONE  ", output, StringComparison.Ordinal);
        Assert.Contains("appliance_up 0\n", Call("--prometheus").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_ends_well_when_the_appliance_does()
    {
        StatFile file = new(FilePath, clock);
        sleep = _ => file.Dispose();
        (int code, _, string error) = Call("--watch", "1");
        Assert.Equal(0, code);
        Assert.EndsWith("is gone: the appliance has ended\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_is_drawn_over_and_a_pipe_is_not()
    {
        using StatFile file = new(FilePath, clock);
        Assert.StartsWith("\u001b[H", Call(isTerminal: true, "--watch", "1", "--count", "1").Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", Call("--watch", "1", "--count", "1").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", Call(isTerminal: true).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_counters_are_named_and_refused()
    {
        string other = Path.Combine(folder, "other");
        Refused(ExitCodes.BadUsage, "does not exist", other);
        File.WriteAllText(other, "my letters to somebody");
        Refused(ExitCodes.BadUsage, "is no counters file", other);
        File.WriteAllBytes(other, []);
        Refused(ExitCodes.Inconclusive, "is not complete", other);
        Refused(ExitCodes.BadUsage, "", folder);
        using StatFile file = new(FilePath, clock);
        byte[] bytes = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(other, bytes.AsSpan(0, bytes.Length - 1));
        Refused(ExitCodes.BadUsage, "ends before", other);
    }

    [Fact]
    public void Bytes_damaged_at_random_give_a_page_or_a_line_and_never_a_crash()
    {
        ulong seed = (ulong)Environment.TickCount64;
        Prng prng = new(seed);
        using StatFile file = new(FilePath, clock);
        byte[] whole = File.ReadAllBytes(FilePath);
        string other = Path.Combine(folder, "other");
        string[][] forms = [["--all"], ["--json"], ["--prometheus"]];
        for (int round = 0; round < 150; round++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int i = (int)prng.Next(6); i >= 0; i--)
            {
                bytes[prng.Next(prng.Chance(800_000) ? 40_000 : bytes.Length)] = (byte)prng.Next(256);
            }

            File.WriteAllBytes(other, bytes);
            (int code, string output, string error) = Call(["--file", other, .. forms[prng.Next(3)]]);
            Assert.True(output.Length > 0 || error.Length > 0, $"seed {seed} round {round}");
            Assert.True(code is 0 or 1 or 2 or 64, $"seed {seed} round {round}: exit code {code}");
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void Words_may_hold_any_number(long word)
    {
        using StatFile file = new(FilePath, clock);
        file.Count(word, ~word, word ^ 7);
        file.Set("verdicts", "verdict=Accept", word);
        file.Set("machine_events", "kind=Fills", word);
        byte[] bytes = File.ReadAllBytes(FilePath);
        string other = Path.Combine(folder, "other");
        foreach (int offset in (int[])[64, 72, 80, 88, 136, 144])
        {
            byte[] odd = (byte[])bytes.Clone();
            BitConverter.TryWriteBytes(odd.AsSpan(offset), word);
            File.WriteAllBytes(other, odd);
            sleep = _ => File.WriteAllBytes(other, bytes);
            foreach (string form in (string[])["--all", "--json", "--prometheus"])
            {
                (int code, string output, _) = Call("--file", other, "--watch", "1", "--count", "2", form);
                Assert.True(code is 0 or 1 && output.Length > 0, $"offset {offset} {form}: exit code {code}");
            }
        }
    }

    [Fact]
    public void Another_layout_is_shown_as_far_as_it_goes()
    {
        CounterLayout layout = new();
        layout.Counter("verdicts");
        layout.Histogram("refusals");
        layout.Gauge("latency", "path=order");
        layout.Histogram("stage_position", unit: CounterUnit.Events);
        layout.Gauge("turn_events", unit: CounterUnit.Bytes);
        using CounterFile file = CounterFile.Create(FilePath, layout, "\"quoted\" \\ title", clock);
        foreach (string form in (string[])["--all", "--json", "--prometheus"])
        {
            Assert.Equal(0, Call("--watch", "1", "--count", "2", form).Code);
        }

        Assert.Contains("title=\"\\\"quoted\\\" \\\\ title\"", Call("--prometheus").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_only_appliance_is_meant()
    {
        Assert.Contains("no appliance keeps counters", Refused().Message, StringComparison.Ordinal);
        using StatFile file = new(FilePath, clock);
        Assert.Equal(0, Call().Code);
        string dead = Path.Combine(folder, "appliance-1.counters");
        File.WriteAllText(dead, "left over");
        Assert.Equal(0, Call().Code);
        string second = Path.Combine(folder, "appliance-2.counters");
        using StatFile other = new(second, clock);
        Assert.Contains(second, Refused().Message, StringComparison.Ordinal);
        Assert.Equal(0, Call("--pid", "2").Code);
        Assert.Equal(0, Call("--file", second).Code);
    }

    [Theory]
    [InlineData("--watch", "0")]
    [InlineData("--watch", "x")]
    [InlineData("--watch", "99999")]
    [InlineData("--count", "2")]
    [InlineData("--watch", "1", "--count", "0")]
    [InlineData("--pid", "x")]
    [InlineData("--pid", "-1")]
    [InlineData("--pid", "1", "--file", "x")]
    [InlineData("--json", "--prometheus")]
    public void Bad_arguments_are_one_clear_line(params string[] args)
    {
        using StatFile file = new(FilePath, clock);
        Assert.StartsWith("--", Refused(args).Message, StringComparison.Ordinal);
    }

    private UsageException Refused(params string[] args) => Assert.Throws<UsageException>(() => Call(args));

    private void Refused(int code, string words, string path)
    {
        (int actual, string output, string error) = Call("--file", path);
        Assert.Equal((code, ""), (actual, output));
        Assert.StartsWith($"appliance: {path} ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    // Only where it stands as such: a small id may be part of any number.
    private string Named(string output)
    {
        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return output
            .Replace(folder, "/dev/shm", StringComparison.Ordinal)
            .Replace($"appliance-{id}.", "appliance-PID.", StringComparison.Ordinal)
            .Replace($"process {id},", "process PID,", StringComparison.Ordinal)
            .Replace($"process=\"{id}\"", "process=\"PID\"", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Numbers(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Number => [element.GetRawText()],
        _ => [],
    };

    private (int Code, string Output, string Error) Call(params string[] args) => Call(isTerminal: false, args);

    private (int Code, string Output, string Error) Call(bool isTerminal, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        ProcessSeam process = new()
        {
            Output = output,
            Error = error,
            IsTerminal = isTerminal,
            Variables = new Dictionary<string, string>(),
        };
        StatVerb verb = new(process, new StatTime(clock, ms => sleep(ms)), folder);
        RootCommand root = new("test") { verb.Command() };
        ParseResult parsed = root.Parse(["stat", .. args]);
        Assert.Empty(parsed.Errors);
        int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return (code, output.ToString(), error.ToString());
    }
}
