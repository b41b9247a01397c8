namespace Appliance.Tidy.Tests;

public sealed class ArrowRuleTests
{
    private const string AsAnalyzer = "OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\"";

    [Theory]
    [InlineData("host", "Appliance.Wire", "../Appliance.Core/Appliance.Core.csproj")]
    [InlineData("host", "Appliance.Machine", "..\\Appliance.Margin\\Appliance.Margin.csproj")]
    [InlineData("host", "Appliance.Pipeline", "../standins/Disruptor/Disruptor.csproj")]
    [InlineData("host", "Appliance.Transport", "../standins/Aeron.Client/Aeron.Client.csproj")]
    [InlineData("host", "Appliance.Host", "../../sim/Appliance.Sim.Exchange/Appliance.Sim.Exchange.csproj")]
    [InlineData("sim", "Appliance.Sim.Device", "../../host/Appliance.Margin/Appliance.Margin.csproj")]
    [InlineData("sim", "Appliance.Sim.Oracle", "$(RepoRoot)host/Appliance.Core/Appliance.Core.csproj")]
    [InlineData("tests", "Appliance.Wire.Tests", "../../tools/Appliance.Analyzers/Appliance.Analyzers.csproj")]
    [InlineData("tools", "Appliance.Bench", "../../host/Appliance.Pipeline/Appliance.Pipeline.csproj")]
    public void A_drawn_arrow_is_clean(string folder, string from, string to) =>
        Planted.AssertClean(ArrowRule.Find, ($"{folder}/{from}/{from}.csproj", Planted.Project(Planted.Reference(to))));

    [Theory]
    [InlineData("host", "Appliance.Core", "../Appliance.Wire/Appliance.Wire.csproj")]
    [InlineData("host", "Appliance.Margin", "../Appliance.Wire/Appliance.Wire.csproj")]
    [InlineData("host", "Appliance.Machine", "../Appliance.Journal/Appliance.Journal.csproj")]
    [InlineData("host", "Appliance.Machine", "../Appliance.Pipeline/Appliance.Pipeline.csproj")]
    [InlineData("host", "Appliance.Devices", "../../sim/Appliance.Sim.Device/Appliance.Sim.Device.csproj")]
    [InlineData("host", "Appliance.Pipeline", "..\\Appliance.Host\\Appliance.Host.csproj")]
    [InlineData("host", "Appliance.Host", "../../tests/Appliance.Core.Tests/Appliance.Core.Tests.csproj")]
    [InlineData("host", "Appliance.Host", "../../tools/Appliance.Bench/Appliance.Bench.csproj")]
    [InlineData("sim", "Appliance.Sim.Oracle", "../../host/Appliance.Margin/Appliance.Margin.csproj")]
    [InlineData("sim", "Appliance.Sim.Device", "../Appliance.Sim.Oracle/Appliance.Sim.Oracle.csproj")]
    [InlineData("sim", "Appliance.Sim.Exchange", "$(RepoRoot)host/Appliance.Machine/Appliance.Machine.csproj")]
    [InlineData("host", "Appliance.Unheard", "../Appliance.Core/Appliance.Core.csproj")]
    public void Any_other_arrow_is_found(string folder, string from, string to)
    {
        string path = $"{folder}/{from}/{from}.csproj";
        Planted.AssertFinds(ArrowRule.Find, [path], (path, Planted.Project(Planted.Reference(to))));
    }

    [Fact]
    public void Each_wrong_arrow_among_right_ones_is_found() =>
        Planted.AssertFinds(
            ArrowRule.Find,
            ["host/Appliance.Wire/Appliance.Wire.csproj: Appliance.Wire must not use Appliance.Margin"],
            ("host/Appliance.Wire/Appliance.Wire.csproj", Planted.Project(
                Planted.Reference("../Appliance.Core/Appliance.Core.csproj"),
                Planted.Reference("../Appliance.Margin/Appliance.Margin.csproj", "Condition=\"'$(X)' == ''\""))));

    [Fact]
    public void A_tool_serves_the_host_as_an_analyzer_only()
    {
        const string Path = "host/Appliance.Wire/Appliance.Wire.csproj";
        const string Tool = "../../tools/Appliance.SbeGenerator/Appliance.SbeGenerator.csproj";

        Planted.AssertClean(ArrowRule.Find, (Path, Planted.Project(Planted.Reference(Tool, AsAnalyzer))));
        Planted.AssertFinds(ArrowRule.Find, [Path], (Path, Planted.Project(Planted.Reference(Tool))));
        Planted.AssertFinds(
            ArrowRule.Find, [Path], (Path, Planted.Project(Planted.Reference(Tool, "OutputItemType=\"Analyzer\""))));
    }

    [Fact]
    public void Shared_settings_bring_analyzers_only()
    {
        const string Path = "tools/build/Appliance.targets";

        Planted.AssertClean(ArrowRule.Find, (Path, Planted.Project(
            Planted.Reference("$(RepoRoot)tools/Appliance.Analyzers/Appliance.Analyzers.csproj", AsAnalyzer))));
        Planted.AssertFinds(ArrowRule.Find, [Path], (Path, Planted.Project(
            Planted.Reference("$(RepoRoot)host/Appliance.Core/Appliance.Core.csproj"))));
    }
}
