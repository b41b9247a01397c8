using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>
/// Simultaneous hourly returns of several coins, in ppm, from the days before a scenario starts: what the builder of
/// margin arrays may know. Row h, column of a coin.
/// </summary>
public sealed class JointMoves
{
    private const string HeaderStart = "ts_ms,";

    private readonly int[] movesPpm;

    private JointMoves(string[] symbols, long[] startsMs, int[] movesPpm)
    {
        Symbols = symbols;
        StartsMs = startsMs;
        this.movesPpm = movesPpm;
    }

    /// <summary>The coins, by column.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>UTC milliseconds at which each hour starts, ascending.</summary>
    public IReadOnlyList<long> StartsMs { get; }

    /// <summary>The table of that name, or null.</summary>
    public static JointMoves? TryLoad(string name)
    {
        string? text = EmbeddedText.TryRead($"data/{name}.csv");
        return text is null || !text.StartsWith(HeaderStart, StringComparison.Ordinal)
            || text.StartsWith("ts_ms,symbol", StringComparison.Ordinal)
            ? null
            : Parse(text);
    }

    /// <summary>Column of a coin, -1 when the table has none.</summary>
    public int ColumnOf(string symbol)
    {
        for (int i = 0; i < Symbols.Count; i++)
        {
            if (Symbols[i] == symbol)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The return of one coin in one hour.</summary>
    public int MovePpm(int hour, int column)
    {
        Check.That((uint)column < (uint)Symbols.Count);
        return movesPpm[(hour * Symbols.Count) + column];
    }

    private static JointMoves Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] symbols = lines[0].Split(',')[1..];
        long[] starts = new long[lines.Length - 1];
        int[] moves = new int[starts.Length * symbols.Length];
        for (int row = 0; row < starts.Length; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            Check.That(fields.Length == symbols.Length + 1);
            starts[row] = long.Parse(fields[0], CultureInfo.InvariantCulture);
            for (int column = 0; column < symbols.Length; column++)
            {
                moves[(row * symbols.Length) + column] =
                    int.Parse(fields[column + 1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            }
        }

        return new JointMoves(symbols, starts, moves);
    }
}
