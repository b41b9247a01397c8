using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Appliance.Margin.Tests;

/// <summary>Reads tests/vectors, whose README names where each file comes from.</summary>
internal static class Vectors
{
    public static JsonElement Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    public static IEnumerable<JsonElement> Rows(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray();

    public static long Long(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static long[] Longs(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetInt64())];
}
