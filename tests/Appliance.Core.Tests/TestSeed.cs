using System;
using System.Globalization;
using System.Text;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Appliance.Core.Tests;

/// <summary>The seed of every random test: fixed, or SEED from the environment to repeat or to look further.</summary>
internal static class TestSeed
{
    private const int DrawsPerLaw = 2_000;

    internal static ulong Value { get; } =
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : 81_123;

    /// <summary>FsCheck with the same seed; what it throws carries its own replay as well.</summary>
    internal static Config Config { get; } = Config.QuickThrowOnFailure
        .WithMaxTest(DrawsPerLaw)
        .WithQuietOnSuccess(true)
        .WithName(Repeat("drawn numbers") + "   ")
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Value), FSharpOption<int>.None)));

    /// <summary>A generator for a named part of the tests.</summary>
    internal static Prng Generator(string part) => new Prng(Value).Fork(Crc32C.Of(Encoding.ASCII.GetBytes(part)));

    /// <summary>What a failure says first.</summary>
    internal static string Repeat(string what) =>
        $"FAIL {what}   repeat: SEED={Value} dotnet test tests/Appliance.Core.Tests";
}
