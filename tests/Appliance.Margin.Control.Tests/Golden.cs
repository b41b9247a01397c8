using System;
using System.IO;

namespace Appliance.Margin.Control.Tests;

/// <summary>Golden text under tests/vectors, written anew with GOLDEN_UPDATE=1 and reviewed like code.</summary>
internal static class Golden
{
    /// <summary>The folder that holds Appliance.sln.</summary>
    internal static string Root { get; } = FindRoot();

    internal static void AssertSame(string fileName, string actual)
    {
        string path = Path.Combine(Root, "tests", "vectors", fileName);
        if (Environment.GetEnvironmentVariable("GOLDEN_UPDATE") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; GOLDEN_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("no Appliance.sln above the test binaries");
    }
}
