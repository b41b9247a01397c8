using System;
using System.Globalization;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Interpreting;

/// <summary>
/// Walks a message front to back: block, groups, data. Every length that the frame announces is compared with the
/// bytes that are there before anything behind it is looked at, in 64 bits, so that no product can wrap.
/// </summary>
internal sealed class MessageWalk
{
    private readonly FrameBytes frame;
    private readonly FieldReader fields;
    private readonly int version;
    private int at;
    private int nodesLeft = SbeInterpreter.NodesMax;
    private string where = string.Empty;

    public MessageWalk(FrameBytes frame, int version)
    {
        this.frame = frame;
        this.version = version;
        fields = new FieldReader(frame, version);
    }

    public void Read(SbeDecoded decoded, int bodyAt)
    {
        at = bodyAt;
        SbeMessage message = decoded.Message!;
        decoded.Status = ReadMessage(message, decoded);
        decoded.EncodedLength = at;
        decoded.IsCut = nodesLeft < 0;
        decoded.Where = decoded.Status == SbeStatus.Ok ? string.Empty : message.Name + where;
    }

    private SbeStatus ReadMessage(SbeMessage message, SbeDecoded decoded)
    {
        if (decoded.BlockLength < (ulong)message.MinBlockLength(version))
        {
            return SbeStatus.BlockTooShort;
        }

        if (decoded.BlockLength > (ulong)Left)
        {
            return SbeStatus.TruncatedBlock;
        }

        decoded.Body = new SbeNode(message.Name, SbeNodeKind.Message, at, 0);
        return ReadBlock(message, (int)decoded.BlockLength, decoded.Body);
    }

    private int Left => frame.Length - at;

    // The block's bytes were found to be there; what follows it is checked piece by piece.
    private SbeStatus ReadBlock(SbeBlock block, int blockLength, SbeNode node)
    {
        int start = at;
        foreach (SbeField field in block.Fields)
        {
            if (TakeNode())
            {
                node.Add(fields.Field(field, start));
            }
        }

        at += blockLength;
        SbeStatus status = SbeStatus.Ok;
        for (int g = 0; g < block.Groups.Count && status == SbeStatus.Ok; g++)
        {
            status = ReadGroup(block.Groups[g], node);
        }

        for (int d = 0; d < block.Data.Count && status == SbeStatus.Ok; d++)
        {
            status = ReadData(block.Data[d], node);
        }

        node.Length = at - start;
        return status;
    }

    private SbeStatus ReadGroup(SbeGroup group, SbeNode parent)
    {
        SbeNode node = new SbeNode(group.Name, SbeNodeKind.Group, at, 0);
        AddTo(parent, node);
        if (group.SinceVersion > version)
        {
            node.State = SbeNodeState.Absent;
            return SbeStatus.Ok;
        }

        SbeStatus status = ReadDimension(group, out int blockLength, out ulong count);
        if (status != SbeStatus.Ok)
        {
            where = "." + group.Name;
            return status;
        }

        // An entry whose first part is not there at all is a group that is cut short, whatever that part is.
        bool takesBytes = group.Groups.Exists(g => g.SinceVersion == 0) || group.Data.Exists(d => d.SinceVersion == 0);
        for (ulong i = 0; i < count; i++)
        {
            string index = i.ToString(CultureInfo.InvariantCulture);
            SbeNode entry = new SbeNode(index, SbeNodeKind.Entry, at, 0);
            AddTo(node, entry);
            bool isCut = blockLength > Left || (Left == 0 && takesBytes);
            status = isCut ? SbeStatus.TruncatedGroup : ReadBlock(group, blockLength, entry);
            if (status != SbeStatus.Ok)
            {
                where = "." + group.Name + "[" + index + "]" + where;
                return status;
            }
        }

        node.Length = at - node.Offset;
        return SbeStatus.Ok;
    }

