using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.IO;
using System.Runtime.InteropServices;
using Appliance.Core;
using Appliance.Host.Composition;
using Appliance.Host.Configuration;
using Appliance.Host.Doctor;
using Appliance.Host.Explaining;
using Appliance.Host.Risk;
using Appliance.Host.Running;
using Appliance.Host.Stat;
using Appliance.Host.Views;
using Appliance.Pipeline;

namespace Appliance.Host;

/// <summary>
/// The program as a function from words to an exit code. Bad input of every kind ends in one clear line and 64; a
/// broken check of ours ends in 70 with the command that repeats it.
/// </summary>
public sealed class ApplianceProgram(ProcessSeam process, RunComposition composition, CaptureVerification verification)
{
    private readonly CommandLineShape shape = new();
    private IReadOnlyList<string> args = [];
    private EffectiveConfig? config;

    public int Run(IReadOnlyList<string> commandLine)
    {
        args = commandLine;
        try
        {
            Command risk = new RiskVerbs(process).Command();
            risk.Add(new ExplainVerb(process, RunComposer.Run)
                .Command(shape, parsed => TryLoad(parsed) ? config : null, c => RepeatCommand.Of(args, c)));
            Command stat = new StatVerb(process, StatTime.OfThisMachine(), CounterPlace.Folder).Command();
            Command doctor = new DoctorVerb(
                process, SystemRoot.OfThisMachine(), () => RuntimeFacts.OfThisProcess(process.Variables)).Command();
            ParseResult parsed = shape.Build(RunScenario, Check, Version, risk, stat, doctor)
                .Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                foreach (ParseError error in parsed.Errors)
                {
                    process.Error.Write($"appliance: {error.Message}\n");
                }

                process.Error.Write("appliance: see appliance --help\n");
                return ExitCodes.BadUsage;
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = process.Output,
                Error = process.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException e)
        {
            process.Error.Write($"appliance: {e.Message}\n");
            return ExitCodes.BadUsage;
        }
        catch (IOException e)
        {
            // The world's, like a full disk: nothing wrong was seen, and nothing was proven.
            process.Error.Write($"appliance: {e.Message}\n");
            return ExitCodes.Inconclusive;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ReportFailure(e);
            return ExitCodes.CheckFailed;
        }
    }

    private int RunScenario(ParseResult parsed)
    {
        string? capture = parsed.GetValue(shape.Capture);
        string? expectHash = parsed.GetValue(shape.ExpectHash);
        if (!TryLoad(parsed) || config is null)
        {
            return ExitCodes.BadUsage;
        }

        RequireCapture(capture);
        if (expectHash is not null && !IsSha256(expectHash))
        {
            throw new UsageException($"--expect-hash: \"{expectHash}\" is not 64 hex digits");
        }

        if (capture is not null && config.RecordFile.Length > 0
            && Path.GetFullPath(capture) == Path.GetFullPath(config.RecordFile))
        {
            throw new UsageException("--record: would overwrite the capture it replays");
        }

        RunOptions options = new()
        {
            CaptureFile = capture,
            ExpectHash = expectHash,
            Warn = line => process.Error.Write($"appliance: {line}\n"),
            RepeatCommand = RepeatCommand.Of(args, config),
        };
        bool isJson = parsed.GetValue(shape.Json);
        bool isDrawn = process.IsTerminal && !isJson && !parsed.GetValue(shape.Plain);
        RunCommand command = new(composition);
        RunReport Body(IRunProgress progress) => command.Run(options, config, progress);

        // Lines of progress go to the other stream, so that what is piped or compared is the summary alone.
        RunReport report = isDrawn
            ? ProgressView.WithBar(SummaryView.ConsoleOn(process.Output), Body)
            : ProgressView.WithLines(process.Error, Body);
        SummaryForm form = isJson ? SummaryForm.Json : isDrawn ? SummaryForm.Tables : SummaryForm.Plain;
        SummaryView.Write(report, form, process.Output);
        return RunCommand.ExitCode(report.Outcome);
    }

    private int Check(ParseResult parsed)
    {
        string? capture = parsed.GetValue(shape.Capture);
        if (capture is not null)
        {
            RequireCapture(capture);
            CaptureReport report = verification(capture);
            string verdict = report.IsWhole ? "OK" : "FAILED";
            process.Output.Write(
                $"{verdict}  {capture}: {report.Frames} frames, {report.Bytes} bytes, {report.Detail}\n");
            return report.IsWhole ? ExitCodes.Good : ExitCodes.WrongAnswer;
        }

        if (!TryLoad(parsed) || config is null)
        {
            return ExitCodes.BadUsage;
        }

        if (parsed.GetValue(shape.Json))
        {
            ConfigView.WriteJson(config, process.Output);
        }
        else
        {
            ConfigView.WritePlain(config, process.Output);
        }

        return ExitCodes.Good;
    }

    private int Version(ParseResult parsed)
    {
        process.Output.Write($"appliance  {MachineInfo.Version}\n");
        process.Output.Write($"commit     {MachineInfo.Commit}\n");
        string platform = RuntimeInformation.RuntimeIdentifier;
        process.Output.Write($"runtime    {RuntimeInformation.FrameworkDescription}, {platform}\n");
        process.Output.Write($"cpu        {MachineInfo.Cpu}, {MachineInfo.Cores} cores\n");
        process.Output.Write($"features   {string.Join(' ', MachineInfo.CpuFeatures)}\n");
        return ExitCodes.Good;
    }

    private bool TryLoad(ParseResult parsed)
    {
        List<ConfigFlag> flags = [];
        AddFlag(parsed, shape.Scenario, "scenario", flags);
        AddFlag(parsed, shape.Record, "recordFile", flags);
        AddFlag(parsed, shape.Seed, "seed", flags);
        AddFlag(parsed, shape.Topology, "topology", flags);
        AddFlag(parsed, shape.Rate, "pacing.ordersPerSecond", flags);
        AddFlag(parsed, shape.Accounts, "accounts", flags);
        AddFlag(parsed, shape.Bars, "bars", flags);
        ConfigLoad load = ConfigLoader.Load(parsed.GetValue(shape.Config), process.Variables, flags);
        foreach (string fault in load.Faults)
        {
            process.Error.Write($"{fault}\n");
        }

        config = load.Config;
        return config is not null;
    }

    private static void AddFlag(ParseResult parsed, Option<string> option, string path, List<ConfigFlag> flags)
    {
        if (parsed.GetValue(option) is string value)
        {
            flags.Add(new ConfigFlag(path, value));
        }
    }

    private static void RequireCapture(string? capture)
    {
        if (capture is not null && !File.Exists(capture))
        {
            throw new UsageException($"--capture: {capture} does not exist");
        }
    }

    private static bool IsSha256(string text)
    {
        bool isHex = text.Length == 64;
        foreach (char c in text)
        {
            isHex &= char.IsAsciiHexDigit(c);
        }

        return isHex;
    }

    // Seed, commit and command first: whoever reads only the top of a log can still get the failure back.
    private void ReportFailure(Exception e)
    {
        string what = e is CheckFailedException or StageFailedException or DrainTimeoutException
            ? e.Message
            : $"check failed: {e.GetType().Name}: {e.Message}";
        process.Error.Write($"{what}\n");
        if (config is not null)
        {
            process.Error.Write($"seed: {config.Seed}\n");
        }

        process.Error.Write($"commit: {MachineInfo.Commit}\n");
        process.Error.Write($"repeat: {RepeatCommand.Of(args, config)}\n");
        process.Error.Write($"{e.InnerException?.StackTrace ?? e.StackTrace}\n");
    }
}
