using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// Reads a composite: types in place, nested composites, enums and sets, and references to named types.
/// </summary>
internal sealed class CompositeReader
{
    private readonly TypeTable table;
    private readonly TypeReader types;
    private readonly AttributeReader attributes;
    private readonly Findings findings;
    private readonly Dictionary<SbeType, int> memberCounts = new Dictionary<SbeType, int>();

    public CompositeReader(TypeTable table, TypeReader types)
    {
        this.table = table;
        this.types = types;
        attributes = table.Attributes;
        findings = table.Findings;
    }

    public static bool IsContentName(string name) =>
        string.Equals(name, "varData", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "data", StringComparison.OrdinalIgnoreCase);

    /// <summary>The composite, or null after a finding about any of its members.</summary>
    public SbeComposite? Read(SchemaElement element)
    {
        var composite = new SbeComposite();
        attributes.Common(element, composite);
        var layout = new BlockLayout(findings);
        var names = new HashSet<string>(StringComparer.Ordinal);
        bool isWhole = true;
        foreach (SchemaElement child in element.Children)
        {
            if (child.Name != "ref" && !TypeReader.IsType(child.Name))
            {
                string unknown = "<" + child.Name + "> is no member of a composite";
                findings.Add(SbeRules.UnknownElement, child.Position, unknown);
                continue;
            }

            SbeMember? member = ReadMember(child);
            if (member is null || layout.Place(member.Name, child, Offset(child), Bytes(member)) is not { } at)
            {
                isWhole = false;
                continue;
            }

            if (!names.Add(member.Name))
            {
                string twice = "the composite has a " + member.Name + " already";
                findings.Add(SbeRules.DuplicateName, child.At("name"), twice);
                isWhole = false;
                continue;
            }

            member.Offset = at;
            composite.Members.Add(member);
        }

        layout.CheckOverlap();
        composite.SetEncodedLength(layout.End);
        return isWhole && CountMembers(element, composite) ? composite : null;
    }

    private bool CountMembers(SchemaElement element, SbeComposite composite)
    {
        int count = 0;
        foreach (SbeMember member in composite.Members)
        {
            count += 1 + (memberCounts.TryGetValue(member.Type, out int inner) ? inner : 0);
            if (count > SbeLimits.MembersMax)
            {
                string fault = composite.Name + " holds more than " + SbeLimits.MembersMax + " members";
                findings.Add(SbeRules.OverLimit, element.Position, fault);
                return false;
            }

            if (member.Type is SbeEncodedType { Length: 0 } || table.HasVariableLength(member.Type))
            {
                table.SetVariableLength(composite);
            }
        }

        memberCounts.Add(composite, count);
        return true;
    }

    // Constants take no place; the content of variable-length data has one, and 0 bytes of fixed length.
    private static int? Bytes(SbeMember member) =>
        member.Type.EncodedLength == 0 && member.Type is not SbeEncodedType { Length: 0 }
            ? (int?)null
            : member.Type.EncodedLength;

    private int? Offset(SchemaElement element) => attributes.Count(element, "offset");

    private SbeMember? ReadMember(SchemaElement element)
    {
        string name = attributes.Required(element, "name");
        SbeType? type = element.Name == "ref" ? Refer(element) : types.Read(element);
        if (name.Length == 0 || type is null)
        {
            return null;
        }

        if (type is SbeEncodedType { Length: 0 } && !IsContentName(name))
        {
            findings.Add(
                SbeRules.BadLength, element.At("length"), "length 0 is for the content of variable-length data only");
            return null;
        }

        string description = AttributeReader.Text(element, "description");
        return new SbeMember
        {
            Name = name,
            Description = description.Length > 0 ? description : type.Description,
            Type = type,
            SinceVersion = attributes.Count(element, "sinceVersion") ?? type.SinceVersion,
            Deprecated = attributes.Deprecated(element) ?? type.Deprecated,
            ValueRef = table.FindConstant(type)?.Value,
            Position = element.Position,
        };
    }

    private SbeType? Refer(SchemaElement element)
    {
        string typeName = attributes.Required(element, "type");
        return typeName.Length == 0 ? null : table.Resolve(typeName, element.At("type"));
    }
}
