using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Appliance.Core;

namespace Appliance.EndToEnd.Tests;

/// <summary>One program of the repository run to its end as a process of its own, as a user runs it.</summary>
internal sealed record ProcessRun(string Command, int Code, string Output, string Error)
{
    private const int SecondsMax = 300;

    /// <summary>The repository, found above the tests.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What a failure says: the command to repeat, and everything it printed.</summary>
    public string Story => $"repeat: {Command}\nexit code {Code}\n{Output}\n{Error}";

    /// <summary>Lines on stderr that are not progress.</summary>
    public string[] Complaints => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static ProcessRun Appliance(params string[] args) => Of("Appliance.Host", "appliance", args);

    public static ProcessRun Capture(params string[] args) => Of("Appliance.Capture", "Appliance.Capture", args);

    /// <summary>The summary for machines; the run must have printed nothing else.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>The state hash and the decision chain of the plain summary or of the one for machines.</summary>
    public (string Hash, string Chain) Proof()
    {
        Assert.True(Code == 0, Story);
        if (Output.StartsWith('{'))
        {
            JsonElement json = Json();
            return (json.GetProperty("stateHash").GetString()!, json.GetProperty("decisionChain").GetString()!);
        }

        return (Row("state hash"), Row("decision chain"));
    }

    private string Row(string name)
    {
        foreach (string line in Output.Split('\n'))
        {
            if (line.TrimStart().StartsWith(name, StringComparison.Ordinal))
            {
                return line[(line.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Trim();
            }
        }

        Assert.Fail($"no {name} in the summary\n{Story}");
        return "";
    }

    /// <summary>How a program of the repository is started, without a configuration of whoever runs the tests.
    /// </summary>
    public static ProcessStartInfo StartOf(string project, string program, string[] args)
    {
        string file = Path.Combine(Root, ".artifacts", "bin", project, BuildKind, program);
        ProcessStartInfo start = new(file, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        List<string> names = [.. start.Environment.Keys];
        foreach (string name in names)
        {
            // Whoever runs the tests may have a configuration of their own.
            if (name.StartsWith("APPLIANCE_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }

        return start;
    }

    private static ProcessRun Of(string project, string program, string[] args)
    {
        ProcessStartInfo start = StartOf(project, program, args);
        string file = start.FileName;
        string command = $"{Path.GetRelativePath(Root, file)} {string.Join(' ', args)}";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(SecondsMax)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"not done after {SecondsMax} s   repeat: {command}");
        }

        return new ProcessRun(command, process.ExitCode, output.GetAwaiter().GetResult(),
            error.GetAwaiter().GetResult());
    }

    // The programs are built as the tests are: .artifacts/bin/PROJECT/release.
    private static string BuildKind { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Appliance.sln")))
        {
            folder = folder.Parent;
        }

        Check.That(folder is not null);
        return folder.FullName;
    }
}
