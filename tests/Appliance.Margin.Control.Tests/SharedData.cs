using System.IO;

namespace Appliance.Margin.Control.Tests;

/// <summary>Third-party numbers beside the repository; without them a test says so and stops.</summary>
internal static class SharedData
{
    /// <summary>The path below ../shared, or null with a line of output when it is not there.</summary>
    internal static string? Find(Xunit.Abstractions.ITestOutputHelper output, params string[] parts)
    {
        string path = Path.Combine([Golden.Root, "..", "shared", .. parts]);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        output.WriteLine($"skipped: ../shared/{string.Join('/', parts)} absent");
        return null;
    }
}
