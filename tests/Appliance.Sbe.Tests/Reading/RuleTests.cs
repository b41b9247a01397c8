using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// Every rule: that it finds what it is for, at the right line and column, and that it is documented.
/// </summary>
public sealed partial class RuleTests
{
    // The emitter and the fronts report these; the reader never does.
    private static readonly string[] NotOfTheReader = ["SBE099", "SBE201", "SBE202", "SBE203"];

    public static TheoryData<string> Cases => new(RuleCases.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachFaultIsReportedOnceWhereItStands(string marked)
    {
        var planted = new PlantedFault(marked);
        SbeReadResult result = SchemaSource.Read(planted.Text, Files());
        Assert.Equal(planted.Expected, result.Findings.Select(PlantedFault.Show));
        Assert.All(result.Findings, f => Assert.Equal(SchemaSource.File, f.Position.File));
        bool hasError = result.Findings.Any(f => f.Severity == SbeSeverity.Error);
        Assert.Equal(hasError, result.Schema is null);
    }

    [Fact]
    public void EveryRuleOfTheReaderHasACase()
    {
        HashSet<string> covered = RuleCases.All.SelectMany(c => new PlantedFault(c).Expected)
            .Select(e => e[..6]).Append("SBE117").ToHashSet();
        Assert.Empty(SbeRules.All.Select(r => r.Code).Except(NotOfTheReader).Except(covered));
    }

    [Fact]
    public void DataWhoseContentHasALengthIsReadWithAWarning()
    {
        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(
            """<composite name="Blob"><type name="length" primitiveType="uint8"/>"""
            + """<type name="varData" primitiveType="int8"/></composite>""",
            """<message name="M" id="1"><data name="d" id="1" type="Blob"/></message>"""));
        Assert.Equal("SBE117", Assert.Single(result.Findings).Code);
        Assert.Equal(1, result.Schema!.Messages[0].Data[0].Content.Offset);
    }

    [Fact]
    public void CodesAreUniqueAndSayHowBadTheyAre()
    {
        List<string> codes = SbeRules.All.Select(r => r.Code).ToList();
        Assert.Equal(codes.Distinct().Order(), codes);
        Assert.All(SbeRules.All, r => Assert.Equal(IsLint(r), r.Severity == SbeSeverity.Warning));
    }

    [Fact]
    public void WhatTheEmitterReportsIsInTheTableToo()
    {
        IEnumerable<string> codes = typeof(EmitFindings).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(NotOfTheReader.Skip(1), codes.Order());
        Assert.Empty(codes.Except(SbeRules.All.Select(r => r.Code)));
    }

    [Fact]
    public void ThePageListsEveryRuleWithItsMeaning()
    {
        string page = File.ReadAllText(Path.Combine(SharedFolder.Root, "tools", "Appliance.Sbe", "DIAGNOSTICS.md"));
        IEnumerable<string> rows = Row().Matches(page).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}");
        Assert.Equal(SbeRules.All.Select(r => $"{r.Code} {r.Title}"), rows);
    }

    [Fact]
    public void AFindingReadsLikeThatOfACompiler()
    {
        SbeReadResult result = SchemaSource.Read("\n <types/>");
        Assert.Equal("test.xml(2,2): error SBE005: <types> is no messageSchema", result.Findings.Single().ToString());
    }

    private static bool IsLint(SbeRule rule) => rule.Code.StartsWith("SBE1", StringComparison.Ordinal);

    private static MemoryFiles Files() => new MemoryFiles()
        .Add("types.xml", "<types><type name='Included' primitiveType='int8'/></types>")
        .Add("test.xml", "<types/>")
        .Add("schema.xml", "<messageSchema id='2'/>");

    [GeneratedRegex(@"^\| (SBE\d+) \| ([^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
