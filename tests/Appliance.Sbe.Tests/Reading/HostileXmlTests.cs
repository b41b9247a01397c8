using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Reading;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// Bytes that nobody sane would write: each gives an error, none an exception, none takes the machine.
/// </summary>
public sealed class HostileXmlTests(ITestOutputHelper output)
{
    private const string Everything =
        """<enum name="E" encodingType="uint8"><validValue name="A">1</validValue></enum>"""
        + """<set name="S" encodingType="uint8"><choice name="B">1</choice></set>"""
        + """<type name="K" primitiveType="char" presence="constant">text</type>""";

    private const string Inside =
        """<message name="M" id="1"><field name="f" id="1" type="E"/><field name="k" id="2" type="K"/>"""
        + """<group name="g" id="3"><field name="s" id="4" type="S"/></group>"""
        + """<data name="d" id="5" type="varData"/></message>""";

    [Fact]
    public void AFileCutAnywhereIsAnErrorAndNeverThrows()
    {
        byte[] whole = Encoding.UTF8.GetBytes(SchemaSource.Schema(Everything, Inside));
        Assert.NotNull(SbeSchemaReader.Read("a.xml", whole, new MemoryFiles()).Schema);
        for (int length = 0; length < whole.Length; length++)
        {
            SbeReadResult result = SbeSchemaReader.Read("a.xml", whole[..length], new MemoryFiles());
            Assert.Null(result.Schema);
            Assert.Contains(result.Findings, f => f.Severity == SbeSeverity.Error && f.Position.Line > 0);
        }
    }

