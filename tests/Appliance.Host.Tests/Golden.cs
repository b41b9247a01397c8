using System;
using System.IO;
using Appliance.Core;

namespace Appliance.Host.Tests;

/// <summary>
/// Text files under tests/vectors that hold what output must be. GOLDEN_UPDATE=1 writes them anew; the difference is
/// then reviewed like code.
/// </summary>
internal static class Golden
{
    public static void Verify(string name, string actual)
    {
        string path = Path.Combine(Root(), "tests", "vectors", name);
        if (Environment.GetEnvironmentVariable("GOLDEN_UPDATE") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{name} is missing; GOLDEN_UPDATE=1 writes it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Appliance.sln")))
        {
            folder = folder.Parent;
        }

        Check.That(folder is not null);
        return folder.FullName;
    }
}
