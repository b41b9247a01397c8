using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Many streams, one seed each, over all cores; the first that fails is made small and told.</summary>
internal static class Streams
{
    public const int Commands = 120;

    /// <summary>Streams a profile: EXACT_STREAMS, or what make test has time for.</summary>
    public static int PerProfile => (int)Setting("EXACT_STREAMS", 180);

    public static ulong FirstSeed => Setting("SEED", 1);

    /// <summary>Null when all agree; else the report of the lowest seed that does not.</summary>
    public static string? Run(
        ulong first, int count, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make, Coverage? coverage = null)
    {
        ConcurrentBag<(ulong Seed, Mismatch Found)> failures = [];
        Parallel.For(0, count, (k, loop) =>
        {
            ulong seed = first + (ulong)k;
            Mismatch? found = Rig.Draw(seed, Commands, make, coverage);
            if (found is not null)
            {
                failures.Add((seed, found));
                loop.Break();
            }
        });
        if (failures.IsEmpty)
        {
            return null;
        }

        (ulong lowest, Mismatch mismatch) = failures.MinBy(failure => failure.Seed);
        return Report(lowest, mismatch, make);
    }

    private static string Report(ulong seed, Mismatch found, Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make)
    {
        Mismatch small = Shrinker.Shrink(seed, found, make);
        IEnumerable<string> lines = small.Steps.Select((step, k) => $"  {k + 1}. {step}");
        return $"seed {seed} step {found.At}: {found.Difference}\n"
            + $"repeat: make exact SEED={seed}\n"
            + $"smallest: {small.Steps.Count} steps, then {small.Difference}\n{string.Join('\n', lines)}";
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : otherwise;
}
