using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit.Abstractions;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>The tables that travel with the simulator: whole, sane, and what their raw candles say.</summary>
public sealed class DataTests(ITestOutputHelper output)
{
    private const long HourMs = 3_600_000;

    [Fact]
    public void Candles_are_complete_and_sane()
    {
        AssertBars("crash-2021-05-19", symbols: 10, bars: 288, stepMs: 300_000);
        AssertBars("crash-2020-03-12", symbols: 2, bars: 48, stepMs: HourMs);
        Assert.Equal(["crash-2020-03-12", "crash-2021-05-19"], BarTable.Names);
    }

    [Fact]
    public void Joint_moves_end_before_the_crash_begins()
    {
        foreach (string name in Scenario.Names)
        {
            Scenario scenario = Runs.Load(name);
            Assert.Equal(scenario.Bars.Symbols, scenario.Joint.Symbols);
            Assert.True(scenario.Joint.StartsMs[^1] + HourMs <= scenario.Bars.StartsMs[0], name);
            for (int hour = 1; hour < scenario.Joint.StartsMs.Count; hour++)
            {
                Assert.True(scenario.Joint.StartsMs[hour] > scenario.Joint.StartsMs[hour - 1], $"{name} hour {hour}");
            }
        }

        Assert.Equal(264, JointMoves.TryLoad("joint-2021-05")!.StartsMs.Count);
        Assert.Equal(953, JointMoves.TryLoad("joint-2020-03")!.StartsMs.Count);
        Assert.Null(JointMoves.TryLoad("crash-2021-05-19"));
        Assert.Null(BarTable.TryLoad("joint-2021-05"));
    }

    [Theory]
    [InlineData("crash-2021-05-19")]
    [InlineData("crash-2020-03-12")]
    [InlineData("joint-2021-05")]
    [InlineData("joint-2020-03")]
    public void Metadata_tells_the_hash_the_rows_and_the_source(string name)
    {
        byte[] table = Encoding.ASCII.GetBytes(EmbeddedText.TryRead($"data/{name}.csv")!);
        using JsonDocument document = JsonDocument.Parse(EmbeddedText.TryRead($"data/{name}.metadata.json")!);
        JsonElement metadata = document.RootElement;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(table)), metadata.GetProperty("sha256").GetString());
        Assert.Equal(table.AsSpan().Count((byte)'\n') - 1, metadata.GetProperty("rows").GetInt32());
        Assert.Contains("facts: prices", metadata.GetProperty("licenceNote").GetString(), StringComparison.Ordinal);
        foreach (JsonElement source in metadata.GetProperty("sources").EnumerateArray())
        {
            Assert.False(string.IsNullOrEmpty(source.GetProperty("repository").GetString()));
            Assert.False(string.IsNullOrEmpty(source.GetProperty("commit").GetString()));
        }
    }

    [Theory]
    [InlineData("crash-2021-05-19", "joint-2021-05", "crash_2021-05/{0}USDT_spot_1m.csv.gz", 300_000)]
    [InlineData("crash-2020-03-12", "joint-2020-03", "spot_1h_2018_2021/{0}USDT_spot_1h.csv.gz", HourMs)]
    public void The_raw_candles_give_the_same_tables(string bars, string joint, string pattern, long stepMs)
    {
        string? raw = RawFolder();
        if (raw is null)
        {
            output.WriteLine("skipped: ../shared/data is not beside the repository");
            return;
        }

        BarTable table = BarTable.TryLoad(bars)!;
        JointMoves moves = JointMoves.TryLoad(joint)!;
        foreach (string symbol in table.Symbols)
        {
            string path = Path.Combine(raw, "ohlcv", string.Format(CultureInfo.InvariantCulture, pattern, symbol));
            Dictionary<long, Bar> day = Aggregate(path, stepMs, table.StartsMs[0], table.StartsMs[^1] + stepMs);
            Assert.Equal(table.StartsMs.Count, day.Count);
            for (int i = 0; i < table.StartsMs.Count; i++)
            {
                Assert.Equal(day[table.StartsMs[i]], table[symbol][i]);
            }

            Dictionary<long, Bar> hours = Aggregate(path, HourMs, moves.StartsMs[0], moves.StartsMs[^1] + HourMs);
            int column = moves.ColumnOf(symbol);
            for (int hour = 0; hour < moves.StartsMs.Count; hour++)
            {
                Assert.Equal(Ppm(hours[moves.StartsMs[hour]]), moves.MovePpm(hour, column));
            }
        }
    }

    private static void AssertBars(string name, int symbols, int bars, long stepMs)
    {
        BarTable table = BarTable.TryLoad(name)!;
        Assert.Equal(symbols, table.Symbols.Count);
        Assert.Equal(bars, table.StartsMs.Count);
        for (int i = 1; i < bars; i++)
        {
            Assert.Equal(stepMs, table.StartsMs[i] - table.StartsMs[i - 1]);
        }

        foreach (string symbol in table.Symbols)
        {
            Assert.Equal(bars, table[symbol].Count);
            Assert.All(table[symbol], bar => Assert.True(bar.IsSane));
        }
    }

    private static int Ppm(Bar bar)
    {
        // Half away from zero, in whole numbers.
        BigInteger move = ((BigInteger)bar.Close - bar.Open) * 2_000_000;
        BigInteger magnitude = (BigInteger.Abs(move) + bar.Open) / (2 * (BigInteger)bar.Open);
        return (int)(move.Sign * magnitude);
    }

    private static Dictionary<long, Bar> Aggregate(string path, long stepMs, long fromMs, long toMs)
    {
        Dictionary<long, Bar> bars = [];
        using FileStream file = File.OpenRead(path);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        using StreamReader lines = new(unpacked);
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            long ms = long.Parse(fields[0], CultureInfo.InvariantCulture);
            if (ms < fromMs || ms >= toMs)
            {
                continue;
            }

            Bar minute = new(Price(fields[1]), Price(fields[2]), Price(fields[3]), Price(fields[4]));
            long start = ms - (ms % stepMs);
            bars[start] = bars.TryGetValue(start, out Bar bar)
                ? new Bar(bar.Open, Math.Max(bar.High, minute.High), Math.Min(bar.Low, minute.Low), minute.Close)
                : minute;
        }

        return bars;
    }

    private static long Price(string text)
    {
        Assert.True(PriceText.TryParse(text, out long mantissa), text);
        return mantissa;
    }

    private static string? RawFolder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
            {
                string raw = Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data"));
                return Directory.Exists(raw) ? raw : null;
            }
        }

        return null;
    }
}
