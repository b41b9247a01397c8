using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Appliance.Analyzers.Tests;

/// <summary>A misspelt line in the list bans nothing and says so to no one, so every line must name a symbol.</summary>
public sealed class BannedSymbolsTests
{
    // A project of the control plane reads both lists, so a symbol stands in one of them only.
    private static readonly string[] Lines = [.. Read("DecidedPath"), .. Read("ReproducibleFloat")];

    [Fact]
    public void Every_line_names_a_symbol_that_exists()
    {
        Compilation compilation = Snippet.Compile(string.Empty);

        Assert.NotEmpty(Lines);
        Assert.All(Lines, line => Assert.True(Resolves(compilation, line.Split(';')[0]), line));
    }

    [Fact]
    public void A_misspelt_symbol_is_noticed() =>
        Assert.False(Resolves(Snippet.Compile(string.Empty), "P:System.DateTime.UtcNaw"));

    [Fact]
    public void Every_line_says_what_to_do_instead_and_stands_once()
    {
        Assert.All(Lines, line => Assert.True(line.Split(';', 2) is [_, { Length: > 10 }], line));
        Assert.Equal(Lines.Length, Lines.Select(line => line.Split(';')[0]).Distinct().Count());
    }

    private static string[] Read(string list) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, $"BannedSymbols.{list}.txt"));

    private static bool Resolves(Compilation compilation, string id) =>
        !DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation).IsEmpty;
}
