using System;
using System.Globalization;
using Xunit.Abstractions;

namespace Appliance.Disruptor.Tests;

/// <summary>Seeds of random tests: RING_SEED where it is set, the test's own otherwise; always printed.</summary>
internal static class Seed
{
    private const string Variable = "RING_SEED";

    /// <summary>The seed, and the command that runs the test again with it, on the test's output.</summary>
    public static int Take(ITestOutputHelper output, int usual, string test)
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        int seed = text is null ? usual : int.Parse(text, CultureInfo.InvariantCulture);
        output.WriteLine(Repeat(seed, test));
        return seed;
    }

    /// <summary>How to run a test again with a seed.</summary>
    public static string Repeat(int seed, string test) =>
        $"seed {seed}; repeat: {Variable}={seed} dotnet test tests/Appliance.Disruptor.Tests -c Release "
        + $"--filter FullyQualifiedName~{test}";
}
