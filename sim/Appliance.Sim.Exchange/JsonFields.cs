using System.Collections.Generic;
using System.Text.Json;

namespace Appliance.Sim.Exchange;

/// <summary>
/// Reads one JSON object field by field and collects every fault, so that a file is corrected in one go. A faulty
/// field reads as its smallest legal value. Keys that nobody asked for are faults too.
/// </summary>
internal sealed class JsonFields
{
    private readonly JsonElement element;
    private readonly string path;
    private readonly List<string> faults;
    private readonly HashSet<string> asked = [];

    public JsonFields(JsonElement element, string path, List<string> faults)
    {
        this.element = element;
        this.path = path;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{Where("")}must be an object");
        }
    }

    public long Long(string key, long min, long max)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return min;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long number))
        {
            faults.Add($"{Where(key)}must be a whole number");
            return min;
        }

        if (number < min || number > max)
        {
            faults.Add($"{Where(key)}is {number}, must be {min} to {max}");
            return min;
        }

        return number;
    }

    public int Int(string key, int min, int max) => (int)Long(key, min, max);

    public int Ppm(string key) => Int(key, 0, 1_000_000);

    public string Text(string key, int lengthMax)
    {
        if (!TryGet(key, out JsonElement value))
        {
            return "";
        }

        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (string.IsNullOrEmpty(text) || text.Length > lengthMax)
        {
            faults.Add($"{Where(key)}must be a text of 1 to {lengthMax} characters");
            return "";
        }

        return text;
    }

    public JsonFields Object(string key) =>
        new(TryGet(key, out JsonElement value) ? value : EmptyObject(), path + key + ".", faults);

    public List<JsonFields> Objects(string key, int countMax)
    {
        List<JsonFields> items = [];
        if (!TryGet(key, out JsonElement value))
        {
            return items;
        }

        int count = value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 0;
        if (count < 1 || count > countMax)
        {
            faults.Add($"{Where(key)}must be a list of 1 to {countMax} objects");
            return items;
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            items.Add(new JsonFields(item, $"{path}{key}[{items.Count}].", faults));
        }

        return items;
    }

    /// <summary>After the last field: what else the object holds is a fault.</summary>
    public void End()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        HashSet<string> seen = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!asked.Contains(property.Name))
            {
                faults.Add($"{Where(property.Name)}is not a known key");
            }
            else if (!seen.Add(property.Name))
            {
                faults.Add($"{Where(property.Name)}is given twice");
            }
        }
    }

    public void Fault(string key, string what) => faults.Add(Where(key) + what);

    private static JsonElement EmptyObject()
    {
        using JsonDocument document = JsonDocument.Parse("{}");
        return document.RootElement.Clone();
    }

    private bool TryGet(string key, out JsonElement value)
    {
        asked.Add(key);
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out value))
        {
            return true;
        }

        value = default;
        if (element.ValueKind == JsonValueKind.Object)
        {
            faults.Add($"{Where(key)}is missing");
        }

        return false;
    }

    private string Where(string key) =>
        (path + key).TrimEnd('.') is { Length: > 0 } full ? full + " " : "the scenario ";
}
