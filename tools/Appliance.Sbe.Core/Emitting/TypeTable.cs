using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The enums, sets and composites of one namespace and their C# names. A type that several schemas include from the
/// same place of the same file is one type; two others of one name in two schemas cannot be told apart.
/// </summary>
internal sealed class TypeTable
{
    private readonly Dictionary<(string, SbeType?), TypeEntry> byIdentity =
        new Dictionary<(string, SbeType?), TypeEntry>();
    private readonly Dictionary<string, TypeEntry> named = new Dictionary<string, TypeEntry>(StringComparer.Ordinal);
    private readonly NameScope scope;
    private readonly List<SbeDiagnostic> findings;

    internal TypeTable(NameScope scope, List<SbeDiagnostic> findings)
    {
        this.scope = scope;
        this.findings = findings;
    }

    /// <summary>In the order of their first appearance.</summary>
    internal List<TypeEntry> Entries { get; } = new List<TypeEntry>();

    internal TypeEntry this[SbeType type, SbeByteOrder order] => byIdentity[Identity(type, order)];

    /// <summary>Takes up the types a schema names and those that its messages reach without a name.</summary>
    internal void Add(SbeSchema schema)
    {
        foreach (SbeType type in schema.Types)
        {
            if (type is SbeEnum or SbeSet || (type is SbeComposite composite && IsPayload(composite)))
            {
                Add(type, schema, string.Empty);
            }
        }

        foreach (SbeMessage message in schema.Messages)
        {
            AddBlock(message, schema);
        }
    }

    /// <summary>Not a header, a group's dimension or the length of data: those are read where they stand.</summary>
    private static bool IsPayload(SbeComposite composite)
    {
        bool hasBlockLength = false;
        foreach (SbeMember member in composite.Members)
        {
            hasBlockLength |= member.Name == "blockLength";
            if (member.Type is SbeEncodedType { Length: 0, Presence: not SbePresence.Constant })
            {
                return false;
            }
        }

        return !hasBlockLength && !ValueSlot.IsDecimal(composite);
    }

    // An included file has one identity however often it is read; a model built in code has no positions.
    private static (string Place, SbeType? Type) Identity(SbeType type, SbeByteOrder order) =>
        type.Position.Line > 0
            ? (type.Name + "\n" + type.Position + (type is SbeComposite ? order.ToString() : string.Empty), null)
            : (string.Empty, type);

    private void AddBlock(SbeBlock block, SbeSchema schema)
    {
        foreach (SbeField field in block.Fields)
        {
            AddValue(field.Type, schema, block.Name);
            if (field.ValueRefEnum != null)
            {
                Add(field.ValueRefEnum, schema, block.Name);
            }
        }

        foreach (SbeGroup group in block.Groups)
        {
            AddBlock(group, schema);
        }
    }

    private void AddValue(SbeType type, SbeSchema schema, string owner)
    {
        if (type is SbeEnum or SbeSet || (type is SbeComposite composite && !ValueSlot.IsDecimal(composite)))
        {
            Add(type, schema, owner);
        }
    }

    private void Add(SbeType type, SbeSchema schema, string owner)
    {
        (string, SbeType?) identity = Identity(type, schema.ByteOrder);
        if (byIdentity.ContainsKey(identity))
        {
            return;
        }

        string name = CSharpNames.Pascal(type.Name);
        var entry = new TypeEntry(type, schema);
        if (owner.Length == 0 && named.TryGetValue(name, out TypeEntry? other) && other.Schema != schema)
        {
            findings.Add(new SbeDiagnostic(
                EmitFindings.TypeTwice,
                SbeSeverity.Error,
                type.Position,
                "type '" + type.Name + "' is another one in " + other.Type.Position + "; give it another namespace"));
        }

        bool isComposite = type is SbeComposite;
        string qualified = CSharpNames.Pascal(owner) + name;
        entry.Name = isComposite
            ? scope.AllocateFirst(name + "Decoder", name + "CompositeDecoder", qualified + "Decoder")
            : scope.AllocateFirst(name, qualified);
        entry.EncoderName = isComposite
            ? scope.Allocate(entry.Name.Replace("Decoder", "Encoder"))
            : string.Empty;
        byIdentity.Add(identity, entry);
        if (!named.ContainsKey(name))
        {
            named.Add(name, entry);
        }

        Entries.Add(entry);
        if (type is SbeComposite composite)
        {
            foreach (SbeMember member in composite.Members)
            {
                AddValue(member.Type, schema, type.Name);
            }
        }
    }
}
