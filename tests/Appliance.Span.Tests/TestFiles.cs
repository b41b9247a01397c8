using System;
using System.Globalization;
using System.IO;
using System.Text;
using Appliance.Core;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Files that tests read, and seeds.</summary>
internal static class TestFiles
{
    private const string SharedSpan = "takas_shared.spn.gz";

    /// <summary>The folder that holds Appliance.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The small file of our own: invented contracts, arrays from an independent program.</summary>
    public static string SmallPath { get; } = Vector("span_small.xml");

    /// <summary>The seed of every random test: fixed, or SEED from the environment.</summary>
    public static ulong Seed { get; } =
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : 61_016;

    public static string Vector(string name) => Path.Combine(Root, "tests", "vectors", name);

    /// <summary>A generator for a named part of the tests.</summary>
    public static Prng Generator(string part) => new Prng(Seed).Fork(Crc32C.Of(Encoding.ASCII.GetBytes(part)));

    /// <summary>What a failure says first.</summary>
    public static string Repeat(string what) =>
        $"FAIL {what}   repeat: SEED={Seed} dotnet test tests/Appliance.Span.Tests";

    /// <summary>A published clearing house file beside the repository, or null with a line of output.</summary>
    public static string? Shared(Xunit.Abstractions.ITestOutputHelper output, string name = SharedSpan)
    {
        string path = Path.Combine(Root, "..", "shared", "data", "span", name);
        if (File.Exists(path))
        {
            return path;
        }

        output.WriteLine($"skipped: ../shared/data/span/{name} absent");
        return null;
    }

    public static SpanFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        SpanReading reading = SpanReader.Read(stream, SpanLimits.Default);
        Assert.True(reading.File is not null, $"{path}: {reading.Fault}");
        return reading.File;
    }

    public static SpanImported Import(SpanFile file, bool isComputing = false)
    {
        SpanImported imported = SpanImport.Build(file, isComputing);
        Assert.Empty(imported.Faults);
        return imported;
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
