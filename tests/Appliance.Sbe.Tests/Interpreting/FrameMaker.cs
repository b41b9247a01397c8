using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Makes valid frames of a schema: any bytes in blocks, few entries, short data.</summary>
internal sealed class FrameMaker(SbeSchema schema, Prng random)
{
    private readonly List<byte> bytes = [];

    public byte[] Make(SbeMessage message)
    {
        bytes.Clear();
        byte[] header = new byte[schema.Header.Composite.EncodedLength];
        Put(header, schema.Header.BlockLength, (ulong)message.BlockLength);
        Put(header, schema.Header.TemplateId, (ulong)message.Id);
        Put(header, schema.Header.SchemaId, (ulong)schema.Id);
        Put(header, schema.Header.Version, (ulong)schema.Version);
        bytes.AddRange(header);
        AddBlock(message);
        return [.. bytes];
    }

    private void AddBlock(SbeBlock block)
    {
        AddRandom(block.BlockLength);
        foreach (SbeGroup group in block.Groups)
        {
            ulong most = Math.Min(3, group.Dimension.CountMax);
            ulong count = group.Dimension.CountMin + (ulong)random.Next((long)(most - group.Dimension.CountMin) + 1);
            byte[] dimension = new byte[group.Dimension.Composite.EncodedLength];
            Put(dimension, group.Dimension.BlockLength, (ulong)group.BlockLength);
            Put(dimension, group.Dimension.NumInGroup, count);
            bytes.AddRange(dimension);
            for (ulong i = 0; i < count; i++)
            {
                AddBlock(group);
            }
        }

        foreach (SbeData data in block.Data)
        {
            int length = (int)random.Next(20);
            byte[] prefix = new byte[data.Content.Offset];
            Put(prefix, data.Length, (ulong)length);
            bytes.AddRange(prefix);
            AddRandom(length);
        }
    }

    private void AddRandom(int count)
    {
        for (int i = 0; i < count; i++)
        {
            bytes.Add((byte)random.Next(256));
        }
    }

    private void Put(byte[] composite, SbeMember member, ulong value)
    {
        int size = member.Type.EncodedLength;
        for (int i = 0; i < size; i++)
        {
            int at = schema.ByteOrder == SbeByteOrder.BigEndian ? size - 1 - i : i;
            composite[member.Offset + at] = (byte)((value >> (8 * i)) & 0xFF);
        }
    }
}
