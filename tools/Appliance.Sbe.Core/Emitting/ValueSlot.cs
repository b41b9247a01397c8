using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>A field of a block or a member of a composite, and the names it has in C#.</summary>
internal sealed class ValueSlot
{
    private ValueSlot(string name, SbeType type, int offset)
    {
        Name = name;
        Type = type;
        Offset = offset;
    }

    internal string Name { get; }

    internal SbeType Type { get; }

    internal int Offset { get; }

    internal ValueKind Kind { get; private set; }

    internal string Description { get; private set; } = string.Empty;

    /// <summary>The acting version from which on it is there; 0 where it is always there.</summary>
    internal int Since { get; private set; }

    internal int? Deprecated { get; private set; }

    internal bool IsOptional { get; private set; }

    /// <summary>Of a scalar, an enum or an array: the primitive and null; of a decimal those of its mantissa.</summary>
    internal SbePrimitive Primitive { get; private set; }

    internal SbeValue Null { get; private set; }

    /// <summary>Elements of an array or text.</summary>
    internal int Length { get; private set; }

    internal int EncodedLength { get; private set; }

    internal SbeMember? Mantissa { get; private set; }

    internal SbeMember? Exponent { get; private set; }

    /// <summary>Of a constant: the number, or the text.</summary>
    internal SbeValue Constant { get; private set; }

    internal byte[]? ConstantText { get; private set; }

    internal ValueNames Names { get; } = new ValueNames();

    /// <summary>The exponent of a decimal is a constant of the schema.</summary>
    internal bool HasConstantExponent =>
        Exponent != null && ((SbeEncodedType)Exponent.Type).Presence == SbePresence.Constant;

    internal static ValueSlot Of(SbeField field)
    {
        string description = field.Description.Length > 0 ? field.Description : field.Type.Description;
        if (field.TimeUnit.Length > 0)
        {
            description = CodeWriter.Sentence(description) + " Unit: " + field.TimeUnit;
        }

        var slot = new ValueSlot(field.Name, field.Type, field.Offset)
        {
            Description = description,
            Since = field.SinceVersion,
            Deprecated = field.Deprecated,
            IsOptional = field.Presence == SbePresence.Optional,
            EncodedLength = field.EncodedLength,
        };
        slot.Resolve(field.Presence == SbePresence.Constant, field.ValueRef);
        return slot;
    }

    internal static ValueSlot Of(SbeMember member)
    {
        var slot = new ValueSlot(member.Name, member.Type, member.Offset)
        {
            Description = member.Description.Length > 0 ? member.Description : member.Type.Description,
            Deprecated = member.Deprecated,
            IsOptional = member.Type is SbeEncodedType { Presence: SbePresence.Optional },
            EncodedLength = member.ValueRef == null ? member.Type.EncodedLength : 0,
        };
        slot.Resolve(member.ValueRef != null, member.ValueRef);
        return slot;
    }

    internal static List<ValueSlot> Of(SbeComposite composite)
    {
        var slots = new List<ValueSlot>();
        foreach (SbeMember member in composite.Members)
        {
            slots.Add(Of(member));
        }

        return slots;
    }

    /// <summary>A composite of an integer named mantissa and one named exponent, constant or not.</summary>
    internal static bool IsDecimal(SbeComposite composite) =>
        composite.Members.Count == 2
        && composite.Members[0].Name == "mantissa"
        && composite.Members[1].Name == "exponent"
        && composite.Members[0].Type is SbeEncodedType { Presence: not SbePresence.Constant } mantissa
        && composite.Members[1].Type is SbeEncodedType exponent
        && IsInteger(mantissa) && IsInteger(exponent)
        && (exponent.Presence != SbePresence.Constant || exponent.Constant != null);

    private static bool IsInteger(SbeEncodedType type) =>
        !type.IsArray && type.Length == 1 && !SbePrimitives.IsFloating(type.Primitive)
        && type.Primitive != SbePrimitive.Char;

    private void Resolve(bool isConstant, SbeValidValue? valueRef)
    {
        if (isConstant && valueRef != null)
        {
            Kind = ValueKind.Constant;
            Constant = valueRef.Value;
            EncodedLength = 0;
            return;
        }

        switch (Type)
        {
            case SbeEncodedType encoded:
                ResolveEncoded(encoded);
                break;
            case SbeEnum named:
                Kind = ValueKind.Enum;
                Primitive = named.Primitive;
                Null = named.Null;
                break;
            case SbeSet set:
                Kind = ValueKind.Set;
                Primitive = set.Primitive;
                break;
            case SbeComposite composite when IsDecimal(composite):
                Kind = ValueKind.Decimal;
                Mantissa = composite.Members[0];
                Exponent = composite.Members[1];
                var mantissa = (SbeEncodedType)Mantissa.Type;
                Primitive = mantissa.Primitive;
                Null = mantissa.Null;
                IsOptional |= mantissa.Presence == SbePresence.Optional;
                break;
            default:
                Kind = ValueKind.Composite;
                break;
        }
    }

    private void ResolveEncoded(SbeEncodedType encoded)
    {
        Primitive = encoded.Primitive;
        Null = encoded.Null;
        Length = encoded.Length;
        if (encoded.Presence == SbePresence.Constant)
        {
            Kind = ValueKind.Constant;
            ConstantText = encoded.ConstantText;
            Constant = encoded.Constant ?? default;
            EncodedLength = 0;
            return;
        }

        bool isArray = encoded.IsArray || encoded.Length != 1;
        Kind = !isArray ? ValueKind.Scalar
            : Primitive == SbePrimitive.Char ? ValueKind.Text
            : Primitive is SbePrimitive.UInt8 or SbePrimitive.Int8 ? ValueKind.Bytes
            : ValueKind.Array;
    }
}
