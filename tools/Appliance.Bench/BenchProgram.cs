using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Appliance.Bench.Device;
using Appliance.Bench.Micro;
using Appliance.Bench.Orders;
using Appliance.Bench.Report;
using Appliance.Bench.Ring;
using Appliance.Bench.Wire;

namespace Appliance.Bench;

/// <summary>
/// Benchmarks report, they do not judge: a missed bar is printed as NOT MET and the exit code stays 0. Only a wrong
/// command line (64) or a broken invariant fails a run.
/// </summary>
public static class BenchProgram
{
    private const int ExitUsage = 64;
    private const ulong DefaultSeed = 20210519;

    private static readonly BenchCase[] Cases =
    [
        new("clock", "cost of reading the clocks, which every latency below includes", ClockBench.Run),
        new("order.path", "frame to verdict, on one thread and on three", OrderPathBench.Run, OrderPathBench.Parts),
        new("device.check", "one order check, random groups, against scalar and decimal", CheckBench.Run),
        new("device.revalue", "all arrays change: every group anew, against the multiplier", RevaluationBench.Run),
        new("device.load", "a million groups of eight positions; 9 GiB, only when named", LoadBench.Run)
        {
            IsOptIn = true,
        },
        new("device.bulk", "mark update, scan, epoch switch, memory", BulkBench.Run),
        new("handoff", "one hop between two threads: ring against channel", HandoffBench.Run),
        new("pipeline.hop", "what the ring adds between decode and machine, on two threads", HopBench.Run),
        new("ring", "the ring between threads: throughput and round trips", RingBench.Run, RingBench.Parts),
        new("sbe", "generated codecs against structs laid over the bytes", SbeBench.Run, SbeBench.Parts),
        new("micro", "single operations by BenchmarkDotNet", MicroBench.Run),
    ];

    public static int Run(string[] args)
    {
        if (!TryParse(args, out Options options, out string fault))
        {
            Console.Error.WriteLine(fault);
            Usage(Console.Error);
            return ExitUsage;
        }

        BenchReport report = new();
        BenchRun run = new(options.Filter, options.IsQuick, options.Seed, report);
        BenchCase[] chosen = [.. Cases.Where(c => c.IsWanted(run))];
        if (options.IsList || chosen.Length == 0)
        {
            Usage(options.IsList ? Console.Out : Console.Error);
            return options.IsList ? 0 : ExitUsage;
        }

        Environs environs = Environs.Read();
        Console.WriteLine($"machine  {environs.Machine}");
        Console.WriteLine($"commit   {environs.Commit}");
        Console.WriteLine($"load     {environs.LoadAverage}");
        Console.WriteLine($"seed     {options.Seed}");
        string path = "";
        foreach (BenchCase bench in chosen)
        {
            BenchRun.Say($"{bench.Name}: {bench.Says} (load {Environs.Load()})");
            bench.Run(run);

            // At once, so that what fails later costs nothing measured before.
            path = options.IsQuick ? "" : report.Append(environs, options.Seed);
        }

        Console.WriteLine();
        report.Print(Console.Out);
        if (path.Length > 0)
        {
            Console.WriteLine($"\nrows appended to {Path.GetRelativePath(environs.Root, path)}");
        }

        return 0;
    }

    private static void Usage(TextWriter writer)
    {
        writer.WriteLine("Appliance.Bench [--filter NAME] [--quick] [--seed N] [--list]; a name may end in *:");
        foreach (BenchCase bench in Cases)
        {
            writer.WriteLine($"  {bench.Name,-14} {bench.Says}");
            foreach (string part in bench.Parts)
            {
                writer.WriteLine($"    {part}");
            }
        }
    }

    private static bool TryParse(string[] args, out Options options, out string fault)
    {
        options = new Options("*", false, false, DefaultSeed);
        fault = "";
        Queue<string> rest = new(args);
        while (fault.Length == 0 && rest.TryDequeue(out string? arg))
        {
            switch (arg)
            {
                case "--quick":
                    options = options with { IsQuick = true };
                    break;
                case "--list":
                    options = options with { IsList = true };
                    break;
                case "--filter" when rest.TryDequeue(out string? filter):
                    options = options with { Filter = filter };
                    break;
                case "--seed" when rest.TryDequeue(out string? text)
                    && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed):
                    options = options with { Seed = seed };
                    break;
                default:
                    fault = $"not understood: {arg}";
                    break;
            }
        }

        return fault.Length == 0;
    }

    private sealed record Options(string Filter, bool IsQuick, bool IsList, ulong Seed);
}
