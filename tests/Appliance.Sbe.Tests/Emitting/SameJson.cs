using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Compares values: numbers exactly as decimal digits say, floats as doubles.</summary>
internal static class SameJson
{
    /// <summary>Where the two differ first, or null.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "")
    {
        if (expected is JsonObject left && actual is JsonObject right)
        {
            string[] names = [.. left.Select(p => p.Key).Union(right.Select(p => p.Key))];
            return names.Select(n => left.ContainsKey(n) && right.ContainsKey(n)
                    ? Difference(left[n], right[n], path + "/" + n)
                    : $"{path}/{n} is only in the {(left.ContainsKey(n) ? "expected" : "actual")}")
                .FirstOrDefault(d => d is not null);
        }

        if (expected is JsonArray ours && actual is JsonArray theirs && ours.Count == theirs.Count)
        {
            return ours
                .Select((_, i) => Difference(ours[i], theirs[i], string.Create(CultureInfo.InvariantCulture,
                    $"{path}/{i}")))
                .FirstOrDefault(d => d is not null);
        }

        string a = expected?.ToJsonString() ?? "null";
        string b = actual?.ToJsonString() ?? "null";
        bool isSame = a == b || (IsFraction(a) && double.TryParse(b, CultureInfo.InvariantCulture, out double value)
            && value.Equals(double.Parse(a, CultureInfo.InvariantCulture)));
        return isSame ? null : $"{path}: expected {a}, got {b}";
    }

    private static bool IsFraction(string text) =>
        text.Contains('.', StringComparison.Ordinal) && double.TryParse(text, CultureInfo.InvariantCulture, out _);
}
