using System;
using System.Linq;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// The composites that the protocol itself reads: header, group dimension, variable-length data. Members are found by
/// name, exactly first and else whatever their case, in any order, at any offset and of any unsigned width.
/// </summary>
internal sealed class SpecialComposites
{
    private readonly TypeTable table;

    public SpecialComposites(TypeTable table) => this.table = table;

    /// <summary>The message header, or null after a finding.</summary>
    public SbeHeader? ReadHeader(string name, SourcePosition use)
    {
        if (Composite(name, use, "a message header") is not { } composite)
        {
            return null;
        }

        SbeMember? blockLength = Number(composite, "blockLength", SbeRules.BadHeader, use);
        SbeMember? templateId = Number(composite, "templateId", SbeRules.BadHeader, use);
        SbeMember? schemaId = Number(composite, "schemaId", SbeRules.BadHeader, use);
        SbeMember? version = Number(composite, "version", SbeRules.BadHeader, use);
        if (blockLength is null || templateId is null || schemaId is null || version is null)
        {
            return null;
        }

        return new SbeHeader
        {
            Composite = composite,
            BlockLength = blockLength,
            TemplateId = templateId,
            SchemaId = schemaId,
            Version = version,
            NumGroups = OptionalNumber(composite, "numGroups"),
            NumVarDataFields = OptionalNumber(composite, "numVarDataFields"),
        };
    }

    /// <summary>The dimension of a group, or null after a finding.</summary>
    public SbeDimension? ReadDimension(string name, SourcePosition use)
    {
        if (Composite(name, use, "a group dimension") is not { } composite)
        {
            return null;
        }

        SbeMember? blockLength = Number(composite, "blockLength", SbeRules.BadDimension, use);
        SbeMember? count = Number(composite, "numInGroup", SbeRules.BadDimension, use);
        if (blockLength is null || count is null)
        {
            return null;
        }

        var type = (SbeEncodedType)count.Type;
        return new SbeDimension
        {
            Composite = composite,
            BlockLength = blockLength,
            NumInGroup = count,
            CountMin = type.Min.Bits,
            CountMax = type.Max.Bits,
        };
    }

    /// <summary>Fills in the composite, length and content of a data field; false after a finding.</summary>
    public bool ReadData(SbeData data, string name, SourcePosition use)
    {
        if (Composite(name, use, "variable-length data") is not { } composite)
        {
            return false;
        }

        SbeMember? length = Number(composite, "length", SbeRules.BadData, use);
        SbeMember? content = Member(composite, "varData") ?? Member(composite, "data");
        if (content?.Type is not SbeEncodedType type
            || type.Presence == SbePresence.Constant
            || type.Primitive is not (SbePrimitive.UInt8 or SbePrimitive.Int8 or SbePrimitive.Char))
        {
            string fault = composite.Name + " needs a member varData of uint8, int8 or char";
            table.Findings.Add(SbeRules.BadData, use, fault);
            return false;
        }

        if (length is null)
        {
            return false;
        }

        if (((SbeEncodedType)length.Type).Primitive == SbePrimitive.UInt64)
        {
            table.Findings.Add(SbeRules.BadData, use, composite.Name + ": a length of uint64 is not supported");
            return false;
        }

        if (content.Offset < length.Offset + length.Type.EncodedLength)
        {
            table.Findings.Add(SbeRules.BadData, use, composite.Name + ": the content must stand behind its length");
            return false;
        }

        if (type.Length != 0)
        {
            table.Findings.Add(
                SbeRules.DataLength, content.Position, "the content of variable-length data should say length=\"0\"");
        }

        data.Composite = composite;
        data.Length = length;
        data.Content = content;
        return true;
    }

    private SbeComposite? Composite(string name, SourcePosition use, string role)
    {
        SbeType? type = table.Resolve(name, use);
        if (type is not null and not SbeComposite)
        {
            table.Findings.Add(SbeRules.WrongKind, use, name + " is no composite, so it is no type of " + role);
        }

        return type as SbeComposite;
    }

    private SbeMember? Number(SbeComposite composite, string name, SbeRule rule, SourcePosition use)
    {
        SbeMember? member = Member(composite, name);
        if (member is not null && IsNumber(member))
        {
            return member;
        }

        string fault = member is null
            ? composite.Name + " has no member " + name
            : composite.Name + "." + member.Name + " is not an unsigned integer on the wire";
        table.Findings.Add(rule, member?.Position ?? use, fault);
        return null;
    }

    private static SbeMember? OptionalNumber(SbeComposite composite, string name) =>
        Member(composite, name) is { } member && IsNumber(member) ? member : null;

    private static SbeMember? Member(SbeComposite composite, string name) =>
        composite.Members.FirstOrDefault(m => m.Name == name)
        ?? composite.Members.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsNumber(SbeMember member) =>
        member.Type is SbeEncodedType { Length: 1, Presence: not SbePresence.Constant } type
        && type.Primitive is SbePrimitive.UInt8 or SbePrimitive.UInt16 or SbePrimitive.UInt32 or SbePrimitive.UInt64;
}
