using System;
using System.Globalization;

namespace Appliance.Machine.Tests;

/// <summary>The first seed of every random test: fixed, or SEED from the environment to look further.</summary>
internal static class TestSeed
{
    internal static ulong First { get; } =
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : 81_123;

    /// <summary>What a failure says first.</summary>
    internal static string Repeat(string what, ulong seed, string project = "Appliance.Machine.Tests") =>
        $"{what}   repeat: SEED={seed} dotnet test tests/{project}";
}
