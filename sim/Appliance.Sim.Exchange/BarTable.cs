using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>One candle; prices are mantissas in 1e-9, or ticks once an instrument has rounded them.</summary>
public readonly record struct Bar(long Open, long High, long Low, long Close)
{
    /// <summary>True when the candle is possible at all.</summary>
    public bool IsSane => Low > 0 && Low <= Open && Low <= Close && High >= Open && High >= Close;
}

/// <summary>
/// The candles of a day, the same times for every symbol. Made from a table of the rows ts_ms, symbol, open, high,
/// low, close; the tables travel in the assembly, so a fault in one is ours and stops the process.
/// </summary>
public sealed class BarTable
{
    private const string Header = "ts_ms,symbol,open,high,low,close";

    private readonly Dictionary<string, List<Bar>> bars;

    private BarTable(IReadOnlyList<string> symbols, IReadOnlyList<long> startsMs, Dictionary<string, List<Bar>> bars)
    {
        Symbols = symbols;
        StartsMs = startsMs;
        this.bars = bars;
    }

    /// <summary>In the order of the table.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>UTC milliseconds at which each bar starts.</summary>
    public IReadOnlyList<long> StartsMs { get; }

    /// <summary>Tables there are.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            List<string> names = [];
            foreach (string name in EmbeddedText.Names("data", ".csv"))
            {
                if (EmbeddedText.TryRead($"data/{name}.csv")!.StartsWith(Header, StringComparison.Ordinal))
                {
                    names.Add(name);
                }
            }

            return names;
        }
    }

    /// <summary>The candles of one symbol of <see cref="Symbols"/>, in time order.</summary>
    public IReadOnlyList<Bar> this[string symbol] => bars[symbol];

    /// <summary>The table of that name, or null.</summary>
    public static BarTable? TryLoad(string name)
    {
        string? text = EmbeddedText.TryRead($"data/{name}.csv");
        return text is not null && text.StartsWith(Header, StringComparison.Ordinal) ? Parse(text) : null;
    }

    private static BarTable Parse(string text)
    {
        List<string> symbols = [];
        List<long> starts = [];
        Dictionary<string, List<Bar>> bars = [];
        bool first = true;
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (first)
            {
                first = false;
                continue;
            }

            string[] fields = line.Split(',');
            Check.That(fields.Length == 6);
            long startMs = long.Parse(fields[0], CultureInfo.InvariantCulture);
            if (starts.Count == 0 || starts[^1] != startMs)
            {
                starts.Add(startMs);
            }

            if (!bars.TryGetValue(fields[1], out List<Bar>? column))
            {
                symbols.Add(fields[1]);
                bars.Add(fields[1], column = []);
            }

            Bar bar = new(Price(fields[2]), Price(fields[3]), Price(fields[4]), Price(fields[5]));
            Check.That(bar.IsSane);
            column.Add(bar);
            Check.That(column.Count == starts.Count);
        }

        Check.That(starts.Count > 0);
        return new BarTable(symbols, starts, bars);
    }

    private static long Price(string text)
    {
        Check.That(PriceText.TryParse(text, out long mantissa));
        return mantissa;
    }
}
