using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Reads tests/vectors, whose README names where each file comes from.</summary>
internal static class Vectors
{
    public static JsonElement Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "vectors", name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    public static BigInteger Big(this JsonElement element) => BigInteger.Parse(element.GetRawText());

    public static BigInteger Big(this JsonElement element, string name) => element.GetProperty(name).Big();

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static BigInteger[] Bigs(this JsonElement element) => [.. element.EnumerateArray().Select(e => e.Big())];

    public static BigInteger[] Bigs(this JsonElement element, string name) => element.GetProperty(name).Bigs();

    public static IEnumerable<JsonElement> Rows(this JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray();
}
