using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Schemas read from files and made into C#; both must come without an error.</summary>
internal static class Emitted
{
    public const string Runtime = "Sbe.Runtime";

    public static SbeSchema ReadFile(string path)
    {
        SbeReadResult result = SbeSchemaReader.Read(path, File.ReadAllBytes(path), new DiskFiles());
        Assert.True(result.Schema is not null, string.Join('\n', result.Findings.Take(10)));
        return result.Schema;
    }

    public static IReadOnlyList<EmitFile> Files(SbeSchema schema, bool isSafe = false) =>
        Files([new EmitUnit(schema, CSharpNames.Namespace(schema))], isSafe);

    public static IReadOnlyList<EmitFile> Files(IReadOnlyList<EmitUnit> units, bool isSafe = false)
    {
        EmitResult result = Result(units, isSafe);
        Assert.DoesNotContain(result.Findings, f => f.Severity == SbeSeverity.Error);
        return result.Files;
    }

    public static EmitResult Result(IReadOnlyList<EmitUnit> units, bool isSafe = false) =>
        CSharpEmitter.Emit(units, new EmitOptions { RuntimeNamespace = Runtime, SafeReads = isSafe });
}
