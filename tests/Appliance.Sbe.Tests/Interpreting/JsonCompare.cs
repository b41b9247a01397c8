using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Compares decoded values with expected ones; every field on either side counts.</summary>
internal static class JsonCompare
{
    /// <summary>The paths that differ, with both values.</summary>
    public static IEnumerable<string> Differences(JsonElement expected, JsonElement found, string path = "")
    {
        if (expected.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            IEnumerable<string> names = expected.EnumerateObject().Concat(found.EnumerateObject())
                .Select(p => p.Name).Distinct();
            return names.SelectMany(name => Member(expected, found, name, path + "." + name));
        }

        if (expected.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array)
        {
            return expected.GetArrayLength() != found.GetArrayLength()
                ? [$"{path}: {expected.GetArrayLength()} expected, {found.GetArrayLength()} found"]
                : expected.EnumerateArray().Zip(found.EnumerateArray())
                    .SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
        }

        return IsSame(expected, found) ? [] : [$"{path}: {expected} expected, {found} found"];
    }

    private static IEnumerable<string> Member(JsonElement expected, JsonElement found, string name, string path)
    {
        bool isExpected = expected.TryGetProperty(name, out JsonElement left);
        bool isFound = found.TryGetProperty(name, out JsonElement right);
        return isExpected && isFound
            ? Differences(left, right, path)
            : [$"{path}: {(isExpected ? "not found" : "not expected")}"];
    }

    private static bool IsSame(JsonElement expected, JsonElement found)
    {
        if (expected.ValueKind != JsonValueKind.Number || found.ValueKind != JsonValueKind.Number)
        {
            return expected.ValueKind == found.ValueKind && expected.ToString() == found.ToString();
        }

        // Integers digit by digit: a double would lose the last ones of a price.
        string left = expected.GetRawText();
        string right = found.GetRawText();
        return left == right
            || (left.Contains('.') && double.Parse(left, CultureInfo.InvariantCulture)
                == double.Parse(right, CultureInfo.InvariantCulture));
    }
}
