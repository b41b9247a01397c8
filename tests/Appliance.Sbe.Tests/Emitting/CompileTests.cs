using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Emitting;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Whatever a real schema holds, its codecs compile without a warning, fast and safe alike.</summary>
public sealed class CompileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("binance/spot_3_2.xml")]
    [InlineData("binance/stream_1_0.xml")]
    [InlineData("cme/Cme.Futures.Mdp3.Sbe.v1.5.xml")]
    [InlineData("cme/Cme.Futures.Mdp3.Sbe.v1.9.xml")]
    [InlineData("cme/Cme.Futures.Mdp3.Sbe.v1.12.xml")]
    [InlineData("cme/Cme.Futures.Mdp3.Sbe.v1.13.xml")]
    [InlineData("fix-spec/Examples.xml")]
    [InlineData("real-logic-samples/example-schema.xml")]
    [InlineData("real-logic-samples/example-extension-schema.xml")]
    public void Codecs_of_public_schemas_compile_without_a_warning(string file)
    {
        if (SharedFolder.Find(output, ["sbe", "schemas", .. file.Split('/')]) is not { } path)
        {
            return;
        }

        foreach (bool isSafe in new[] { false, true })
        {
            Assert.Empty(CodecAssembly.Complaints(Emitted.Files(Emitted.ReadFile(path), isSafe)).Take(8));
        }
    }

    [Fact]
    public void Own_schemas_share_one_namespace()
    {
        string folder = Path.Combine(SharedFolder.Root, "host", "Appliance.Wire", "schemas");
        List<EmitUnit> units =
        [
            .. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal)
                .Where(f => File.ReadAllText(f).Contains("messageSchema", StringComparison.Ordinal))
                .Select(f => new EmitUnit(Emitted.ReadFile(f), "Appliance.Wire")),
        ];
        Assert.True(units.Count >= 3);
        foreach (bool isSafe in new[] { false, true })
        {
            Assert.Empty(CodecAssembly.Complaints(Emitted.Files(units, isSafe)).Take(8));
        }
    }
}
