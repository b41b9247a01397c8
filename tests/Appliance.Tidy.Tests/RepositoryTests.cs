using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Appliance.Tidy.Tests;

/// <summary>The rules, each run over the whole repository.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public void References_point_as_the_design_draws_them() => AssertClean(ArrowRule.Find);

    [Fact]
    public void Projects_are_listed_marked_and_named() => AssertClean(ProjectRule.Find);

    [Fact]
    public void Files_functions_and_lines_are_short() => AssertClean(SizeRule.Find);

    [Fact]
    public void Every_file_has_its_place() => AssertClean(LayoutRule.Find);

    [Fact]
    public void Nothing_is_half_done_or_of_one_machine() => AssertClean(MarkerRule.Find);

    [Fact]
    public void Silenced_warnings_say_why_and_types_are_whole() => AssertClean(HabitRule.Find);

    [Fact]
    public void Every_test_asserts() => AssertClean(AssertionRule.Find);

    [Fact]
    public void The_tree_is_really_read()
    {
        Assert.Contains(Repository.Tree.Projects, f => f.Path == "host/Appliance.Core/Appliance.Core.csproj");
        Assert.Contains(Repository.Tree.Code, f => f.Name == nameof(RepositoryTests) + ".cs");
        Assert.DoesNotContain(Repository.Tree.Files, f => f.Path.StartsWith(".artifacts/", StringComparison.Ordinal));
    }

    [Fact]
    public void Walking_the_folders_finds_what_git_lists()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("tidy");
        try
        {
            string[] paths = ["host/A/a.cs", "host/A/obj/b.cs", ".artifacts/bin/c.dll", ".ci/run", "Makefile"];
            foreach (string path in paths)
            {
                FileInfo file = new(Path.Combine(root.FullName, path));
                file.Directory!.Create();
                File.WriteAllText(file.FullName, "text");
            }

            // No repository here, so git refuses and the walk answers.
            Assert.Null(Repository.ListByGit(root.FullName));
            IEnumerable<string> found = Repository.ReadFrom(root.FullName).Files.Select(f => f.Path);
            Assert.Equal([".ci/run", "Makefile", "host/A/a.cs"], found);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static void AssertClean(Func<SourceTree, IEnumerable<string>> rule)
    {
        string[] findings = rule(Repository.Tree).ToArray();
        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }
}
