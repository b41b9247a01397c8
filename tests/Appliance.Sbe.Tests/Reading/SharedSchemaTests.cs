using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Reading;
using Xunit.Abstractions;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>Schemas that venues and standards bodies publish: every one is read without an error.</summary>
public sealed class SharedSchemaTests(ITestOutputHelper output)
{
    [Fact]
    public void EverySharedSchemaIsReadWithoutAnError()
    {
        string? folder = SharedFolder.Find(output, "sbe", "schemas");
        string? own = SharedFolder.Find(output, "design", "schemas");
        if (folder is null || own is null)
        {
            return;
        }

        List<string> files = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(own, "*.xml")).Where(f => !f.EndsWith("common-types.xml"))
            .Order().ToList();
        Assert.Equal(12, files.Count);
        foreach (string file in files)
        {
            SbeReadResult result = SbeSchemaReader.Read(file, File.ReadAllBytes(file), new DiskFiles());
            string counts = string.Join(
                ' ', result.Findings.GroupBy(f => f.Code).OrderBy(g => g.Key).Select(g => $"{g.Key}x{g.Count()}"));
            output.WriteLine($"{Path.GetFileName(file)}: {result.Schema?.Messages.Count} messages, {counts}");
            foreach (SbeDiagnostic finding in result.Findings.DistinctBy(f => f.Code))
            {
                output.WriteLine("  " + finding);
            }

            Assert.DoesNotContain(result.Findings, f => f.Severity == SbeSeverity.Error);
            Assert.NotNull(result.Schema);
        }
    }
}
