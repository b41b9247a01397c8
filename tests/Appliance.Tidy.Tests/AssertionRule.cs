using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Appliance.Tidy.Tests;

/// <summary>
/// A test asserts something, itself or through a helper: one of the same file that asserts, or one of another file
/// whose name begins with Assert, Verify or Expect. An assertion that cannot fail does not count.
/// </summary>
internal static class AssertionRule
{
    private static readonly string[] TestAttributes = ["Fact", "Theory", "Property"];

    private static readonly string[] AssertingNames = ["Assert", "Check", "QuickCheckThrowOnFailure"];

    private static readonly string[] AssertingPrefixes = ["Assert", "Verify", "Expect"];

    public static IEnumerable<string> Find(SourceTree tree) =>
        tree.Code.Where(f => f.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => FindSilent(file).Concat(FindVacuous(file)));

    private static IEnumerable<string> FindSilent(SourceFile file)
    {
        HashSet<string> asserting = AssertingMethods(file);
        return from method in file.Nodes.OfType<MethodDeclarationSyntax>()
               where IsTest(method) && !Asserts(method, asserting)
               select file.Finding(method, $"{method.Identifier.ValueText} asserts nothing");
    }

    private static IEnumerable<string> FindVacuous(SourceFile file) =>
        from call in file.Nodes.OfType<InvocationExpressionSyntax>()
        where IsVacuous(call)
        select file.Finding(call, $"{call} cannot fail");

    // Grows until a round finds no further method of this file that calls an asserting one.
    private static HashSet<string> AssertingMethods(SourceFile file)
    {
        var asserting = new HashSet<string>();
        var helpers = file.Nodes.Where(n => n is MethodDeclarationSyntax or LocalFunctionStatementSyntax).ToList();
        while (helpers.RemoveAll(helper => Asserts(helper, asserting) && asserting.Add(NameOf(helper))) > 0)
        {
        }

        return asserting;
    }

    private static bool Asserts(SyntaxNode method, HashSet<string> helpers) =>
        Body(method)?.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            AssertingNames.Contains(name.Identifier.ValueText)
            || (IsCalled(name) && (helpers.Contains(name.Identifier.ValueText) || HasPrefix(name)))) == true;

    private static bool HasPrefix(SimpleNameSyntax name) =>
        AssertingPrefixes.Any(prefix => name.Identifier.ValueText.StartsWith(prefix, StringComparison.Ordinal));

    // Called, or handed over as a delegate that something else calls.
    private static bool IsCalled(SimpleNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax or ArgumentSyntax
        || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            && access.Parent is InvocationExpressionSyntax or ArgumentSyntax);

    private static bool IsVacuous(InvocationExpressionSyntax call)
    {
        ExpressionSyntax? first = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        return call.Expression.ToString() switch
        {
            "Assert.True" => first.IsKind(SyntaxKind.TrueLiteralExpression),
            "Assert.False" => first.IsKind(SyntaxKind.FalseLiteralExpression),
            "Assert.NotNull" => first is BaseObjectCreationExpressionSyntax,
            _ => false,
        };
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Select(a => a.Name.ToString().Split('.')[^1])
            .Any(name => TestAttributes.Contains(name.Replace("Attribute", string.Empty, StringComparison.Ordinal)));

    private static SyntaxNode? Body(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax m => (SyntaxNode?)m.Body ?? m.ExpressionBody,
        LocalFunctionStatementSyntax f => (SyntaxNode?)f.Body ?? f.ExpressionBody,
        _ => null,
    };

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax m => m.Identifier.ValueText,
        LocalFunctionStatementSyntax f => f.Identifier.ValueText,
        _ => string.Empty,
    };
}