    private SbeStatus ReadDimension(SbeGroup group, out int blockLength, out ulong count)
    {
        blockLength = 0;
        count = 0;
        SbeDimension dimension = group.Dimension;
        if (dimension.Composite.EncodedLength > Left)
        {
            return SbeStatus.TruncatedGroup;
        }

        ulong entryBytes = frame.ReadMember(at, dimension.BlockLength);
        ulong entries = frame.ReadMember(at, dimension.NumInGroup);
        int after = at + dimension.Composite.EncodedLength;
        if (entries < dimension.CountMin || entries > CountMax(dimension))
        {
            return SbeStatus.GroupTooLarge;
        }

        SbeStatus status = entries == 0 ? SbeStatus.Ok : CheckEntries(group, entryBytes, entries, frame.Length - after);
        if (status == SbeStatus.Ok)
        {
            at = after;
            blockLength = entries == 0 ? 0 : (int)entryBytes;
            count = entries;
        }

        return status;
    }

    // Entries that hold groups or data are checked one by one as they are read: each takes bytes or ends the walk. Only
    // the number of those that take none has no other bound.
    private SbeStatus CheckEntries(SbeGroup group, ulong entryBytes, ulong entries, int bytesLeft)
    {
        bool isFlat = group.Groups.Count + group.Data.Count == 0;
        bool isCrowd = entryBytes == 0 && entries > SbeInterpreter.EmptyEntriesMax;
        if (isCrowd && isFlat && group.MinBlockLength(0) == 0)
        {
            return SbeStatus.GroupTooLarge;
        }

        if (entryBytes < (ulong)group.MinBlockLength(version))
        {
            return SbeStatus.BlockTooShort;
        }

        if (entryBytes > 0 && entries > (ulong)bytesLeft / entryBytes)
        {
            return SbeStatus.TruncatedGroup;
        }

        return isCrowd && TailBytesMin(group) == 0 ? SbeStatus.GroupTooLarge : SbeStatus.Ok;
    }

    // A bound that only repeats the primitive's default does not bind: the null count of a sender that has no other
    // use for it runs out of bytes anyway.
    private static ulong CountMax(SbeDimension dimension)
    {
        SbePrimitive primitive = ((SbeEncodedType)dimension.NumInGroup.Type).Primitive;
        return dimension.CountMax == SbePrimitives.DefaultMax(primitive).Bits ? ulong.MaxValue : dimension.CountMax;
    }

    // Bytes of the dimensions and lengths of what is nested in an entry.
    private long TailBytesMin(SbeBlock block)
    {
        long bytes = 0;
        foreach (SbeGroup group in block.Groups)
        {
            bytes += group.SinceVersion > version ? 0 : group.Dimension.Composite.EncodedLength;
        }

        foreach (SbeData data in block.Data)
        {
            bytes += data.SinceVersion > version ? 0 : data.Content.Offset;
        }

        return bytes;
    }

    private SbeStatus ReadData(SbeData data, SbeNode parent)
    {
        SbeEncodedType content = (SbeEncodedType)data.Content.Type;
        bool isText = content.Primitive == SbePrimitive.Char || content.CharacterEncoding.Length > 0;
        SbeNode node = new SbeNode(data.Name, isText ? SbeNodeKind.Text : SbeNodeKind.Bytes, at, 0);
        AddTo(parent, node);
        if (data.SinceVersion > version)
        {
            node.State = SbeNodeState.Absent;
            return SbeStatus.Ok;
        }

        int prefix = data.Content.Offset;
        if (prefix > Left || frame.ReadMember(at, data.Length) > (ulong)(Left - prefix))
        {
            where = "." + data.Name;
            return SbeStatus.TruncatedData;
        }

        int length = (int)frame.ReadMember(at, data.Length);
        node.Bytes = frame.Copy(at + prefix, length);
        node.Text = isText ? SbeText.Decode(node.Bytes, content.CharacterEncoding, endsAtNul: false) : string.Empty;
        node.Length = prefix + length;
        at += node.Length;
        return SbeStatus.Ok;
    }

    private void AddTo(SbeNode parent, SbeNode node)
    {
        if (TakeNode())
        {
            parent.Add(node);
        }
    }

    // What is beyond the bound is checked like all else and then left out of the tree.
    private bool TakeNode()
    {
        nodesLeft = Math.Max(nodesLeft - 1, -1);
        return nodesLeft >= 0;
    }
}
