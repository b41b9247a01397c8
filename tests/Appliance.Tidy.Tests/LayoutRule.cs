using System;
using System.Collections.Generic;
using System.Linq;

namespace Appliance.Tidy.Tests;

/// <summary>Every file lies where the design has a place for it, and nothing else came along.</summary>
internal static class LayoutRule
{
    private static readonly string[] Root =
        ["host", "fpga", "sim", "tests", "tools", "Appliance.sln", "Makefile", "README.md"];

    // Without these there is nothing to build or to test.
    private static readonly string[] RootRequired =
        ["host", "fpga", "sim", "tests", "tools", "Appliance.sln", "Makefile", "README.md"];

    // Second level of the tree. A trailing star stands for any ending; fpga keeps its own house.
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["host"] = ["Appliance.*", "decisions", "standins"],
        ["fpga"] = ["*"],
        ["sim"] = ["Appliance.Sim.*", "scenarios", "data"],
        ["tests"] = ["Appliance.*", "vectors", "seeds"],
        ["tools"] = ["Appliance.*", "build", "ops"],
    };

    private static readonly HashSet<string> Extensions =
    [
        ".cs", ".csproj", ".props", ".targets", ".sln", ".md", ".txt", ".json", ".jsonc", ".jsonl", ".xml", ".xsd",
        ".csv", ".toml", ".yml", ".yaml", ".sh", ".py", ".awk", ".cl", ".h", ".c", ".hpp", ".cpp", ".v", ".vh", ".sv",
        ".svh", ".sva", ".sby", ".ys", ".tcl", ".xdc", ".sdc", ".f", ".vlt", ".mk", ".mem", ".hex", ".golden", ".html",
        ".css", ".js", ".svg", ".service", ".socket", ".timer", ".conf", ".rules", ".editorconfig", ".globalconfig",
    ];

    private static readonly string[] BareNames = ["Makefile", "Dockerfile", "LICENSE"];

    // Where captures and recorded data may be binary, each folder with a metadata.json that says where they are from.
    private static readonly string[] BinaryHomes = ["sim/data/", "tests/vectors/"];

    public static IEnumerable<string> Find(SourceTree tree) =>
        tree.Files.SelectMany(f => FindPlace(f).Concat(FindKind(f, tree))).Concat(FindMissing(tree));

    private static IEnumerable<string> FindMissing(SourceTree tree) =>
        RootRequired.Except(tree.Files.Select(f => f.Path.Split('/')[0]))
            .Select(name => $"{name}: missing at the root");

    private static IEnumerable<string> FindPlace(SourceFile file)
    {
        string[] parts = file.Path.Split('/');
        if (parts[0].StartsWith('.'))
        {
            yield break;
        }

        if (!Root.Contains(parts[0]))
        {
            yield return file.Finding("the root holds only " + string.Join(' ', Root) + " and dotfiles");
        }
        else if (parts.Length == 2 && file.Extension is not (".md" or ".props" or ".targets") && parts[0] != "fpga")
        {
            yield return file.Finding($"does not belong directly in {parts[0]}");
        }
        else if (parts.Length > 2 && !Folders[parts[0]].Any(pattern => IsMatch(pattern, parts[1])))
        {
            yield return file.Finding($"{parts[0]} has no folder {parts[1]} in the design");
        }
    }

    private static IEnumerable<string> FindKind(SourceFile file, SourceTree tree)
    {
        if (file.Bytes > Repository.FileBytesMax)
        {
            yield return file.Finding($"{file.Bytes} bytes, at most {Repository.FileBytesMax}");
        }
        else if (file.IsBinary)
        {
            bool isAtHome = BinaryHomes.Any(home => file.Path.StartsWith(home, StringComparison.Ordinal));
            if (!isAtHome || tree.Files.All(f => f.Path != file.Folder + "/metadata.json"))
            {
                yield return file.Finding("binary; captures live in sim/data or tests/vectors beside a metadata.json");
            }
        }
        else if (!IsKnownText(file))
        {
            yield return file.Finding("not a kind of file this repository keeps");
        }
    }

    private static bool IsKnownText(SourceFile file) =>
        file.Extension.Length > 0
            ? Extensions.Contains(file.Extension)
            : file.Name.StartsWith('.') || BareNames.Contains(file.Name)
                || file.Text.StartsWith("#!", StringComparison.Ordinal);

    private static bool IsMatch(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
}
