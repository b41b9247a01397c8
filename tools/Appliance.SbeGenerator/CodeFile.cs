using System;

namespace Appliance.SbeGenerator;

/// <summary>One source file to add to the compilation.</summary>
internal readonly struct CodeFile : IEquatable<CodeFile>
{
    public CodeFile(string hintName, string text)
    {
        HintName = hintName;
        Text = text;
    }

    public string HintName { get; }

    public string Text { get; }

    public bool Equals(CodeFile other) => HintName == other.HintName && Text == other.Text;

    public override bool Equals(object? obj) => obj is CodeFile other && Equals(other);

    public override int GetHashCode() => HintName.GetHashCode();
}
