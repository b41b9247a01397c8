using System;
using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>
/// Decodes frames with a schema at run time: the slow twin of emitted codecs, for tools and for tests. Any bytes give
/// a result and none an exception, no byte outside the frame is read, and the size of the tree is bounded.
/// </summary>
public sealed class SbeInterpreter
{
    /// <summary>Values that one tree may hold.</summary>
    public const int NodesMax = 1 << 20;

    /// <summary>Entries of a group that take no bytes at all: nothing else would bound their number.</summary>
    public const int EmptyEntriesMax = 1024;

    private readonly SbeSchema schema;
    private readonly Dictionary<ulong, SbeMessage> messages = new Dictionary<ulong, SbeMessage>();

    public SbeInterpreter(SbeSchema schema)
    {
        this.schema = schema ?? throw new ArgumentNullException(nameof(schema));
        foreach (SbeMessage message in schema.Messages)
        {
            messages[(ulong)message.Id] = message;
        }
    }

    public SbeSchema Schema => schema;

    /// <summary>Decodes a frame that is all of the array.</summary>
    public SbeDecoded Decode(byte[] frame)
    {
        if (frame is null)
        {
            throw new ArgumentNullException(nameof(frame));
        }

        return Decode(frame, 0, frame.Length);
    }

    /// <summary>Decodes the frame in bytes [offset, offset + length) of an array; offsets of nodes count from there.</summary>
    public SbeDecoded Decode(byte[] bytes, int offset, int length)
    {
        if (bytes is null)
        {
            throw new ArgumentNullException(nameof(bytes));
        }

        if (offset < 0 || length < 0 || offset > bytes.Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        FrameBytes frame = new FrameBytes(bytes, offset, length, schema.ByteOrder);
        SbeDecoded decoded = new SbeDecoded();
        decoded.Status = ReadHeader(frame, decoded);
        if (decoded.Status == SbeStatus.Ok)
        {
            int version = (int)Math.Min(decoded.Version, (ulong)schema.Version);
            new MessageWalk(frame, version).Read(decoded, schema.Header.Composite.EncodedLength);
        }

        return decoded;
    }

    private SbeStatus ReadHeader(FrameBytes frame, SbeDecoded decoded)
    {
        SbeHeader header = schema.Header;
        decoded.Where = header.Composite.Name;
        int headerBytes = header.Composite.EncodedLength;
        if (frame.Length < headerBytes)
        {
            return SbeStatus.NeedMoreHeader;
        }

        decoded.Header = new FieldReader(frame, schema.Version).Composite(header.Composite.Name, header.Composite, 0);
        decoded.BlockLength = frame.ReadMember(0, header.BlockLength);
        decoded.TemplateId = frame.ReadMember(0, header.TemplateId);
        decoded.SchemaId = frame.ReadMember(0, header.SchemaId);
        decoded.Version = frame.ReadMember(0, header.Version);
        decoded.EncodedLength = headerBytes;
        if (decoded.SchemaId != (ulong)schema.Id)
        {
            return SbeStatus.UnknownSchema;
        }

        if (!messages.TryGetValue(decoded.TemplateId, out SbeMessage? message))
        {
            return SbeStatus.UnknownTemplate;
        }

        decoded.Message = message;
        decoded.Where = string.Empty;
        return SbeStatus.Ok;
    }
}
