using System;
using System.Globalization;
using System.Text;
using Appliance.Core;

namespace Appliance.Margin.Tests;

/// <summary>The seed of every random test: fixed, or SEED from the environment to repeat or to look further.</summary>
internal static class TestSeed
{
    internal static ulong Value { get; } =
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : 81_123;

    /// <summary>A generator for a named part of the tests.</summary>
    internal static Prng Generator(string part) => new Prng(Value).Fork(Crc32C.Of(Encoding.ASCII.GetBytes(part)));

    /// <summary>What a failure says first.</summary>
    internal static string Repeat(string what) =>
        $"FAIL {what}   repeat: SEED={Value} dotnet test tests/Appliance.Margin.Tests";
}
