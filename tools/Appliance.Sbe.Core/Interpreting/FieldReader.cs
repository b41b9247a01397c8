using System.Collections.Generic;
using System.Globalization;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>
/// Reads fields of a block whose length was checked: values of every kind of type at an offset of the frame.
/// </summary>
internal sealed class FieldReader
{
    private readonly FrameBytes frame;
    private readonly int version;

    /// <param name="version">What the sender wrote, or the schema's where that is less.</param>
    public FieldReader(FrameBytes frame, int version)
    {
        this.frame = frame;
        this.version = version;
    }

    public SbeNode Field(SbeField field, int blockAt)
    {
        int at = blockAt + field.Offset;
        if (field.SinceVersion > version)
        {
            return new SbeNode(field.Name, KindOf(field.Type), at, 0) { State = SbeNodeState.Absent };
        }

        return field.Presence == SbePresence.Constant
            ? Constant(field.Name, field.Type, field.ValueRef, at)
            : Typed(field.Name, field.Type, field.Presence, at);
    }

    public SbeNode Composite(string name, SbeComposite type, int at)
    {
        SbeNode node = new SbeNode(name, SbeNodeKind.Composite, at, type.EncodedLength);
        bool isFirst = true;
        foreach (SbeMember member in type.Members)
        {
            SbeNode child = Member(member, at);
            node.Add(child);
            if (!child.IsConstant && isFirst)
            {
                isFirst = false;
                node.State = child.State;
            }
        }

        return node;
    }

    private SbeNode Member(SbeMember member, int compositeAt)
    {
        int at = compositeAt + member.Offset;
        if (member.SinceVersion > version)
        {
            return new SbeNode(member.Name, KindOf(member.Type), at, 0) { State = SbeNodeState.Absent };
        }

        SbePresence presence = member.Type switch
        {
            SbeEncodedType encoded => encoded.Presence,
            SbeEnum named => named.Presence,
            _ => SbePresence.Required,
        };
        return presence == SbePresence.Constant || member.ValueRef is not null
            ? Constant(member.Name, member.Type, member.ValueRef, at)
            : Typed(member.Name, member.Type, presence, at);
    }

    private SbeNode Typed(string name, SbeType type, SbePresence presence, int at)
    {
        bool isOptional = presence == SbePresence.Optional;
        switch (type)
        {
            case SbeEnum named:
                SbeNode node = Enum(name, named, frame.Read(at, named.Primitive), at);
                node.Length = named.EncodedLength;
                node.State = StateOf(isOptional && node.Value.Bits == named.Null.Bits);
                return node;
            case SbeSet set:
                return Set(name, set, at);
            case SbeComposite composite:
                SbeNode parts = Composite(name, composite, at);
                if (isOptional && parts.State == SbeNodeState.Present && IsFirstNull(composite, at))
                {
                    parts.State = SbeNodeState.Null;
                }

                return parts;
            default:
                SbeEncodedType encoded = (SbeEncodedType)type;
                return encoded.IsArray || encoded.Length != 1
                    ? Array(name, encoded, isOptional, at)
                    : Scalar(name, encoded, isOptional, at);
        }
    }

    private SbeNode Scalar(string name, SbeEncodedType type, bool isOptional, int at)
    {
        SbeValue value = frame.Read(at, type.Primitive);
        return new SbeNode(name, SbeNodeKind.Scalar, at, SbePrimitives.Size(type.Primitive))
        {
            Value = value,
            State = StateOf(isOptional && IsNull(type, value)),
        };
    }

    private static SbeNode Enum(string name, SbeEnum type, SbeValue value, int at)
    {
        SbeNode node = new SbeNode(name, SbeNodeKind.Enum, at, 0) { Value = value };
        foreach (SbeValidValue valid in type.Values)
        {
            if (valid.Value.Bits == value.Bits)
            {
                node.Label = valid.Name;
                break;
            }
        }

        return node;
    }

