using System;
using System.Collections.Generic;
using System.Linq;

namespace Appliance.Tidy.Tests;

/// <summary>A rule over a tree made up on the spot: it must find exactly the planted faults, or nothing.</summary>
internal static class Planted
{
    public static void AssertClean(
        Func<SourceTree, IEnumerable<string>> rule, params (string Path, string Text)[] files) =>
        Assert.Equal([], rule(SourceTree.Of(files)));

    /// <summary>One finding per start, in any order.</summary>
    public static void AssertFinds(
        Func<SourceTree, IEnumerable<string>> rule, string[] starts, params (string Path, string Text)[] files)
    {
        string[] findings = rule(SourceTree.Of(files)).ToArray();
        Assert.All(starts, start => Assert.Contains(findings, f => f.StartsWith(start, StringComparison.Ordinal)));
        Assert.True(findings.Length == starts.Length, "beyond the planted faults: " + string.Join('\n', findings));
    }

    /// <summary>A project file with the given elements in it.</summary>
    public static string Project(params string[] elements) =>
        "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>" + string.Concat(elements) + "</ItemGroup></Project>";

    public static string Reference(string include, string attributes = "") =>
        $"<ProjectReference Include=\"{include}\" {attributes} />";
}
