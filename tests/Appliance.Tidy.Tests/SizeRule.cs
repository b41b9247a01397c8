using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Appliance.Tidy.Tests;

/// <summary>A file, a function and a line stay short enough to be read at once.</summary>
internal static class SizeRule
{
    public const int FileLinesMax = 400, FunctionLinesMax = 70, LineCharsMax = 120;

    public static IEnumerable<string> Find(SourceTree tree) =>
        tree.Code.SelectMany(f => FindFile(f).Concat(FindLines(f)).Concat(FindFunctions(f)));

    private static IEnumerable<string> FindFile(SourceFile file)
    {
        int count = file.Lines.Count();
        if (count > FileLinesMax)
        {
            yield return file.Finding($"{count} lines, at most {FileLinesMax}");
        }
    }

    private static IEnumerable<string> FindLines(SourceFile file) =>
        from item in file.Lines.Select((line, index) => (Length: line.TrimEnd('\r').Length, Number: index + 1))
        where item.Length > LineCharsMax
        select file.Finding(item.Number, $"{item.Length} characters, at most {LineCharsMax}");

    private static IEnumerable<string> FindFunctions(SourceFile file) =>
        from node in file.Nodes
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let count = SourceFile.LineCount(node)
        where count > FunctionLinesMax
        select file.Finding(node, $"a function of {count} lines, at most {FunctionLinesMax}");
}
