using System;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Wire.Tests;

/// <summary>The seed of every random test: fixed, or SEED from the environment to repeat or to look further.</summary>
internal static class TestSeed
{
    internal static ulong Value { get; } =
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : 81_123;

    /// <summary>A generator for a named part of the tests.</summary>
    internal static Prng Generator(string part) =>
        new(Value ^ Cases.TestText.Hash(System.Text.Encoding.ASCII.GetBytes(part)));

    /// <summary>What a failure says first.</summary>
    internal static string Repeat(string what) =>
        $"{what}   repeat: SEED={Value} dotnet test tests/Appliance.Wire.Tests";

    /// <summary>A value that is an extreme or a bit pattern half of the time.</summary>
    internal static ulong NextValue(Prng random) => random.Next(8) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => 1UL << 63,
        3 => (1UL << 63) - 1,
        _ => random.NextUInt64() >> (int)random.Next(64),
    };
}
