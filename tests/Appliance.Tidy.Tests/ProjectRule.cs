using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Appliance.Tidy.Tests;

/// <summary>
/// Projects are where the builds and rules look for them: all in the solution, the decided path marked as such and
/// not excused from its rules, and test projects named so that make test runs them.
/// </summary>
internal static partial class ProjectRule
{
    private static readonly string[] DecidedPath =
    [
        "Appliance.Core", "Appliance.Wire", "Appliance.Margin", "Appliance.Machine", "Appliance.Sim.Device",
    ];

    private static readonly string[] DecidedRules = ["APP001", "RS0030", "RS0031"];

    public static IEnumerable<string> Find(SourceTree tree) =>
        FindSolution(tree)
            .Concat(tree.Projects.SelectMany(FindDecidedPath))
            .Concat(tree.Projects.SelectMany(FindTestProject))
            .Concat(tree.Files.Where(IsSetting).SelectMany(FindExcuse));

    private static IEnumerable<string> FindSolution(SourceTree tree)
    {
        var listed = tree.Files.Where(f => f.Path == "Appliance.sln")
            .SelectMany(f => ProjectInSolution().Matches(f.Text))
            .Select(m => m.Groups[1].Value.Replace('\\', '/')).ToHashSet();
        var present = tree.Projects.Select(f => f.Path).ToHashSet();
        return present.Except(listed).Select(path => $"{path}: not in Appliance.sln, so nothing builds it")
            .Concat(listed.Except(present).Select(path => $"Appliance.sln: lists {path}, which is not there"));
    }

    private static IEnumerable<string> FindDecidedPath(SourceFile project)
    {
        if (!DecidedPath.Contains(project.Stem))
        {
            yield break;
        }

        bool isMarked = XDocument.Parse(project.Text).Descendants().Any(e =>
            e.Name.LocalName == "DecidedPath" && e.Value == "true"
            && e.AncestorsAndSelf().All(a => a.Attribute("Condition") is null));
        if (!isMarked)
        {
            yield return project.Finding("is on the decided path and does not say DecidedPath=true");
        }
    }

    private static IEnumerable<string> FindTestProject(SourceFile project)
    {
        bool isTest = project.Text.Contains("Test.props", StringComparison.Ordinal);
        bool isNamedTest = project.Folder == "tests/" + project.Stem
            && project.Stem.EndsWith(".Tests", StringComparison.Ordinal);
        if (isTest && !isNamedTest)
        {
            yield return project.Finding("is a test project; make test looks for tests/X.Tests/X.Tests.csproj only");
        }

        if (!isTest && project.Stem.EndsWith(".Tests", StringComparison.Ordinal))
        {
            yield return project.Finding("is named as a test project and does not import Test.props");
        }
    }

    private static bool IsSetting(SourceFile file) =>
        file.Extension is ".csproj" or ".props" or ".globalconfig" || file.Name is ".editorconfig" or ".globalconfig";

    // Shared targets raise these rules to errors; nothing may lower them again.
    private static IEnumerable<string> FindExcuse(SourceFile file) =>
        from rule in DecidedRules
        where file.Text.Contains(rule, StringComparison.Ordinal)
        select file.Finding($"sets {rule}, which stays an error on the decided path");

    [GeneratedRegex(@"^Project\(""[^""]*""\) = ""[^""]*"", ""([^""]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex ProjectInSolution();
}
