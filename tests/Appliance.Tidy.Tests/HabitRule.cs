using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Appliance.Tidy.Tests;

/// <summary>A silenced warning says why, and types are whole: no regions, no partial types.</summary>
internal static class HabitRule
{
    private const int ReasonCharsMin = 10;

    // The source generators of the platform add the other part; there is no way to use them without the word.
    private static readonly string[] GeneratorAttributes =
        ["GeneratedRegex", "LibraryImport", "JsonSerializable", "LoggerMessage"];

    public static IEnumerable<string> Find(SourceTree tree) => tree.Code.SelectMany(FindFile);

    private static IEnumerable<string> FindFile(SourceFile file) =>
        from node in file.Nodes
        let fault = Fault(file, node)
        where fault is not null
        select file.Finding(node, fault);

    private static string? Fault(SourceFile file, SyntaxNode node) => node switch
    {
        PragmaWarningDirectiveTriviaSyntax pragma
            when pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword) && !HasReason(file, pragma) =>
            "a silenced warning carries its reason on the line",
        AttributeSyntax attribute when Name(attribute) == "SuppressMessage" && !HasJustification(attribute) =>
            "a silenced warning carries its Justification",
        RegionDirectiveTriviaSyntax => "no regions; split the file",
        TypeDeclarationSyntax type
            when type.Modifiers.Any(SyntaxKind.PartialKeyword) && !IsCompletedByGenerator(type) =>
            $"{type.Identifier.ValueText} is partial outside generated code",
        _ => null,
    };

    private static bool HasReason(SourceFile file, SyntaxNode pragma)
    {
        string line = file.Lines.ElementAt(SourceFile.FirstLine(pragma) - 1);
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return comment >= 0 && line[(comment + 2)..].Trim().Length >= ReasonCharsMin;
    }

    private static bool HasJustification(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.Any(a => a.NameEquals?.Name.Identifier.ValueText == "Justification") == true;

    private static bool IsCompletedByGenerator(SyntaxNode type) =>
        type.DescendantNodes().OfType<AttributeSyntax>().Any(a => GeneratorAttributes.Contains(Name(a)));

    private static string Name(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString().Split('.')[^1];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }
}
