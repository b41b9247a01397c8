using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// Builds valid frames from a schema's model, byte by byte and without any emitted code: random values, zeros between
/// them, few entries and short data.
/// </summary>
internal sealed class FrameBuilder(SbeSchema schema, Prng random)
{
    private const int EntriesMax = 3;
    private const int DataBytesMax = 12;

    private readonly List<byte> bytes = [];
    private readonly List<HotSpot> spots = [];

    /// <summary>A frame as a sender of this version writes it.</summary>
    public SeedFrame Build(SbeMessage message, int version)
    {
        bytes.Clear();
        spots.Clear();
        SbeHeader header = schema.Header;
        int blockLength = BlockLength(message, version);
        int at = Grow(header.Composite.EncodedLength);
        Put(at, header.BlockLength, (ulong)blockLength);
        Put(at, header.TemplateId, (ulong)message.Id);
        Put(at, header.SchemaId, (ulong)schema.Id);
        Put(at, header.Version, (ulong)version);
        PutCount(at, header.NumGroups, message.Groups.Count);
        PutCount(at, header.NumVarDataFields, message.Data.Count);
        Block(message, blockLength, version);
        return new SeedFrame([.. bytes], [.. spots]);
    }

    // An older sender's block ended at its last field, as far as anybody can know without its schema.
    private int BlockLength(SbeBlock block, int version) =>
        version == schema.Version ? block.BlockLength : block.MinBlockLength(version);

    private int Grow(int count)
    {
        int at = bytes.Count;
        for (int i = 0; i < count; i++)
        {
            bytes.Add(0);
        }

        return at;
    }

    private void Block(SbeBlock block, int blockLength, int version)
    {
        int start = Grow(blockLength);
        foreach (SbeField field in block.Fields)
        {
            if (field.Presence != SbePresence.Constant && field.SinceVersion <= version && field.EncodedLength > 0)
            {
                Value(start + field.Offset, field.Type);
            }
        }

        foreach (SbeGroup group in block.Groups)
        {
            if (group.SinceVersion <= version)
            {
                Group(group, version);
            }
        }

        foreach (SbeData data in block.Data)
        {
            if (data.SinceVersion <= version)
            {
                int prefix = Grow(data.Content.Offset);
                int length = (int)random.Next(DataBytesMax);
                Put(prefix, data.Length, (ulong)length);
                Fill(Grow(length), length);
            }
        }
    }

    private void Group(SbeGroup group, int version)
    {
        SbeDimension dimension = group.Dimension;
        ulong most = Math.Min(EntriesMax, dimension.CountMax);
        ulong count = dimension.CountMin + (ulong)random.Next((long)(most - Math.Min(most, dimension.CountMin)) + 1);
        int entryBytes = BlockLength(group, version);
        int at = Grow(dimension.Composite.EncodedLength);
        Put(at, dimension.BlockLength, (ulong)entryBytes);
        Put(at, dimension.NumInGroup, count);
        foreach (SbeMember member in dimension.Composite.Members)
        {
            PutCount(at, member.Name == "numGroups" ? member : null, group.Groups.Count);
            PutCount(at, member.Name == "numVarDataFields" ? member : null, group.Data.Count);
        }

        for (ulong i = 0; i < count; i++)
        {
            Block(group, entryBytes, version);
        }
    }

    private void Value(int at, SbeType type)
    {
        switch (type)
        {
            case SbeComposite composite:
                foreach (SbeMember member in composite.Members)
                {
                    if (member.ValueRef is null && member.Type.EncodedLength > 0)
                    {
                        Value(at + member.Offset, member.Type);
                    }
                }

                break;
            case SbeEncodedType { Primitive: SbePrimitive.Char, IsArray: true } text:
                int length = (int)random.Next(text.Length + 1);
                for (int i = 0; i < length; i++)
                {
                    bytes[at + i] = (byte)random.Between(1, 255);
                }

                break;
            case SbeEncodedType { Presence: SbePresence.Constant }:
                break;
            default:
                Fill(at, type.EncodedLength);
                break;
        }
    }

    private void Fill(int at, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bytes[at + i] = (byte)random.Next(256);
        }
    }

    private void PutCount(int at, SbeMember? member, int count)
    {
        if (member is not null)
        {
            Put(at, member, (ulong)count);
        }
    }

    private void Put(int at, SbeMember member, ulong value)
    {
        int size = member.Type.EncodedLength;
        bool isBig = schema.ByteOrder == SbeByteOrder.BigEndian;
        for (int i = 0; i < size; i++)
        {
            bytes[at + member.Offset + (isBig ? size - 1 - i : i)] = (byte)((value >> (8 * i)) & 0xFF);
        }

        spots.Add(new HotSpot(at + member.Offset, size, isBig));
    }
}
