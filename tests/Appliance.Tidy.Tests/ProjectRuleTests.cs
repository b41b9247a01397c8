using System;

namespace Appliance.Tidy.Tests;

public sealed class ProjectRuleTests
{
    private const string Marked = "<Project><PropertyGroup><DecidedPath>true</DecidedPath></PropertyGroup></Project>";

    [Fact]
    public void A_listed_project_is_clean() =>
        Planted.AssertClean(ProjectRule.Find, Listed("host/Appliance.Host", "<Project />"));

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Planted.AssertFinds(
            ProjectRule.Find,
            ["sim/B/B.csproj"],
            [.. Listed("host/A", "<Project />"), ("sim/B/B.csproj", "<Project />")]);

    [Fact]
    public void A_listed_project_that_is_not_there_is_found() =>
        Planted.AssertFinds(
            ProjectRule.Find, ["Appliance.sln: lists host/A/A.csproj"], Listed("host/A", "<Project />")[0]);

    [Theory]
    [InlineData("host/Appliance.Core")]
    [InlineData("host/Appliance.Wire")]
    [InlineData("host/Appliance.Margin")]
    [InlineData("host/Appliance.Machine")]
    [InlineData("sim/Appliance.Sim.Device")]
    public void The_decided_path_must_say_so(string folder)
    {
        Planted.AssertClean(ProjectRule.Find, Listed(folder, Marked));
        Planted.AssertFinds(ProjectRule.Find, [folder], Listed(folder, "<Project />"));
        Planted.AssertFinds(ProjectRule.Find, [folder], Listed(folder, Replaced(">true<", ">false<")));
        string conditional = Replaced("<PropertyGroup>", "<PropertyGroup Condition=\"'$(X)' == ''\">");
        Planted.AssertFinds(ProjectRule.Find, [folder], Listed(folder, conditional));
    }

    [Theory]
    [InlineData("APP001")]
    [InlineData("RS0030")]
    public void A_decided_rule_may_not_be_lowered(string rule)
    {
        string noWarn = Replaced("</PropertyGroup>", $"<NoWarn>{rule}</NoWarn></PropertyGroup>");
        Planted.AssertFinds(ProjectRule.Find, ["host/Appliance.Core/"], Listed("host/Appliance.Core", noWarn));
        Planted.AssertFinds(
            ProjectRule.Find, [".editorconfig"], (".editorconfig", $"dotnet_diagnostic.{rule}.severity = none\n"));
    }

    [Fact]
    public void A_test_project_is_where_make_test_looks()
    {
        const string Test = "<Project><Import Project=\"../../tools/build/Test.props\" /></Project>";

        Planted.AssertClean(ProjectRule.Find, Listed("tests/Appliance.Core.Tests", Test));
        Planted.AssertFinds(ProjectRule.Find, ["tests/Appliance.Exactness"], Listed("tests/Appliance.Exactness", Test));
        Planted.AssertFinds(ProjectRule.Find, ["host/Appliance.Core.Tests"], Listed("host/Appliance.Core.Tests", Test));
        Planted.AssertFinds(
            ProjectRule.Find, ["tests/Appliance.Core.Tests"], Listed("tests/Appliance.Core.Tests", "<Project />"));
    }

    private static string Replaced(string old, string replacement) =>
        Marked.Replace(old, replacement, StringComparison.Ordinal);

    // A solution with this one project, and the project.
    private static (string Path, string Text)[] Listed(string folder, string project)
    {
        string path = $"{folder}/{folder.Split('/')[^1]}.csproj";
        string entry = $"Project(\"{{FAE0}}\") = \"A\", \"{path.Replace('/', '\\')}\", \"{{F2F9}}\"\r\nEndProject\r\n";
        const string FolderEntry = "Project(\"{2150}\") = \"host\", \"host\", \"{7226}\"\r\nEndProject\r\n";
        return [("Appliance.sln", FolderEntry + entry), (path, project)];
    }
}
