using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Appliance.Host.Risk;

/// <summary>
/// One value of a JSON document with its path. A read that does not fit notes a fault and gives a legal stand-in, so
/// that all faults come out at once.
/// </summary>
internal readonly struct JsonPart(JsonElement element, string path, List<string> faults)
{
    private const int TextCharsMax = 4096;

    // Enough to see what is wrong with a file; more is only memory.
    private const int FaultsMax = 1000;

    private bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>Refuses every other key: a misspelt one must not be silently ignored.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        if (!IsObject)
        {
            Fault(path, "an object belongs here");
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (names.IndexOf(property.Name) < 0)
            {
                Fault(PathOf(property.Name), $"unknown key; known here: {string.Join(", ", names!)}");
            }
        }
    }

    public void Refuse(string name, string reason) => Fault(PathOf(name), reason);

    public List<JsonPart> List(string name, int countMin, int countMax)
    {
        List<JsonPart> parts = [];
        if (!TryTake(name, out JsonElement list))
        {
            return parts;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            Refuse(name, "a list belongs here");
            return parts;
        }

        int count = list.GetArrayLength();
        if (count < countMin || count > countMax)
        {
            Refuse(name, $"holds {count} entries, not {countMin}..{countMax}");
            return parts;
        }

        foreach (JsonElement item in list.EnumerateArray())
        {
            parts.Add(new JsonPart(item, $"{PathOf(name)}[{parts.Count}]", faults));
        }

        return parts;
    }

    public long Whole(string name, long min, long max)
    {
        if (!TryTake(name, out JsonElement value))
        {
            return min;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long whole))
        {
            Refuse(name, "is not a whole number");
            return min;
        }

        if (whole < min || whole > max)
        {
            Refuse(name, $"{whole} is not in {min}..{max}");
            return min;
        }

        return whole;
    }

    /// <summary>Exactly so many whole numbers; null when the list is empty.</summary>
    public long[]? Wholes(string name, int count, long min, long max)
    {
        if (!TryTake(name, out JsonElement list))
        {
            return null;
        }

        int length = list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : -1;
        if (length != 0 && length != count)
        {
            Refuse(name, $"a list of {count} numbers, or of none, belongs here");
            return null;
        }

        long[] values = new long[length];
        for (int i = 0; i < length; i++)
        {
            JsonElement item = list[i];
            bool isWhole = item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out values[i]);
            if (!isWhole || values[i] < min || values[i] > max)
            {
                Refuse($"{name}[{i}]", $"is not a whole number in {min}..{max}");
            }
        }

        return length == 0 ? null : values;
    }

    public bool Flag(string name)
    {
        if (TryTake(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Refuse(name, "is neither true nor false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public string Text(string name)
    {
        if (!TryTake(name, out JsonElement value))
        {
            return "";
        }

        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (text is null || text.Length > TextCharsMax)
        {
            Refuse(name, $"text in quotes, at most {TextCharsMax} characters, belongs here");
        }

        return text ?? "";
    }

    /// <summary>Index of the value among the choices.</summary>
    public int Choice(string name, params ReadOnlySpan<string> choices)
    {
        int before = faults.Count;
        string text = Text(name);
        int index = choices.IndexOf(text);
        if (index < 0 && faults.Count == before)
        {
            Refuse(name, $"\"{text}\" is none of {string.Join(", ", choices!)}");
        }

        return Math.Max(index, 0);
    }

    private bool TryTake(string name, out JsonElement value)
    {
        value = default;
        if (!IsObject)
        {
            return false;
        }

        if (element.TryGetProperty(name, out value))
        {
            return true;
        }

        Refuse(name, "is missing");
        return false;
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Fault(string place, string reason)
    {
        if (faults.Count < FaultsMax)
        {
            faults.Add(place.Length == 0 ? reason : $"{place}: {reason}");
        }
    }
}
