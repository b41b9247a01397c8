using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;

namespace Appliance.Sim.Exchange;

/// <summary>The scenarios and tables that travel inside the assembly, by folder and name.</summary>
public static class EmbeddedText
{
    private static readonly Assembly Home = typeof(EmbeddedText).Assembly;

    /// <summary>The text of "data/x.csv" or "scenarios/x.json"; null when there is none of that name.</summary>
    public static string? TryRead(string logicalName)
    {
        using Stream? stream = Home.GetManifestResourceStream(logicalName);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Names without folder and extension, sorted.</summary>
    public static IReadOnlyList<string> Names(string folder, string extension)
    {
        List<string> names = [];
        foreach (string resource in Home.GetManifestResourceNames())
        {
            if (resource.StartsWith(folder + "/", StringComparison.Ordinal)
                && resource.EndsWith(extension, StringComparison.Ordinal))
            {
                names.Add(resource[(folder.Length + 1)..^extension.Length]);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }
}
