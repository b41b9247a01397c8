using System.Linq;
using System.Text;
using Appliance.Sbe.Diagnostics;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>Reads a type element: a primitive with its limits, an array of one, or a constant.</summary>
internal sealed class EncodedTypeReader
{
    private readonly TypeTable table;
    private readonly AttributeReader attributes;
    private readonly Findings findings;

    public EncodedTypeReader(TypeTable table)
    {
        this.table = table;
        attributes = table.Attributes;
        findings = table.Findings;
    }

    public SbeEncodedType? Read(SchemaElement element)
    {
        string primitiveName = attributes.Required(element, "primitiveType");
        if (primitiveName.Length == 0)
        {
            return null;
        }

        if (!SbePrimitives.TryParse(primitiveName, out SbePrimitive primitive))
        {
            string fault = primitiveName + " is none of the eleven primitive types";
            findings.Add(SbeRules.UnknownPrimitive, element.At("primitiveType"), fault);
            return null;
        }

        var type = new SbeEncodedType { Primitive = primitive };
        attributes.Common(element, type);
        type.CharacterEncoding = AttributeReader.Text(element, "characterEncoding");
        type.Presence = attributes.Presence(element) ?? SbePresence.Required;
        int? length = attributes.Count(element, "length");
        if (length > SbeLimits.ArrayLengthMax)
        {
            string fault = AttributeReader.Said(element.Find("length")!) + " is more than " + SbeLimits.ArrayLengthMax;
            findings.Add(SbeRules.BadLength, element.At("length"), fault);
            return null;
        }

        type.Length = length ?? 1;
        type.IsArray = length > 1 || (length == 1 && primitive == SbePrimitive.Char);
        type.Null = Value(element, "nullValue", primitive) ?? SbePrimitives.DefaultNull(primitive);
        type.Min = Value(element, "minValue", primitive) ?? SbePrimitives.DefaultMin(primitive);
        type.Max = Value(element, "maxValue", primitive) ?? SbePrimitives.DefaultMax(primitive);
        if (type.Presence == SbePresence.Constant)
        {
            return ReadConstant(element, type, length) ? type : null;
        }

        if (element.Find("valueRef") is { } valueRef)
        {
            findings.Add(SbeRules.NoEffect, valueRef.Position, "valueRef without presence=\"constant\" has no effect");
        }

        if (element.Text.Length > 0)
        {
            findings.Add(SbeRules.NoEffect, element.Position, "text without presence=\"constant\" has no effect");
        }

        return type;
    }

    /// <summary>A copy of a type that a field makes constant by the text inside it; null after a finding.</summary>
    public static SbeEncodedType? WithConstant(TypeTable table, SbeEncodedType type, SchemaElement element)
    {
        var constant = new SbeEncodedType
        {
            Name = type.Name,
            Description = type.Description,
            SemanticType = type.SemanticType,
            SinceVersion = type.SinceVersion,
            Deprecated = type.Deprecated,
            Position = type.Position,
            Primitive = type.Primitive,
            Presence = SbePresence.Constant,
            Length = type.Length,
            Min = type.Min,
            Max = type.Max,
            Null = type.Null,
            CharacterEncoding = type.CharacterEncoding,
        };
        int? length = type.IsArray ? type.Length : (int?)null;
        return new EncodedTypeReader(table).ReadConstantText(element, constant, length) ? constant : null;
    }

    private bool ReadConstant(SchemaElement element, SbeEncodedType type, int? length)
    {
        if (element.Find("valueRef") is not { } valueRef)
        {
            return ReadConstantText(element, type, length);
        }

        if (table.ResolveValue(valueRef, null) is not { } constant)
        {
            return false;
        }

        type.Length = 1;
        type.IsArray = false;
        type.Constant = new SbeValue(type.Primitive, constant.Value.Value.Bits);
        table.SetConstant(type, constant);
        return ConstantFits(valueRef, type.Primitive, constant);
    }

    /// <summary>False after a finding: the value of the enum is more than the primitive holds.</summary>
    public bool ConstantFits(SchemaAttribute valueRef, SbePrimitive primitive, EnumConstant constant)
    {
        SbeValue value = constant.Value.Value;
        if (SbePrimitives.IsFloating(primitive)
            || NumberText.ParseValue(Digits(value), primitive, out _) != NumberStatus.Ok)
        {
            string fault = AttributeReader.Said(valueRef) + " does not fit " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.OutOfRange, valueRef.Position, fault);
            return false;
        }

