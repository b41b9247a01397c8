using System;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>An additional file in memory; without a text it cannot be read, as a file on a lost disk.</summary>
internal sealed class SchemaText(string path, string? text, Encoding? encoding = null) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) =>
        text is null
            ? throw new InvalidOperationException("the disk is gone")
            : SourceText.From(text, encoding ?? Encoding.UTF8);
}
