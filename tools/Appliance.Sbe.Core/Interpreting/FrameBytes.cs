using System;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>
/// The bytes of one frame. Whoever reads has compared the length first; a read outside is a fault of ours and throws,
/// so that it can never go unseen into a neighbouring frame.
/// </summary>
internal sealed class FrameBytes
{
    private readonly byte[] bytes;
    private readonly int start;
    private readonly bool isBigEndian;

    public FrameBytes(byte[] bytes, int start, int length, SbeByteOrder order)
    {
        this.bytes = bytes;
        this.start = start;
        Length = length;
        isBigEndian = order == SbeByteOrder.BigEndian;
    }

    public int Length { get; }

    public SbeValue Read(int at, SbePrimitive primitive)
    {
        int size = SbePrimitives.Size(primitive);
        Demand(at, size);
        ulong bits = 0;
        for (int i = 0; i < size; i++)
        {
            int from = isBigEndian ? i : size - 1 - i;
            bits = (bits << 8) | bytes[start + at + from];
        }

        if (SbePrimitives.IsSigned(primitive))
        {
            int unused = 64 - (8 * size);
            bits = unchecked((ulong)((long)(bits << unused) >> unused));
        }

        return new SbeValue(primitive, bits);
    }

    /// <summary>A member of a header, dimension or length prefix as an unsigned number; also when it is constant.</summary>
    public ulong ReadMember(int compositeAt, SbeMember member)
    {
        if (member.Type is not SbeEncodedType type)
        {
            throw new InvalidOperationException(member.Name + " is no number");
        }

        return type.Presence == SbePresence.Constant
            ? type.Constant.GetValueOrDefault().Bits
            : Read(compositeAt + member.Offset, type.Primitive).Bits;
    }

    public byte[] Copy(int at, int length)
    {
        Demand(at, length);
        byte[] copy = new byte[length];
        Array.Copy(bytes, start + at, copy, 0, length);
        return copy;
    }

    private void Demand(int at, int length)
    {
        if (at < 0 || length < 0 || at > Length - length)
        {
            throw new InvalidOperationException("read of " + length + " bytes at " + at + " of " + Length);
        }
    }
}
