using System.Collections.Generic;
using System.IO;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tool.Schemas;

/// <summary>Schemas named on the command line.</summary>
internal static class SchemaFiles
{
    public static SbeReadResult Read(string path) =>
        SbeSchemaReader.Read(path, InputFile.ReadAll(path, SbeLimits.FileBytesMax), new FolderFiles(path));

    /// <summary>
    /// All of the schemas, or null when one has errors: they are written then. Warnings are lint, which only
    /// <c>sbe check</c> shows.
    /// </summary>
    public static List<SbeSchema>? ReadAll(IEnumerable<string> paths, TextWriter error)
    {
        List<SbeSchema> schemas = [];
        bool isGood = true;
        foreach (string path in paths)
        {
            SbeReadResult result = Read(path);
            foreach (SbeDiagnostic finding in result.Findings)
            {
                if (finding.Severity == SbeSeverity.Error)
                {
                    error.Write($"{finding}\n");
                }
            }

            isGood &= result.Schema is not null;
            if (result.Schema is { } schema)
            {
                schemas.Add(schema);
            }
        }

        return isGood ? schemas : null;
    }
}
