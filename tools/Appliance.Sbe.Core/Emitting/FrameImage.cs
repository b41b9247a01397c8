using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// How every frame of a message starts, as bytes: header, zeros and nulls. An encoder copies them in one go, which is
/// less work than clearing the frame and writing each.
/// </summary>
internal static class FrameImage
{
    /// <summary>Beyond this a copy costs more to fetch than it saves.</summary>
    private const int BytesMax = 256;

    private const int RowBytes = 16;

    /// <summary>The bytes, or null for a frame that is too long for it.</summary>
    internal static byte[]? Of(MessagePlan plan)
    {
        SbeHeader header = plan.Schema.Header;
        int headerBytes = header.Composite.EncodedLength;
        if (headerBytes + plan.Message.BlockLength > BytesMax)
        {
            return null;
        }

        byte[] image = new byte[headerBytes + plan.Message.BlockLength];
        SbeByteOrder order = plan.Schema.ByteOrder;
        Put(image, order, header.BlockLength, plan.Message.BlockLength);
        Put(image, order, header.TemplateId, plan.Message.Id);
        Put(image, order, header.SchemaId, plan.Schema.Id);
        Put(image, order, header.Version, plan.Schema.Version);
        Put(image, order, header.NumGroups, plan.Message.Groups.Count);
        Put(image, order, header.NumVarDataFields, plan.Message.Data.Count);
        foreach (NullWrite write in NullImage.Writes(plan.Root.Values))
        {
            Put(image, order, headerBytes + write.Offset, SbePrimitives.Size(write.Primitive), write.Bits);
        }

        return image;
    }

    /// <summary>The bytes in rows of sixteen.</summary>
    internal static IEnumerable<string> Rows(byte[] image)
    {
        for (int at = 0; at < image.Length; at += RowBytes)
        {
            IEnumerable<string> row = image.Skip(at).Take(RowBytes)
                .Select(b => "0x" + b.ToString("X2", CultureInfo.InvariantCulture) + ",");
            yield return string.Join(" ", row);
        }
    }

    private static void Put(byte[] image, SbeByteOrder order, SbeMember? member, int value)
    {
        if (member != null)
        {
            Put(image, order, member.Offset, member.Type.EncodedLength, (ulong)value);
        }
    }

    private static void Put(byte[] image, SbeByteOrder order, int offset, int size, ulong bits)
    {
        for (int i = 0; i < size; i++)
        {
            int at = order == SbeByteOrder.LittleEndian ? i : size - 1 - i;
            image[offset + at] = (byte)((bits >> (8 * i)) & 0xFF);
        }
    }
}
