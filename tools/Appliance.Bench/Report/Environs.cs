using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appliance.Bench.Report;

/// <summary>Where and on what a run was measured. Read once, before anything is measured.</summary>
public sealed record Environs(string Machine, string Commit, string LoadAverage, string Root)
{
    public static Environs Read()
    {
        string root = FindRoot();
        string wide = Vector512.IsHardwareAccelerated ? "yes" : "no";
        string runtime = RuntimeInformation.FrameworkDescription;
        string machine = $"{CpuModel()}, {Environment.ProcessorCount} cores, {runtime}, AVX-512 {wide}";
        return new Environs(machine, ReadCommit(root), Load(), root);
    }

    /// <summary>Runnable threads over the last minute: above the number of cores nothing here is quiet.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "?";

    private static string CpuModel()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string ReadCommit(string root)
    {
        string commit = Git(root, "rev-parse", "--short", "HEAD");
        // Reports are what a run leaves behind; they do not make the sources differ from the commit.
        bool isDirty = Git(root, "status", "--porcelain", "--", ".", ":!tools/Appliance.Bench/reports").Length > 0;
        return commit.Length == 0 ? "unknown" : isDirty ? commit + "-dirty" : commit;
    }

    private static string Git(string root, params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments)
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Trim() : "";
        }
        catch (Win32Exception)
        {
            return "";
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Appliance.sln")))
            {
                return at.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
