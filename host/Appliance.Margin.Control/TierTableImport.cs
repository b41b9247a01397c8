using System;
using System.Collections.Generic;
using System.Text.Json;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// Reads a venue's leverage tables: an object, or one under "data", of symbol to an array of tiers with minNotional,
/// maxNotional, maintenanceMarginRate and maxLeverage, and where given the published amount (info.cum or
/// info.mmDeduction), which must be the one that makes the table continuous. The bytes are untrusted: whatever is
/// wrong is a sentence, a symbol with a fault is left out whole, and no number goes through floating point.
/// </summary>
public static class TierTableImport
{
    /// <summary>Larger files are refused unread.</summary>
    public const int FileBytesMax = 64 << 20;

    // A name that stands twice could be read two ways: refused, like everything else that could.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private const long Billion = 1_000_000_000;

    /// <summary>Reads the tables of one file.</summary>
    public static TierTableFile Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > FileBytesMax)
        {
            return Refused($"the file has {json.Length} bytes, at most {FileBytesMax} are read");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            return Refused(e.LineNumber is null
                ? "not JSON, or a name stands twice"
                : $"not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            return Refused("a text is not Unicode");
        }
    }

    private static TierTableFile Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out JsonElement data))
        {
            root = data;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return Refused("not an object of symbols");
        }

        List<TierTable> tables = [];
        List<string> faults = [];
        foreach (JsonProperty symbol in root.EnumerateObject())
        {
            if (tables.Count + faults.Count == Limits.InstrumentsMax)
            {
                faults.Add($"more than {Limits.InstrumentsMax} symbols; the rest is left out");
                break;
            }

            string? fault = TryRead(symbol, out TierTable? table);
            if (table is null)
            {
                faults.Add($"{Shown(symbol.Name)}: {fault}");
            }
            else
            {
                tables.Add(table);
            }
        }

        return new TierTableFile(tables, faults);
    }

    private static string? TryRead(JsonProperty symbol, out TierTable? table)
    {
        table = null;
        if (symbol.Value.ValueKind != JsonValueKind.Array)
        {
            return "not an array of tiers";
        }

        int count = symbol.Value.GetArrayLength();
        if (count is < 1 or > Limits.AffineSegmentsMax)
        {
            return $"{count} tiers are not 1..{Limits.AffineSegmentsMax}";
        }

        VenueTier[] tiers = new VenueTier[count];
        long ceilingMicro = 0;
        for (int k = 0; k < count; k++)
        {
            string? fault = TierFields.TryRead(symbol.Value[k], k + 1 == count, out tiers[k], out long capMicro)
                ?? (tiers[k].FloorMicro == ceilingMicro ? null : "does not begin where the one before ends")
                ?? (k == 0 || tiers[k].RateE9 > tiers[k - 1].RateE9 ? null : "the rate does not rise")
                ?? (k == 0 || tiers[k].LeverageE6 <= tiers[k - 1].LeverageE6 ? null : "the leverage rises");
            if (fault is not null)
            {
                return $"tier {k + 1}: {fault}";
            }

            ceilingMicro = capMicro;
        }

        return CheckAmounts(symbol, tiers, out table);
    }

    private static string? CheckAmounts(JsonProperty symbol, VenueTier[] tiers, out TierTable? table)
    {
        table = null;
        Int128[] amounts = TierTable.ExactAmounts(tiers);
        for (int k = 0; k < tiers.Length; k++)
        {
            if (!TierFields.TryReadAmount(symbol.Value[k], out Int128? published))
            {
                return $"tier {k + 1}: the published amount is not a decimal number";
            }

            if (published is not null && published != amounts[k])
            {
                return $"tier {k + 1}: the published amount does not make the table continuous";
            }

            if (amounts[k] / Billion > FixedPoint.MoneyMax)
            {
                return $"tier {k + 1}: the amount is beyond the money range";
            }
        }

        TierTable made = new(symbol.Name, tiers);
        foreach (AffineSegment line in made.Initial)
        {
            if (line.OffsetMicro is < 0 or > FixedPoint.MoneyMax)
            {
                return "the initial amount is beyond the money range";
            }
        }

        table = made;
        return null;
    }

    // A name of the world's is cut before it stands in a sentence.
    private static string Shown(string name) => name.Length <= 40 ? name : name[..40];

    private static TierTableFile Refused(string fault) => new([], [fault]);
}
