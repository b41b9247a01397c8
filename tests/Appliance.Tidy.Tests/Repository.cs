using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Appliance.Tidy.Tests;

/// <summary>
/// Reads the repository this test was built from. Git says which files belong to it, the ones not yet added included;
/// where git is missing or refuses, the folders are walked instead.
/// </summary>
internal static class Repository
{
    /// <summary>Files above this are not read; a rule forbids them anyway.</summary>
    public const long FileBytesMax = 1_000_000;

    private static readonly string[] Unwalked = [".git", ".artifacts", ".vs", ".idea", "bin", "obj"];

    private static readonly Lazy<SourceTree> Read = new(() => ReadFrom(Root));

    public static SourceTree Tree => Read.Value;

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Appliance.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("no Appliance.sln above the tests");
            }

            return folder.FullName;
        }
    }

    public static SourceTree ReadFrom(string root) =>
        new((ListByGit(root) ?? ListByWalk(root)).Distinct().Select(path => ReadFile(root, path)).OfType<SourceFile>());

    /// <summary>Null when git cannot say.</summary>
    public static IReadOnlyList<string>? ListByGit(string root)
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public static IReadOnlyList<string> ListByWalk(string root)
    {
        var found = new List<string>();
        var open = new Stack<string>([root]);
        while (open.TryPop(out string? folder))
        {
            found.AddRange(Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f) != ".git"));
            foreach (string child in Directory.EnumerateDirectories(folder))
            {
                if (!Unwalked.Contains(Path.GetFileName(child)))
                {
                    open.Push(child);
                }
            }
        }

        return found.Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).ToArray();
    }

    // A file deleted but not yet from the index is no longer ours.
    private static SourceFile? ReadFile(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists)
        {
            return null;
        }

        string text = file.Length <= FileBytesMax ? File.ReadAllText(file.FullName) : string.Empty;
        return new SourceFile(path, text, file.Length);
    }
}
