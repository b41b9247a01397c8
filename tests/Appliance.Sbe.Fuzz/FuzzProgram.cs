using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Appliance.Sbe.Emitting;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// Fast codecs against their span-checked twins, in a process of its own that may crash. First every planted fault has
/// to be caught: where one is not, the run is inconclusive, and that is no pass.
/// </summary>
internal static class FuzzProgram
{
    public const int ExitNothing = 0;
    public const int ExitFault = 1;
    public const int ExitInconclusive = 2;
    private const int ExitUsage = 64;

    /// <summary>A planted fault that needs more inputs than this to show is as good as not caught.</summary>
    private const long InputsOfPlant = 400_000;

    public static int Main(string[] args)
    {
        if (!FuzzOptions.TryParse(args, out FuzzOptions options))
        {
            Console.Error.WriteLine(FuzzOptions.Usage);
            return ExitUsage;
        }

        string root = FindRoot();
        if (options.Child.Length > 0)
        {
            return FuzzChild.Run(options, root);
        }

        Console.WriteLine($"seed {options.Seed}; repeat with: "
            + $"make fuzz SEED={options.Seed} FUZZ_INPUTS={options.Inputs}");
        Console.WriteLine(GuardedBytes.IsGuarded
            ? "inputs lie between guard pages: a read outside ends the process"
            : "no guard pages on this system: inputs are arrays of their own length");
        FuzzFolder folder = FuzzFolder.Create();
        try
        {
            return CatchesPlants(options, root, folder) ? Fuzz(options, root, folder) : ExitInconclusive;
        }
        finally
        {
            folder.Delete();
        }
    }

    private static bool CatchesPlants(FuzzOptions options, string root, FuzzFolder folder)
    {
        IReadOnlyList<FuzzUnit> units = FuzzUnit.Everything(root);
        IReadOnlyList<EmitFile> files = CodecBuild.Emit(units, isSafe: false);
        byte[] safe = CodecBuild.Compile("safe", units, CodecBuild.Emit(units, isSafe: true));
        int caught = 0;
        foreach (Plant plant in Plant.All.Take(options.Plants))
        {
            if (!plant.TryPut(files, out IReadOnlyList<EmitFile> planted))
            {
                Console.WriteLine($"planted: {plant.Name}: NO PLACE for it any more in {plant.File}");
                continue;
            }

            folder.Write(CodecBuild.Compile("fast", units, planted), safe);
            bool isCaught = IsCaught(options with { IsPlanted = true, From = 0, Inputs = InputsOfPlant }, root, folder,
                out string said);
            caught += isCaught ? 1 : 0;
            Console.WriteLine($"planted: {plant.Name}: {(isCaught ? "caught" : "NOT CAUGHT")}");
            Console.WriteLine("  " + Shorten(said));
        }

        Console.WriteLine($"planted faults: {caught} of {options.Plants} caught");
        return caught == options.Plants;
    }

    private static bool IsCaught(FuzzOptions options, string root, FuzzFolder folder, out string said)
    {
        int exit = RunChild(options, folder, out said);
        bool isCaught = exit is not (ExitNothing or ExitInconclusive);
        if (isCaught && exit != ExitFault)
        {
            said = Crash(options, root, folder, exit);
        }

        return isCaught;
    }

    private static int Fuzz(FuzzOptions options, string root, FuzzFolder folder)
    {
        IReadOnlyList<FuzzUnit> units = FuzzUnit.All(root);
        folder.Write(
            CodecBuild.Compile("fast", units, CodecBuild.Emit(units, isSafe: false)),
            CodecBuild.Compile("safe", units, CodecBuild.Emit(units, isSafe: true)));
        var clock = Stopwatch.StartNew();
        int exit = RunChild(options, folder, out string said);
        Console.WriteLine(exit is ExitNothing or ExitFault or ExitInconclusive
            ? said
            : Crash(options, root, folder, exit));
        string verdict = exit switch
        {
            ExitNothing => "nothing found",
            ExitInconclusive => "INCONCLUSIVE: a status never came up, so take more inputs",
            _ => "FAULT",
        };
        Console.WriteLine($"{options.Inputs} inputs of {units.Count} schemas "
            + $"in {clock.Elapsed.TotalSeconds:0} s: {verdict}");
        return exit is ExitNothing or ExitInconclusive ? exit : ExitFault;
    }

    private static int RunChild(FuzzOptions options, FuzzFolder folder, out string said)
    {
        string[] arguments =
        [
            "--child", folder.Path, "--planted", options.IsPlanted ? "1" : "0", "--seed", Text((long)options.Seed),
            "--from", Text(options.From), "--inputs", Text(options.Inputs),
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Started as "dotnet X.dll" the first argument is ourselves; started as X it must not be.
        string self = Path.GetFileNameWithoutExtension(Environment.ProcessPath!);
        if (self == "dotnet")
        {
            start.ArgumentList.Add(typeof(FuzzProgram).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process child = Process.Start(start)!;
        child.ErrorDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        said = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        return child.ExitCode;
    }

    // The dead cannot say what they died of, so the input is made again from its number.
    private static string Crash(FuzzOptions options, string root, FuzzFolder folder, int exit) =>
        FuzzChild.Load(folder, options, root)
            .Describe(
                folder.ReadNote(),
                $"the process died with exit code {Text(exit)}, as by a read outside the bytes")
            .ToString();

    private static string Shorten(string text) => text.Length <= 160 ? text : text[..160] + "...";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("no Appliance.sln above " + AppContext.BaseDirectory);
    }
}