    private SbeNode Set(string name, SbeSet type, int at)
    {
        SbeValue value = frame.Read(at, type.Primitive);
        List<SbeChoice> choices = new List<SbeChoice>(type.Choices);
        choices.Sort((a, b) => a.Bit.CompareTo(b.Bit));
        List<string> labels = new List<string>();
        ulong unknown = value.Bits;
        foreach (SbeChoice choice in choices)
        {
            ulong mask = 1UL << choice.Bit;
            if ((value.Bits & mask) != 0)
            {
                labels.Add(choice.Name);
                unknown &= ~mask;
            }
        }

        return new SbeNode(name, SbeNodeKind.Set, at, type.EncodedLength)
        {
            Value = value,
            Labels = labels,
            UnknownBits = unknown,
        };
    }

    private SbeNode Array(string name, SbeEncodedType type, bool isOptional, int at)
    {
        int size = SbePrimitives.Size(type.Primitive);
        int length = type.Length * size;
        SbeNode node = new SbeNode(name, KindOf(type), at, length);
        if (node.Kind == SbeNodeKind.Array)
        {
            for (int i = 0; i < type.Length; i++)
            {
                string index = i.ToString(CultureInfo.InvariantCulture);
                node.Add(Scalar(index, type, isOptional, at + (i * size)));
            }

            return node;
        }

        node.Bytes = frame.Copy(at, length);
        if (node.Kind == SbeNodeKind.Text)
        {
            node.Text = SbeText.Decode(node.Bytes, type.CharacterEncoding, endsAtNul: true);
            node.State = StateOf(isOptional && length > 0 && node.Bytes[0] == (byte)type.Null.Bits);
        }

        return node;
    }

    private static SbeNode Constant(string name, SbeType type, SbeValidValue? valueRef, int at)
    {
        SbeNode node;
        if (valueRef is not null)
        {
            node = new SbeNode(name, SbeNodeKind.Enum, at, 0) { Value = valueRef.Value, Label = valueRef.Name };
        }
        else if (type is SbeEncodedType { ConstantText: byte[] text } characters)
        {
            node = new SbeNode(name, SbeNodeKind.Text, at, 0)
            {
                Bytes = text,
                Text = SbeText.Decode(text, characters.CharacterEncoding, endsAtNul: true),
            };
        }
        else
        {
            SbeValue value = (type as SbeEncodedType)?.Constant ?? default;
            node = new SbeNode(name, SbeNodeKind.Scalar, at, 0) { Value = value };
        }

        node.IsConstant = true;
        return node;
    }

    // Null where its first member that takes bytes holds the null of its type, whatever presence that member has.
    private bool IsFirstNull(SbeComposite type, int at)
    {
        foreach (SbeMember member in type.Members)
        {
            if (member.Type.EncodedLength > 0 && member.ValueRef is null)
            {
                int memberAt = at + member.Offset;
                return member.Type switch
                {
                    SbeEncodedType scalar when scalar.Length == 1 => IsNull(scalar, frame.Read(memberAt, scalar.Primitive)),
                    SbeEnum named => frame.Read(memberAt, named.Primitive).Bits == named.Null.Bits,
                    SbeComposite nested => IsFirstNull(nested, memberAt),
                    _ => false,
                };
            }
        }

        return false;
    }

    // Any NaN is a null float, unless the schema has chosen a number instead.
    private static bool IsNull(SbeEncodedType type, SbeValue value) =>
        value.Bits == type.Null.Bits || (SbeText.IsNaN(type.Null) && SbeText.IsNaN(value));

    private static SbeNodeState StateOf(bool isNull) => isNull ? SbeNodeState.Null : SbeNodeState.Present;

    private static SbeNodeKind KindOf(SbeType type)
    {
        switch (type)
        {
            case SbeEnum:
                return SbeNodeKind.Enum;
            case SbeSet:
                return SbeNodeKind.Set;
            case SbeComposite:
                return SbeNodeKind.Composite;
            case SbeEncodedType { Length: 1, IsArray: false }:
                return SbeNodeKind.Scalar;
            case SbeEncodedType { Primitive: SbePrimitive.Char }:
                return SbeNodeKind.Text;
            case SbeEncodedType { Primitive: SbePrimitive.Int8 or SbePrimitive.UInt8 }:
                return SbeNodeKind.Bytes;
            default:
                return SbeNodeKind.Array;
        }
    }
}
