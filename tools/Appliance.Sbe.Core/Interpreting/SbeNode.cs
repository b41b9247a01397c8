using System;
using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>One value of a decoded message, with the bytes it came from.</summary>
public sealed class SbeNode
{
    private readonly List<SbeNode> children = new List<SbeNode>();

    internal SbeNode(string name, SbeNodeKind kind, int offset, int length)
    {
        Name = name;
        Kind = kind;
        Offset = offset;
        Length = length;
    }

    /// <summary>Verbatim from the schema; the index for entries of a group and elements of an array.</summary>
    public string Name { get; }

    public SbeNodeKind Kind { get; }

    /// <summary>Bytes from the start of the frame.</summary>
    public int Offset { get; }

    /// <summary>Bytes in the frame; 0 for a constant and for what is absent. Grows with groups as they are read.</summary>
    public int Length { get; internal set; }

    public SbeNodeState State { get; internal set; }

    /// <summary>The schema fixes the value; there are no bytes of it.</summary>
    public bool IsConstant { get; internal set; }

    /// <summary>Of a scalar, enum or set.</summary>
    public SbeValue Value { get; internal set; }

    /// <summary>Of an enum: the name of the value, or null when the schema has none for it.</summary>
    public string? Label { get; internal set; }

    /// <summary>Of a set: the names of the bits that are set, lowest bit first.</summary>
    public IReadOnlyList<string> Labels { get; internal set; } = Array.Empty<string>();

    /// <summary>Of a set: bits that are set and have no name.</summary>
    public ulong UnknownBits { get; internal set; }

    /// <summary>Of text: its characters, without the NUL that ends them.</summary>
    public string Text { get; internal set; } = string.Empty;

    /// <summary>Of text and bytes: all of them, padding included.</summary>
    public byte[] Bytes { get; internal set; } = Array.Empty<byte>();

    public IReadOnlyList<SbeNode> Children => children;

    /// <summary>The first child of this name, or null.</summary>
    public SbeNode? Find(string name)
    {
        foreach (SbeNode child in children)
        {
            if (string.Equals(child.Name, name, StringComparison.Ordinal))
            {
                return child;
            }
        }

        return null;
    }

    internal void Add(SbeNode child) => children.Add(child);
}
