using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// How null looks in bytes: of a whole composite that is absent, and of what an encoder fills beforehand.
/// </summary>
internal static class NullImage
{
    /// <summary>Every member null, as 0x literals in the order of the wire.</summary>
    internal static string[] Bytes(SbeComposite composite, SbeByteOrder order)
    {
        byte[] image = new byte[composite.EncodedLength];
        foreach (NullWrite write in Collect(ValueSlot.Of(composite), 0, fillsAll: true))
        {
            int size = SbePrimitives.Size(write.Primitive);
            for (int i = 0; i < size; i++)
            {
                int at = order == SbeByteOrder.LittleEndian ? i : size - 1 - i;
                image[write.Offset + at] = (byte)((write.Bits >> (8 * i)) & 0xFF);
            }
        }

        return Array.ConvertAll(image, b => "0x" + b.ToString("X2", CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// What an encoder writes over the zeros of a block: the nulls of optional values that are not zero themselves.
    /// An optional composite is null where its first member is.
    /// </summary>
    internal static List<NullWrite> Writes(IEnumerable<ValueSlot> slots)
    {
        List<NullWrite> writes = Collect(slots, 0, fillsAll: false);
        writes.RemoveAll(w => w.Bits == 0);
        return writes;
    }

    /// <summary>Has the first member with bytes a null?</summary>
    internal static bool CanBeNull(SbeComposite composite) => FirstSlot(composite) is { } first
        && (first.Kind == ValueKind.Composite
            ? CanBeNull((SbeComposite)first.Type)
            : first.Kind is ValueKind.Scalar or ValueKind.Enum or ValueKind.Decimal or ValueKind.Text);

    /// <summary>The first member that takes bytes; null where none does.</summary>
    internal static ValueSlot? FirstSlot(SbeComposite composite) =>
        ValueSlot.Of(composite).Find(s => s.EncodedLength > 0);

    private static List<NullWrite> Collect(IEnumerable<ValueSlot> slots, int start, bool fillsAll)
    {
        var writes = new List<NullWrite>();
        foreach (ValueSlot slot in slots)
        {
            bool fills = fillsAll || slot.IsOptional;
            int at = start + slot.Offset;
            switch (slot.Kind)
            {
                case ValueKind.Composite:
                    Composite((SbeComposite)slot.Type, at, fillsAll, slot.IsOptional, writes);
                    break;
                case ValueKind.Decimal when fills:
                    writes.Add(new NullWrite(slot.Name, at + slot.Mantissa!.Offset, slot.Primitive, slot.Null.Bits));
                    break;
                case ValueKind.Scalar when fills:
                case ValueKind.Enum when fills:
                    writes.Add(new NullWrite(slot.Name, at, slot.Primitive, slot.Null.Bits));
                    break;
                case ValueKind.Bytes when fills:
                case ValueKind.Array when fills:
                    for (int i = 0; i < slot.Length; i++)
                    {
                        int size = SbePrimitives.Size(slot.Primitive);
                        writes.Add(new NullWrite(slot.Name, at + (i * size), slot.Primitive, slot.Null.Bits));
                    }

                    break;
                default:
                    break;
            }
        }

        return writes;
    }

    private static void Composite(
        SbeComposite composite, int start, bool fillsAll, bool isOptional, List<NullWrite> writes)
    {
        List<NullWrite> inner = Collect(ValueSlot.Of(composite), start, fillsAll);
        if (isOptional && !fillsAll && FirstSlot(composite) is { } first)
        {
            foreach (NullWrite write in Collect(new[] { first }, start, fillsAll: true))
            {
                inner.RemoveAll(w => w.Offset == write.Offset);
                writes.Add(write);
            }
        }

        writes.AddRange(inner);
    }
}