        return true;
    }

    // At least two characters, so that a char is read as a number too.
    private static string Digits(SbeValue value)
    {
        ulong bits = value.Bits;
        return SbePrimitives.IsSigned(value.Primitive) && value.Signed < 0
            ? "-0" + unchecked(0 - bits)
            : "0" + bits;
    }

    private bool ReadConstantText(SchemaElement element, SbeEncodedType type, int? length)
    {
        string text = element.Text.Length == 0 && element.RawText == " " ? " " : element.Text;
        if (text.Length == 0)
        {
            findings.Add(SbeRules.NoConstant, element.Position, "the constant has no value: no text, no valueRef");
            return false;
        }

        bool isText = type.Primitive == SbePrimitive.Char
            || (length > 1 && type.Primitive is SbePrimitive.UInt8 or SbePrimitive.Int8);
        if (isText && (text.Length > 1 || length > 1))
        {
            return ReadText(element, type, text, length);
        }

        type.Length = 1;
        type.IsArray = false;
        NumberStatus status = NumberText.ParseValue(text, type.Primitive, out SbeValue value);
        if (!Check(status, element.Position, text, type.Primitive))
        {
            return false;
        }

        type.Constant = value;
        return true;
    }

    private bool ReadText(SchemaElement element, SbeEncodedType type, string text, int? length)
    {
        bool isLatin = type.CharacterEncoding.StartsWith("ISO", System.StringComparison.OrdinalIgnoreCase);
        type.ConstantText = isLatin && text.All(c => c <= 0xFF)
            ? text.Select(c => (byte)c).ToArray()
            : Encoding.UTF8.GetBytes(text);
        type.Length = type.ConstantText.Length;
        type.IsArray = true;
        if (length is { } most && type.Length > most)
        {
            string fault = "the text has " + type.Length + " bytes, its length is " + most;
            findings.Add(SbeRules.ConstantTooLong, element.At("length"), fault);
            return false;
        }

        return true;
    }

    // A limit beyond the primitive changes nothing and is cut; a null or constant beyond it would never match.
    private SbeValue? Value(SchemaElement element, string name, SbePrimitive primitive)
    {
        if (element.Find(name) is not { } attribute)
        {
            return null;
        }

        string text = attribute.Value.Trim();
        if (attribute.Value.Length == 0)
        {
            findings.Add(SbeRules.NoEffect, attribute.Position, name + " is empty and has no effect");
            return null;
        }

        if (primitive == SbePrimitive.Char)
        {
            // A blank may be the null of a text; a zero as null is the character NUL, as in the standard's table.
            text = text.Length == 0 && attribute.Value.Length > 0 ? " " : text;
            text = name == "nullValue" && text is "0" or "\\0" ? "00" : text;
        }

        NumberStatus status = NumberText.ParseValue(text, primitive, out SbeValue value);
        if (status == NumberStatus.OutOfRange && name != "nullValue")
        {
            string cut = AttributeReader.Said(attribute) + " is beyond " + SbePrimitives.Name(primitive);
            findings.Add(SbeRules.RangeClamped, attribute.Position, cut);
            return value;
        }

        return Check(status, attribute.Position, text, primitive) ? value : (SbeValue?)null;
    }

    /// <summary>False after a finding.</summary>
    public bool Check(NumberStatus status, SourcePosition position, string text, SbePrimitive primitive)
    {
        string name = SbePrimitives.Name(primitive);
        switch (status)
        {
            case NumberStatus.Ok:
                return true;
            case NumberStatus.OkWithFraction:
                findings.Add(SbeRules.OddNumber, position, "'" + text + "' is read as a whole number");
                return true;
            case NumberStatus.OutOfRange:
                findings.Add(SbeRules.OutOfRange, position, "'" + text + "' does not fit " + name);
                return false;
            default:
                findings.Add(SbeRules.BadAttribute, position, "'" + text + "' is no value of " + name);
                return false;
        }
    }
}
