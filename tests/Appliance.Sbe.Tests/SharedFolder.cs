using System;
using System.IO;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests;

/// <summary>Where the repository is, and the third-party schemas beside it, which not everybody has.</summary>
internal static class SharedFolder
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the shared folder, or null with a line of output when it is not there.</summary>
    public static string? Find(ITestOutputHelper output, params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        if (Path.Exists(path))
        {
            return path;
        }

        output.WriteLine($"skipped: ../shared/{string.Join('/', parts)} absent");
        return null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("no Appliance.sln above " + AppContext.BaseDirectory);
    }
}
