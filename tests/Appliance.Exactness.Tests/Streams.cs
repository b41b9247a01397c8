using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Many streams, one seed each, over all cores; the first that fails is made small and told.</summary>
internal static class Streams
{
    public const int Commands = 200;

    /// <summary>Streams a profile: EXACT_STREAMS, or what make test has time for.</summary>
    public static int PerProfile => (int)Setting("EXACT_STREAMS", 1000);

    public static ulong FirstSeed => Setting("SEED", 1);

    /// <summary>Every profile, or the one that PROFILE names.</summary>
    public static IEnumerable<(string Name, RiskProfile Profile)> Profiles => Shape.Profiles.Where(p =>
        Environment.GetEnvironmentVariable("PROFILE") is not { Length: > 0 } only || only == p.Name);

    public static CommandStream Of((string Name, RiskProfile Profile) profile, ulong seed) =>
        new(profile.Name, profile.Profile, seed, Commands);

    /// <summary>Null when all agree; else the report of the lowest seed that does not.</summary>
    public static string? Run(
        (string Name, RiskProfile Profile) profile, int count, Contest contest, Coverage? coverage = null)
    {
        ConcurrentBag<(CommandStream Stream, Mismatch Found)> failures = [];
        Parallel.For(0, count, (k, loop) =>
        {
            CommandStream stream = Of(profile, FirstSeed + (ulong)k);
            Mismatch? found = Rig.Run(stream, contest, coverage);
            if (found is not null)
            {
                failures.Add((stream, found));
                loop.Break();
            }
        });
        if (failures.IsEmpty)
        {
            return null;
        }

        (CommandStream lowest, Mismatch mismatch) = failures.MinBy(failure => failure.Stream.Seed);
        return Report(lowest, mismatch, contest);
    }

    /// <summary>How to get a failure back, and the smallest stream that shows it.</summary>
    public static string Report(CommandStream stream, Mismatch found, Contest contest)
    {
        (CommandStream small, Mismatch last) = Shrinker.Shrink(stream, found, s => Rig.Run(s, contest));
        StringBuilder text = new();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"FAIL {stream.Name} seed {stream.Seed} step {found.At}: {found.Difference}");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"repeat: make exact PROFILE={stream.Name} SEED={stream.Seed} EXACT_STREAMS=1");
        text.AppendLine(
            CultureInfo.InvariantCulture, $"smallest: {last.Steps.Count} steps, then {last.Difference}");
        World world = small.MakeWorld();
        text.AppendLine(CultureInfo.InvariantCulture, $"  world {world.Shape} without {small.Without}");
        foreach (string line in world.Describe())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }

        for (int k = 0; k < last.Steps.Count; k++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {k + 1}. {last.Steps[k]}");
        }

        return text.ToString();
    }

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(
            Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : otherwise;
}
