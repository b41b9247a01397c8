using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads a set of bits; its encoding is an unsigned primitive or a named type of one.</summary>
internal sealed class SetReader
{
    private readonly TypeTable table;
    private readonly AttributeReader attributes;
    private readonly Findings findings;

    public SetReader(TypeTable table)
    {
        this.table = table;
        attributes = table.Attributes;
        findings = table.Findings;
    }

    public SbeSet? Read(SchemaElement element)
    {
        if (EnumReader.ReadEncoding(table, element) is not { } encoding)
        {
            return null;
        }

        SbePrimitive primitive = encoding.Primitive;
        if (SbePrimitives.IsFloating(primitive) || SbePrimitives.IsSigned(primitive) || primitive == SbePrimitive.Char)
        {
            string fault = "a set is encoded as an unsigned integer, not as " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.WrongKind, element.At("encodingType"), fault);
            return null;
        }

        var type = new SbeSet { Primitive = primitive };
        attributes.Common(element, type);
        var byName = new Dictionary<string, SbeChoice>(StringComparer.Ordinal);
        var byBit = new Dictionary<int, SbeChoice>();
        foreach (SchemaElement child in element.Children)
        {
            if (child.Name != "choice")
            {
                findings.Add(SbeRules.UnknownElement, child.Position, "<" + child.Name + "> is not a choice");
            }
            else if (ReadChoice(child, type) is { } choice && IsNew(child, choice, byName))
            {
                if (byBit.TryGetValue(choice.Bit, out SbeChoice? twin))
                {
                    string twins = choice.Name + " and " + twin.Name + " are one bit";
                    findings.Add(SbeRules.DuplicateValue, child.Position, twins);
                }

                byBit[choice.Bit] = choice;
                type.Choices.Add(choice);
            }
        }

        return type;
    }

    private SbeChoice? ReadChoice(SchemaElement element, SbeSet type)
    {
        string name = attributes.Required(element, "name");
        int bits = 8 * type.EncodedLength;
        NumberStatus status = NumberText.ParseCount(element.Text, out int bit);
        if (status != NumberStatus.Ok || bit >= bits)
        {
            string fault = name + ": '" + element.Text + "' is not a bit from 0 to " + (bits - 1);
            findings.Add(SbeRules.BadChoice, element.Position, fault);
            return null;
        }

        return name.Length == 0 ? null : new SbeChoice
        {
            Name = name,
            Description = AttributeReader.Text(element, "description"),
            Bit = bit,
            SinceVersion = attributes.Count(element, "sinceVersion") ?? 0,
            Deprecated = attributes.Deprecated(element),
            Position = element.Position,
        };
    }

    private bool IsNew(SchemaElement element, SbeChoice choice, Dictionary<string, SbeChoice> byName)
    {
        if (!byName.TryGetValue(choice.Name, out SbeChoice? namesake))
        {
            byName.Add(choice.Name, choice);
            return true;
        }

        SbeRule rule = namesake.Bit == choice.Bit ? SbeRules.DuplicateValue : SbeRules.BadChoice;
        findings.Add(rule, element.At("name"), choice.Name + " stands at " + namesake.Position + " already");
        return false;
    }
}
