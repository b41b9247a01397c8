using System;
using System.Collections.Generic;
using System.Globalization;

namespace Appliance.Margin.Control;

/// <summary>
/// Past moves of the whole market: one row a time, one column an underlying, returns in integer ppm. Read from CSV
/// with the header <c>ts,BTC,ETH,...</c> (or <c>ts_ms</c>). Bad rows are left out and listed with their line number;
/// nothing in the text can make the reader throw.
/// </summary>
public sealed class JointTable
{
    public const int RowsMax = 1 << 20;

    /// <summary>Faults that are spelled out; what is over is only counted.</summary>
    public const int FaultsMax = 100;

    /// <summary>A price cannot lose more than all of itself.</summary>
    public const int ReturnPpmMin = -1_000_000;

    public const int ReturnPpmMax = 10_000_000;

    public static readonly JointTable Empty = new([]);

    private readonly string[] names;
    private readonly List<long> timestamps = [];
    private readonly List<int> returnsPpm = [];
    private readonly List<string> faults = [];
    private int faultCount;

    private JointTable(string[] names) => this.names = names;

    public IReadOnlyList<string> Names => names;

    public int RowCount => timestamps.Count;

    /// <summary>One sentence a fault, with its line; empty when every row was taken.</summary>
    public IReadOnlyList<string> Faults => faults;

    public static JointTable Read(ReadOnlySpan<char> csv)
    {
        JointTable table = Empty;
        int line = 0;
        foreach (Range range in csv.Split('\n'))
        {
            line++;
            ReadOnlySpan<char> text = csv[range].TrimEnd('\r');
            if (line == 1)
            {
                table = ReadHeader(text);
                if (table.names.Length == 0)
                {
                    break;
                }
            }
            else if (text.Length > 0)
            {
                table.ReadRow(text, line);
            }
        }

        table.CloseFaults();
        return table;
    }

    /// <summary>Column of an underlying, or -1.</summary>
    public int IndexOf(string name) => Array.IndexOf(names, name);

    public long Timestamp(int row) => timestamps[row];

    public int ReturnPpm(int row, int column) => returnsPpm[(row * names.Length) + column];

    private static JointTable ReadHeader(ReadOnlySpan<char> text)
    {
        string[] fields = text.ToString().Split(',');
        string fault = "";
        if (fields.Length < 2 || fields[0] is not ("ts" or "ts_ms"))
        {
            fault = "line 1: the header must be ts or ts_ms and one name a column";
        }

        for (int i = 1; i < fields.Length && fault.Length == 0; i++)
        {
            if (fields[i].Length == 0)
            {
                fault = $"line 1: column {i + 1} has no name";
            }
            else if (Array.IndexOf(fields, fields[i]) != i)
            {
                fault = $"line 1: {fields[i]} is named twice";
            }
        }

        if (fault.Length == 0)
        {
            return new JointTable(fields[1..]);
        }

        JointTable refused = new([]);
        refused.AddFault(fault);
        return refused;
    }

    private void ReadRow(ReadOnlySpan<char> text, int line)
    {
        int rowStart = returnsPpm.Count;
        if (!TryReadFields(text, line, out long timestamp))
        {
            returnsPpm.RemoveRange(rowStart, returnsPpm.Count - rowStart);
            return;
        }

        timestamps.Add(timestamp);
    }

    private bool TryReadFields(ReadOnlySpan<char> text, int line, out long timestamp)
    {
        timestamp = 0;
        int field = 0;
        foreach (Range range in text.Split(','))
        {
            ReadOnlySpan<char> value = text[range];
            if (field == 0)
            {
                if (!TryReadTimestamp(value, line, out timestamp))
                {
                    return false;
                }
            }
            else if (field > names.Length)
            {
                return Refuse($"line {line}: more than {names.Length} returns");
            }
            else if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int ppm)
                || ppm is < ReturnPpmMin or > ReturnPpmMax)
            {
                return Refuse($"line {line}: {names[field - 1]} is no whole ppm in {ReturnPpmMin}..{ReturnPpmMax}");
            }
            else
            {
                returnsPpm.Add(ppm);
            }

            field++;
        }

        return field == names.Length + 1 || Refuse($"line {line}: {field - 1} returns where {names.Length} belong");
    }

    private bool TryReadTimestamp(ReadOnlySpan<char> value, int line, out long timestamp)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out timestamp))
        {
            return Refuse($"line {line}: ts is no whole number");
        }

        // A repeated time would count one loss twice.
        if (timestamps.Count > 0 && timestamp <= timestamps[^1])
        {
            return Refuse($"line {line}: ts does not rise");
        }

        return timestamps.Count < RowsMax || Refuse($"line {line}: more than {RowsMax} rows");
    }

    private bool Refuse(string fault)
    {
        AddFault(fault);
        return false;
    }

    private void AddFault(string fault)
    {
        faultCount++;
        if (faults.Count < FaultsMax)
        {
            faults.Add(fault);
        }
    }

    private void CloseFaults()
    {
        if (faultCount > faults.Count)
        {
            faults.Add($"and {faultCount - faults.Count} more");
        }
    }
}
