using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>What the generator makes of a project's files, and that nothing that goes wrong stays unsaid.</summary>
public sealed class GeneratorTests(ITestOutputHelper output)
{
    private const string Trade = """<message name="Trade" id="7"><field name="qty" id="1" type="uint32"/></message>""";

    private static string Good => SchemaSource.Schema(string.Empty, Trade);

    [Fact]
    public void ASchemaGivesCodecsThatCompile()
    {
        GeneratorProject project = new GeneratorProject().Schema("/p/venue.xml", Good, "Venue.Feed")
            .AddCode("class Use { static int Id => Venue.Feed.TradeDecoder.TemplateId + (int)Host.SbeStatus.Ok; }")
            .Run();
        Assert.Empty(project.Findings());
        Assert.Empty(project.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    [Fact]
    public void TheNamespaceIsThePackageWhereTheProjectDoesNotSay()
    {
        GeneratorProject project = new GeneratorProject().Property("SbeRuntimeNamespace", "Wire.Support")
            .Schema("/p/venue.xml", Good).Run();
        Assert.NotNull(project.Output.GetTypeByMetadataName("Test.TradeDecoder"));
        Assert.NotNull(project.Output.GetTypeByMetadataName("Wire.Support.SbeStatus"));
    }

    [Fact]
    public void AProjectWhoseNameIsNoNamespaceStillBuilds()
    {
        GeneratorProject project = new GeneratorProject().Property("RootNamespace", "my-app.1.class")
            .Schema("/p/venue.xml", Good, "the venue.new").Run();
        Assert.Empty(project.Findings());
        Assert.Empty(project.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.NotNull(project.Output.GetTypeByMetadataName("my_app._1._class.SbeStatus"));
        Assert.NotNull(project.Output.GetTypeByMetadataName("the_venue._new.TradeDecoder"));
    }

    [Theory]
    [InlineData("cme/Cme.Futures.Mdp3.Sbe.v1.13.xml")]
    [InlineData("binance/spot_3_2.xml")]
    [InlineData("real-logic-samples/example-extension-schema.xml")]
    public void TheSchemaOfAnExchangeGivesCodecsThatCompile(string name)
    {
        string? path = SharedFolder.Find(output, ["sbe", "schemas", .. name.Split('/')]);
        if (path is null)
        {
            return;
        }

        string common = Path.Combine(Path.GetDirectoryName(path)!, "common-types.xml");
        var project = new GeneratorProject().Schema(path, File.ReadAllText(path));
        if (File.Exists(common))
        {
            project.File(common, File.ReadAllText(common));
        }

        project.Run();
        Assert.DoesNotContain(project.Result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.NotEmpty(project.Hints());
        Assert.Empty(project.Output.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    [Fact]
    public void FastAndSafeReadsMayLiveInOneProject()
    {
        GeneratorProject project = new GeneratorProject().Schema("/p/a.xml", Good, "Fast")
            .Schema("/p/b.xml", Good, "Careful", isSafe: true).Run();
        Assert.Empty(project.Findings());
        Assert.Empty(project.Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.NotNull(project.Output.GetTypeByMetadataName("Host.Safe.SbeStatus"));
    }

    [Fact]
    public void FindingsStandAtTheirLineAndColumnOfTheFileAtFault()
    {
        GeneratorProject project = new GeneratorProject()
            .Schema("/p/in/venue.xml",
                    "<messageSchema id='1'>\n<include href='../common.xml'/>\n <oops/></messageSchema>")
            .File("/p/common.xml", $"<types>\n{SchemaSource.Common}\n  <type name='T' primitiveType='int7'/></types>")
            .Run();
        Assert.Equal(["SBE108 /p/in/venue.xml(3,2)", "SBE013 /p/common.xml(3,18)"], project.Findings());
        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Error],
            project.Result.Diagnostics.Select(d => d.Severity));
        Assert.Empty(project.Hints());
    }

    [Fact]
    public void ASchemaAtFaultDoesNotTakeTheOthersWithIt()
    {
        GeneratorProject project = new GeneratorProject().Schema("/p/a.xml", "<messageSchema")
            .Schema("/p/b.xml", Good).Run();
        Assert.Equal(["SBE001 /p/a.xml(1,15)"], project.Findings());
        Assert.NotNull(project.Output.GetTypeByMetadataName("Test.TradeDecoder"));
    }

    [Fact]
    public void AFileThatCannotBeReadIsAnErrorWithTheTextOfTheFault()
    {
        Diagnostic finding = Assert.Single(new GeneratorProject().Schema("/p/a.xml", null).Run().Result.Diagnostics);
        Assert.Equal(("SBE099", DiagnosticSeverity.Error), (finding.Id, finding.Severity));
        Assert.Contains("the disk is gone", finding.GetMessage(), StringComparison.Ordinal);
        Assert.Null(new GeneratorProject().Schema("/p/a.xml", null).Run().Result.Results[0].Exception);
    }

    [Fact]
    public void AnIncludeOutsideTheProjectIsAnError()
    {
        GeneratorProject project = new GeneratorProject()
            .Schema("/p/a.xml", "<messageSchema id='1'><include href='/etc/hostname'/></messageSchema>").Run();
        Assert.Contains("SBE006 /p/a.xml(1,32)", project.Findings());
    }

    [Fact]
    public void AnIncludedFileThatAPatternMadeASchemaIsNoFault()
    {
        GeneratorProject project = new GeneratorProject()
            .Schema("/p/a.xml", $"<messageSchema id='1' package='x'><include href='types.xml'/>{Trade}</messageSchema>")
            .Schema("/p/types.xml", $"<types>{SchemaSource.Common}</types>").Run();
        Assert.Empty(project.Findings());
        GeneratorProject alone = new GeneratorProject()
            .Schema("/p/types.xml", $"<types>{SchemaSource.Common}</types>").Run();
        Assert.Equal(["SBE005 /p/types.xml(1,1)"], alone.Findings());
    }

    [Fact]
    public void BytesThatAreNoUtfEightAreRefusedAlthoughTheCompilerReadsThem()
    {
        string latin = "<messageSchema id='1'><types>\n<type name='T' description='\u00e9'/></types></messageSchema>";
        GeneratorProject project = new GeneratorProject()
            .Schema("/p/a.xml", latin, encoding: System.Text.Encoding.Latin1).Run();
        Assert.Equal(["SBE003 /p/a.xml(2,29)"], project.Findings());
    }

    [Fact]
    public void WithoutSchemasThereIsNothing()
    {
        GeneratorProject project = new GeneratorProject().File("/p/other.xml", "<not a schema")
            .File("/p/readme.txt", "x").Run();
        Assert.Empty(project.Findings());
        Assert.Empty(project.Hints());
    }
}
