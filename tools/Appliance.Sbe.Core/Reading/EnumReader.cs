using System;
using System.Collections.Generic;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads an enum; its encoding is a primitive or a named type that gives the null value too.</summary>
internal sealed class EnumReader
{
    private readonly TypeTable table;
    private readonly AttributeReader attributes;
    private readonly Findings findings;

    public EnumReader(TypeTable table)
    {
        this.table = table;
        attributes = table.Attributes;
        findings = table.Findings;
    }

    public SbeEnum? Read(SchemaElement element)
    {
        if (ReadEncoding(table, element) is not { } encoding)
        {
            return null;
        }

        SbePrimitive primitive = encoding.Primitive;
        if (SbePrimitives.IsFloating(primitive))
        {
            string fault = "an enum cannot be encoded as " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.WrongKind, element.At("encodingType"), fault);
            return null;
        }

        if (primitive is not (SbePrimitive.Char or SbePrimitive.Int8 or SbePrimitive.UInt8 or SbePrimitive.UInt16))
        {
            string odd = "the standard has enums of char, uint8 and uint16, not of " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.OddEncoding, element.At("encodingType"), odd);
        }

        var type = new SbeEnum { Primitive = primitive, Null = encoding.Null, Presence = encoding.Presence };
        attributes.Common(element, type);
        type.Presence = attributes.Presence(element) ?? type.Presence;
        if (element.Find("nullValue") is { } nullValue)
        {
            NumberStatus status = NumberText.ParseValue(nullValue.Value.Trim(), primitive, out SbeValue value);
            if (new EncodedTypeReader(table).Check(status, nullValue.Position, nullValue.Value, primitive))
            {
                type.Null = value;
            }
        }

        ReadValues(element, type);
        return type;
    }

    /// <summary>The scalar type that encodes an enum or a set; null after a finding.</summary>
    public static SbeEncodedType? ReadEncoding(TypeTable table, SchemaElement element)
    {
        string name = table.Attributes.Required(element, "encodingType");
        if (name.Length == 0)
        {
            return null;
        }

        SbeType? type = table.Resolve(name, element.At("encodingType"));
        if (type is null)
        {
            return null;
        }

        if (type is SbeEncodedType { Length: 1, Presence: not SbePresence.Constant } encoding)
        {
            return encoding;
        }

        table.Findings.Add(
            SbeRules.WrongKind, element.At("encodingType"),
            name + " is not one number, so it encodes no " + element.Name);
        return null;
    }

    private void ReadValues(SchemaElement element, SbeEnum type)
    {
        var byName = new Dictionary<string, SbeValidValue>(StringComparer.Ordinal);
        var byValue = new Dictionary<ulong, SbeValidValue>();
        foreach (SchemaElement child in element.Children)
        {
            if (child.Name != "validValue")
            {
                findings.Add(SbeRules.UnknownElement, child.Position, "<" + child.Name + "> is not a validValue");
                continue;
            }

            if (ReadValue(child, type.Primitive) is not { } value)
            {
                continue;
            }

            if (byName.TryGetValue(value.Name, out SbeValidValue? namesake))
            {
                bool isSame = namesake.Value.Bits == value.Value.Bits;
                SbeRule rule = isSame ? SbeRules.DuplicateValue : SbeRules.BadValidValue;
                findings.Add(rule, child.At("name"), value.Name + " stands at " + namesake.Position + " already");
                continue;
            }

            if (byValue.TryGetValue(value.Value.Bits, out SbeValidValue? twin))
            {
                string twins = value.Name + " and " + twin.Name + " are one value";
                findings.Add(SbeRules.DuplicateValue, child.Position, twins);
            }

            if (value.Value.Bits == type.Null.Bits)
            {
                string isNull = value.Name + " equals the null value: a reader cannot tell them apart";
                findings.Add(SbeRules.ValueIsNull, child.Position, isNull);
            }

            byName.Add(value.Name, value);
            byValue[value.Value.Bits] = value;
            type.Values.Add(value);
        }
    }

    private SbeValidValue? ReadValue(SchemaElement element, SbePrimitive primitive)
    {
        string name = attributes.Required(element, "name");
        string text = element.Text.Length == 0 && element.RawText == " " ? " " : element.Text;
        NumberStatus status = NumberText.ParseValue(text, primitive, out SbeValue value);

        // More than one character is a number only when nobody can take it for a text.
        bool isText = primitive == SbePrimitive.Char && text.Length > 1
            && !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (status is not (NumberStatus.Ok or NumberStatus.OkWithFraction) || isText)
        {
            string what = text.Length == 0 ? name + " has no value" : name + ": '" + text + "' is no value";
            string fault = what + " of " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.BadValidValue, element.Position, fault);
            return null;
        }

        return name.Length == 0 ? null : new SbeValidValue
        {
            Name = name,
            Description = AttributeReader.Text(element, "description"),
            Value = value,
            SinceVersion = attributes.Count(element, "sinceVersion") ?? 0,
            Deprecated = attributes.Deprecated(element),
            Position = element.Position,
        };
    }
}