    [Fact]
    public void RandomChangesOfAFileNeverThrow()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("SBE_SEED") ?? Random.Shared.Next().ToString());
        output.WriteLine($"repeat: SBE_SEED={seed} dotnet test tests/Appliance.Sbe.Tests --filter RandomChanges");
        var random = new Random(seed);
        byte[] whole = Encoding.UTF8.GetBytes(SchemaSource.Schema(Everything, Inside));
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = (byte[])whole.Clone();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] =
                    random.Next(3) == 0 ? (byte)random.Next(256) : whole[random.Next(whole.Length)];
            }

            SbeReadResult result = SbeSchemaReader.Read("a.xml", changed, new MemoryFiles());
            Assert.Equal(result.Schema is null, result.Findings.Any(f => f.Severity == SbeSeverity.Error));
            refused += result.Schema is null ? 1 : 0;
        }

        output.WriteLine($"{refused} of 3000 refused");
        Assert.InRange(refused, 1, 2999);
    }

    [Fact]
    public void RandomSchemasNeverThrowAndWhatIsReadCanBeEmitted()
    {
        int seed = int.Parse(Environment.GetEnvironmentVariable("SBE_SEED") ?? Random.Shared.Next().ToString());
        output.WriteLine($"repeat: SBE_SEED={seed} dotnet test tests/Appliance.Sbe.Tests --filter RandomSchemas");
        var random = new Random(seed);
        var mutator = new SchemaMutator(random);
        List<string> bases = [SchemaSource.Schema(Everything, Inside), .. Generator.OddSchemas.All];
        int read = 0;
        for (int round = 0; round < 2000; round++)
        {
            string changed = mutator.Mutate(bases[random.Next(bases.Count)], random.Next(1, 6));
            SbeReadResult result = SchemaSource.Read(changed);
            Assert.Equal(result.Schema is null, result.Findings.Any(f => f.Severity == SbeSeverity.Error));
            if (result.Schema is not null)
            {
                read++;
                EmitResult emitted = CSharpEmitter.Emit([new EmitUnit(result.Schema, "Fuzzed")], new EmitOptions());
                Assert.Equal(emitted.Files.Count == 0, emitted.Findings.Any(f => f.Severity == SbeSeverity.Error));
            }
        }

        output.WriteLine($"{read} of 2000 read and emitted");
        Assert.InRange(read, 1, 1999);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "SBE004")]
    [InlineData("<!-- <!DOCTYPE x> --> <?x?><!DOCTYPE a SYSTEM 'http://example.test/a.dtd'><a/>", "SBE004")]
    [InlineData("<a>&undeclared;</a>", "SBE001")]
    [InlineData("<a b='1' b='2'/>", "SBE001")]
    [InlineData("<a/><b/>", "SBE001")]
    [InlineData("", "SBE001")]
    [InlineData("   ", "SBE001")]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><a/>", "SBE003")]
    [InlineData("<a>&#0;</a>", "SBE001")]
    public void WhatIsNoPlainXmlIsRefused(string text, string code) =>
        Assert.Equal(code, Assert.Single(SchemaSource.Read(text).Findings).Code);

    [Fact]
    public void EntitiesThatMultiplyAreNeverExpanded()
    {
        var bomb = new StringBuilder("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e0 'x'>");
        for (int i = 1; i <= 40; i++)
        {
            bomb.Append($"<!ENTITY e{i} '&e{i - 1};&e{i - 1};'>");
        }

        SbeDiagnostic finding = Assert.Single(SchemaSource.Read(bomb + "]><a>&e40;</a>").Findings);
        Assert.Equal("SBE004 2,1", PlantedFault.Show(finding));
    }

    [Theory]
    [InlineData("6F6BC328", 2, 3)]
    [InlineData("6F6BFF", 2, 3)]
    [InlineData("C3A4EDA080", 2, 2)]
    [InlineData("F4908080", 2, 1)]
    [InlineData("C0AF", 2, 1)]
    public void ABadByteIsReportedAtItsPlace(string hex, int line, int column)
    {
        byte[] bytes = [.. "<a>\n"u8, .. Convert.FromHexString(hex), .. "</a>"u8];
        SbeDiagnostic finding = Assert.Single(SbeSchemaReader.Read("a.xml", bytes, new MemoryFiles()).Findings);
        Assert.Equal($"SBE003 {line},{column}", PlantedFault.Show(finding));
    }

    [Fact]
    public void UtfSixteenWithItsMarkAndLatinThatSaysSoAreRead()
    {
        string text = SchemaSource.Schema("<type name='T' primitiveType='int8' description='größer'/>", string.Empty);
        byte[] wide = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)];
        byte[] latin = Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + text);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)];
        foreach (byte[] bytes in new[] { wide, latin, marked })
        {
            SbeReadResult result = SbeSchemaReader.Read("a.xml", bytes, new MemoryFiles());
            Assert.Equal("größer", result.Schema!.Types.Last().Description);
        }
    }

    [Fact]
    public void AFileBeyondTheLimitIsNotEvenParsed()
    {
        SbeReadResult result = SbeSchemaReader.Read("a.xml", new byte[SbeLimits.FileBytesMax + 1], new MemoryFiles());
        Assert.Equal("SBE002", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void TooManyElementsAreRefused()
    {
        string many = new StringBuilder().Insert(0, "<a/>", SbeLimits.ElementsMax).ToString();
        SbeReadResult result = SchemaSource.Read("<messageSchema>" + many + "</messageSchema>");
        Assert.Equal("SBE002", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void ReferencesThatMultiplyAreRefused()
    {
        var types = new StringBuilder(
            """<composite name="C0"><type name="a" primitiveType="int8" presence="constant">1</type></composite>""");
        for (int i = 1; i <= 30; i++)
        {
            string twice = $"""<ref name="a" type="C{i - 1}"/><ref name="b" type="C{i - 1}"/>""";
            types.Append($"""<composite name="C{i}">{twice}</composite>""");
        }

        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(types.ToString(), string.Empty));
        Assert.Equal("SBE002", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void AChainOfReferencesIsBounded()
    {
        var types = new StringBuilder();
        for (int i = 10_000; i >= 1; i--)
        {
            types.Append($"""<composite name="C{i}"><ref name="a" type="C{i - 1}"/></composite>""");
        }

        types.Append("""<type name="C0" primitiveType="int8"/>""");
        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(types.ToString(), string.Empty));
        Assert.Contains(result.Findings, f => f.Code == "SBE015");
        Assert.Null(result.Schema);
    }

    [Fact]
    public void IncludesThatMultiplyAreTakenOnce()
    {
        var files = new MemoryFiles();
        for (int i = 1; i <= 10; i++)
        {
            string twice = $"<include href='f{i + 1}.xml'/>";
            files.Add($"f{i}.xml", "<types>" + twice + twice + "</types>");
        }

        files.Add("f11.xml", "<types><type name='Leaf' primitiveType='int8'/></types>");
        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(string.Empty, "<include href='f1.xml'/>"), files);
        Assert.Equal(10, result.Findings.Count(f => f.Code == "SBE118"));
        Assert.Single(result.Schema!.Types, t => t.Name == "Leaf");
    }

    [Fact]
    public void ACircleOfIncludesNamesTheFileThatClosesIt()
    {
        MemoryFiles files = new MemoryFiles().Add("a.xml", "<types>\n<include href='b.xml'/></types>")
            .Add("b.xml", "<types>\n\n <include href='a.xml'/></types>");
        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(string.Empty, "<include href='a.xml'/>"), files);
        Assert.Equal("b.xml(3,11): error SBE007: a.xml includes itself", Assert.Single(result.Findings).ToString());
    }

    [Fact]
    public void FindingsAreBoundedAndStillStopTheGeneration()
    {
        string many = new StringBuilder().Insert(0, "<message/>\n", 5000).ToString();
        SbeReadResult result = SchemaSource.Read(SchemaSource.Schema(string.Empty, many));
        Assert.Null(result.Schema);
        Assert.Equal(SbeLimits.FindingsMax, result.Findings.Count);
    }
}
