using System.Globalization;
using System.Text;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Layout;

/// <summary>How types and values are named in the tables.</summary>
internal static class LayoutWords
{
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of the type and what it is on the wire, for example PRICE9 (int64 x 10^-9).</summary>
    public static string TypeOf(SbeType type)
    {
        string wire = Wire(type);
        string name = MarkdownWriter.Plain(type.Name);
        return name.Length == 0 || name == wire ? wire : name + " (" + wire + ")";
    }

    public static string Wire(SbeType type)
    {
        switch (type)
        {
            case SbeEnum named:
                return SbePrimitives.Name(named.Primitive) + " enum";
            case SbeSet set:
                return SbePrimitives.Name(set.Primitive) + " set";
            case SbeComposite composite:
                return SoleMember(composite) is { } sole ? Wire(sole.Type) + Scale(composite) : "composite";
            default:
                SbeEncodedType encoded = (SbeEncodedType)type;
                string name = SbePrimitives.Name(encoded.Primitive);
                return encoded.IsArray ? name + "\\[" + Number(encoded.Length) + "\\]" : name;
        }
    }

    /// <summary>The one member that takes bytes, if there is just one: the composite is then as good as that.</summary>
    public static SbeMember? SoleMember(SbeComposite composite)
    {
        SbeMember? sole = null;
        foreach (SbeMember member in composite.Members)
        {
            if (member.Type.EncodedLength > 0 && member.ValueRef is null)
            {
                if (sole is not null)
                {
                    return null;
                }

                sole = member;
            }
        }

        return sole;
    }

    /// <summary>Null of a field that may be null, else nothing.</summary>
    public static string NullOf(SbeType type, SbePresence presence)
    {
        bool isOptional = presence == SbePresence.Optional;
        switch (type)
        {
            case SbeEncodedType encoded when encoded.IsArray && encoded.Primitive == SbePrimitive.Char:
                return isOptional ? "first byte " + Value(encoded.Null) : string.Empty;
            case SbeEncodedType encoded:
                return isOptional ? Value(encoded.Null) : string.Empty;
            case SbeEnum named:
                return isOptional ? Value(named.Null) : string.Empty;
            case SbeComposite composite when SoleMember(composite) is { } sole:
                return NullOf(sole.Type, PresenceOf(composite, presence));
            default:
                return string.Empty;
        }
    }

    /// <summary>A composite of one member may be null where that member may.</summary>
    public static SbePresence PresenceOf(SbeType type, SbePresence presence) =>
        presence == SbePresence.Required
        && type is SbeComposite composite
        && SoleMember(composite)?.Type is SbeEncodedType { Presence: SbePresence.Optional }
            ? SbePresence.Optional
            : presence;

    /// <summary>A number as such, a char in quotes, and what cannot be printed by its code.</summary>
    public static string Value(SbeValue value)
    {
        if (value.Primitive != SbePrimitive.Char)
        {
            return SbeText.IsNaN(value) ? "NaN" : SbeText.Of(value);
        }

        return value.Bits is > 0x20 and < 0x7F
            ? "'" + MarkdownWriter.Plain(SbeText.Of(value)) + "'"
            : "0x" + value.Bits.ToString("x2", CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a constant field or member.</summary>
    public static string Constant(SbeType type, SbeValidValue? valueRef)
    {
        if (valueRef is not null)
        {
            return MarkdownWriter.Plain(valueRef.Name) + " = " + Value(valueRef.Value);
        }

        return type switch
        {
            SbeEncodedType { ConstantText: byte[] text } encoded =>
                "\"" + MarkdownWriter.Plain(SbeText.Decode(text, encoded.CharacterEncoding, endsAtNul: true)) + "\"",
            SbeEncodedType { Constant: SbeValue value } => Value(value),
            _ => string.Empty,
        };
    }

    public static string Versions(int sinceVersion, int? deprecated) =>
        Number(sinceVersion) + (deprecated is int from ? ", deprecated " + Number(from) : string.Empty);

    public static string Description(string own, string timeUnit)
    {
        StringBuilder words = new StringBuilder(MarkdownWriter.Plain(own));
        if (timeUnit.Length > 0)
        {
            words.Append(words.Length > 0 ? "; " : string.Empty).Append("in ").Append(MarkdownWriter.Plain(timeUnit));
        }

        return words.ToString();
    }

    private static string Scale(SbeComposite composite)
    {
        foreach (SbeMember member in composite.Members)
        {
            if (member.Name == "exponent" && member.Type is SbeEncodedType { Constant: SbeValue exponent })
            {
                return " x 10^" + SbeText.Of(exponent);
            }
        }

        return string.Empty;
    }
}
