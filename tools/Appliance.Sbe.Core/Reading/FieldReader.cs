using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads a field: its type, its presence, its constant. Where it lies is the block's business.</summary>
internal sealed class FieldReader
{
    private static readonly string[] TypeOnly = { "nullValue", "minValue", "maxValue", "length", "primitiveType" };

    private readonly TypeTable table;
    private readonly AttributeReader attributes;
    private readonly Findings findings;

    public FieldReader(TypeTable table)
    {
        this.table = table;
        attributes = table.Attributes;
        findings = table.Findings;
    }

    /// <summary>The field without its offset, or null after a finding.</summary>
    public SbeField? Read(SchemaElement element)
    {
        string name = attributes.Required(element, "name");
        string typeName = attributes.Required(element, "type");
        int id = ReadId(element);
        if (typeName.Length == 0 || table.Resolve(typeName, element.At("type")) is not { } type || name.Length == 0)
        {
            return null;
        }

        if (type is SbeEncodedType { Length: 0 } || table.HasVariableLength(type))
        {
            string fault = typeName + " has variable length, so it is the type of data, not of a field";
            findings.Add(SbeRules.BadLength, element.At("type"), fault);
            return null;
        }

        foreach (string attribute in TypeOnly)
        {
            if (element.Find(attribute) is { } useless)
            {
                findings.Add(SbeRules.NoEffect, useless.Position, attribute + " belongs to a type, not to a field");
            }
        }

        var field = new SbeField
        {
            Name = name,
            Id = id,
            Description = AttributeReader.Text(element, "description"),
            SemanticType = AttributeReader.Text(element, "semanticType"),
            TimeUnit = AttributeReader.Text(element, "timeUnit"),
            Type = type,
            SinceVersion = attributes.Count(element, "sinceVersion") ?? type.SinceVersion,
            Deprecated = attributes.Deprecated(element) ?? type.Deprecated,
            Position = element.Position,
        };
        return ReadPresence(element, field) ? field : null;
    }

    /// <summary>The id; 0 after a warning, because ids of fields are not on the wire.</summary>
    public int ReadId(SchemaElement element)
    {
        if (element.Find("id") is null)
        {
            findings.Add(SbeRules.MissingId, element.Position, "<" + element.Name + "> has no id");
        }

        return attributes.Count(element, "id") ?? 0;
    }

    private bool ReadPresence(SchemaElement element, SbeField field)
    {
        SbePresence own = TypePresence(field.Type);
        field.Presence = attributes.Presence(element) ?? own;
        if (own == SbePresence.Constant)
        {
            return TakeTypeConstant(element, field);
        }

        SchemaAttribute? valueRef = element.Find("valueRef");
        if (field.Presence == SbePresence.Constant)
        {
            return valueRef is null ? TakeText(element, field) : TakeValueRef(valueRef, field);
        }

        if (valueRef is not null)
        {
            findings.Add(SbeRules.NoEffect, valueRef.Position, "valueRef without presence=\"constant\" has no effect");
        }

        field.EncodedLength = field.Type.EncodedLength;
        return true;
    }

    // The type takes no bytes, whatever the field says.
    private bool TakeTypeConstant(SchemaElement element, SbeField field)
    {
        if (field.Presence != SbePresence.Constant)
        {
            findings.Add(
                SbeRules.NoEffect, element.At("presence"),
                "presence has no effect: " + field.Type.Name + " is a constant");
        }

        field.Presence = SbePresence.Constant;
        if (element.Find("valueRef") is { } valueRef)
        {
            return TakeValueRef(valueRef, field);
        }

        if (table.FindConstant(field.Type) is { } constant)
        {
            field.ValueRef = constant.Value;
            field.ValueRefEnum = constant.Type;
        }

        return true;
    }

    private bool TakeValueRef(SchemaAttribute valueRef, SbeField field)
    {
        if (table.ResolveValue(valueRef, field.Type as SbeEnum) is not { } constant)
        {
            return false;
        }

        bool fits = field.Type switch
        {
            SbeEnum own => own == constant.Type || own.Primitive == constant.Type.Primitive,
            SbeEncodedType type => new EncodedTypeReader(table).ConstantFits(valueRef, type.Primitive, constant),
            _ => false,
        };
        if (!fits)
        {
            string fault = constant.Type.Name + " gives no constant of the type " + field.Type.Name;
            findings.Add(SbeRules.BadValueRef, valueRef.Position, fault);
            return false;
        }

        field.ValueRef = constant.Value;
        field.ValueRefEnum = constant.Type;
        return true;
    }

    private bool TakeText(SchemaElement element, SbeField field)
    {
        if (field.Type is SbeEnum type && element.Text.Length > 0)
        {
            // Some schemas write the name of the value inside the field.
            string text = element.Text.Substring(element.Text.LastIndexOf('.') + 1);
            field.ValueRef = table.FindValue(type, text);
            field.ValueRefEnum = type;
            if (field.ValueRef is not null)
            {
                return true;
            }
        }

        if (field.Type is not SbeEncodedType encoded)
        {
            findings.Add(SbeRules.NoConstant, element.Position, field.Name + " is constant and has no valueRef");
            return false;
        }

        if (EncodedTypeReader.WithConstant(table, encoded, element) is not { } constant)
        {
            return false;
        }

        field.Type = constant;
        return true;
    }

    // A composite is null where its first member that takes bytes is null.
    private static SbePresence TypePresence(SbeType type)
    {
        switch (type)
        {
            case SbeEncodedType encoded:
                return encoded.Presence;
            case SbeEnum enumeration:
                return enumeration.Presence;
            case SbeComposite composite:
                SbeMember? first = composite.Members.Find(m => m.Type.EncodedLength > 0);
                return first is null ? SbePresence.Required : TypePresence(first.Type);
            default:
                return SbePresence.Required;
        }
    }
}
