using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Appliance.Tidy.Tests;

/// <summary>
/// Nothing half done and nothing of one machine: no markers, stubs or skipped tests in sources, no absolute paths and
/// no registry hosts anywhere. The words are put together here so that the rule does not find itself.
/// </summary>
internal static class MarkerRule
{
    private static readonly string[] SourceExtensions =
        [".cs", ".cl", ".h", ".c", ".hpp", ".cpp", ".v", ".sv", ".svh", ".py", ".sh"];

    private static readonly Regex Marker = new("TO" + "DO|FIX" + "ME|HA" + "CK");

    private static readonly Regex Stub = new("NotImplemented" + @"Exception|throw new NotSupportedException\(\)");

    private static readonly Regex MachinePath = new("/(?:wo" + "rk|fa" + "rm|ro" + @"ot)/|(?<![\w.])/ho" + "me/");

    private static readonly Regex RegistryHost =
        new(@"api\.nu" + @"get\.org|registry\.np" + @"mjs|deb\.debi" + @"an\.org");

    public static IEnumerable<string> Find(SourceTree tree) =>
        tree.Files.SelectMany(FindText).Concat(tree.Code.SelectMany(FindSkipped));

    private static IEnumerable<string> FindText(SourceFile file)
    {
        bool isSource = SourceExtensions.Contains(file.Extension);
        int number = 0;
        foreach (string line in file.IsBinary ? [] : file.Lines)
        {
            number++;
            if (isSource && Marker.Match(line) is { Success: true } marker)
            {
                yield return file.Finding(number, $"'{marker.Value}': do it or open an issue");
            }

            if (isSource && Stub.IsMatch(line))
            {
                yield return file.Finding(number, "a stub");
            }

            if (MachinePath.IsMatch(line))
            {
                yield return file.Finding(number, "a path of one machine");
            }

            if (RegistryHost.IsMatch(line))
            {
                yield return file.Finding(number, "a registry's host; that is configured outside the repository");
            }
        }
    }

    private static IEnumerable<string> FindSkipped(SourceFile file) =>
        from argument in file.Nodes.OfType<AttributeArgumentSyntax>()
        where argument.NameEquals?.Name.Identifier.ValueText is "Skip" or "Explicit"
        select file.Finding(argument, "a test that does not run");
}
