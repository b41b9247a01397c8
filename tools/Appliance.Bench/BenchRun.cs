using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Bench.Report;

namespace Appliance.Bench;

/// <summary>What a benchmark is given: how long it may take, its seed, and where its rows go.</summary>
public sealed class BenchRun(string filter, bool isQuick, ulong seed, BenchReport report)
{
    /// <summary>A smoke run: everything once and short; its figures mean nothing.</summary>
    public bool IsQuick { get; } = isQuick;

    public ulong Seed { get; } = seed;

    /// <summary>Times each contestant is run, in turns with the others.</summary>
    public int Rounds => IsQuick ? 1 : 7;

    /// <summary>Whether the filter asks for the whole, this part, or something of this part.</summary>
    public bool Wants(string name)
    {
        string wanted = filter.TrimEnd('*');
        bool isWithin = filter.EndsWith('*')
            ? name.StartsWith(wanted, StringComparison.Ordinal)
            : name == wanted || name.StartsWith(wanted + ".", StringComparison.Ordinal);
        return isWithin || wanted.StartsWith(name + ".", StringComparison.Ordinal);
    }

    /// <summary>Whether the filter names exactly this, or something of it: no star asks for what is opt-in.</summary>
    public bool Names(string name) => !filter.EndsWith('*') && Wants(name);

    public void Add(string name, string unit, double value, double? baseline = null, Bar? bar = null) =>
        report.Add(new BenchRow(name, unit, value, baseline, bar));

    /// <summary>The middle of the rounds; of an even number the lower middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[(sorted.Length - 1) / 2];
    }

    public static void Say(string text) => Console.Error.WriteLine(text);
}

/// <summary>A named benchmark; its parts, where it has any, can be asked for alone.</summary>
public sealed record BenchCase(string Name, string Says, Action<BenchRun> Run, params string[] Parts)
{
    /// <summary>Takes so much of the machine that it runs only when it is named.</summary>
    public bool IsOptIn { get; init; }

    public bool IsWanted(BenchRun run) => IsOptIn ? run.Names(Name)
        : Parts.Length == 0 ? run.Wants(Name)
        : Array.Exists(Parts, run.Wants);
}
