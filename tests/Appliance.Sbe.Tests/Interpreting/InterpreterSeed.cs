using System;
using System.Globalization;
using Appliance.Core;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>The seed of these random tests: fixed, or SEED from the environment to repeat or to look further.</summary>
internal static class InterpreterSeed
{
    private const ulong Usual = 17_001;

    public static Prng Generator(ulong part) => new Prng(Value).Fork(part);

    private static ulong Value =>
        ulong.TryParse(
            Environment.GetEnvironmentVariable("SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : Usual;

    /// <summary>What a failure says first.</summary>
    public static string Repeat(string what) => $"{what}   repeat: SEED={Value} dotnet test tests/Appliance.Sbe.Tests";
}
