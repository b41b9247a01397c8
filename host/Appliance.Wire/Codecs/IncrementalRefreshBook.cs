using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Wire;

/// <summary>
/// Changes of price levels, all of one event or a part of it. Template 15 of schema 701. The entries follow the
/// block and have a length of their own: <see cref="TryGetNoMDEntries"/> checks them once for all.
/// </summary>
/// <remarks>
/// Every read is at a constant offset of a block that <see cref="TryWrap"/> checked once. Valid as long as the bytes
/// it was wrapped over; a decoder that was not wrapped has no bytes and must not be read.
/// </remarks>
public readonly ref struct IncrementalRefreshBookDecoder
{
    public const ushort TemplateId = 15;
    public const ushort SchemaId = 701;

    /// <summary>Bytes of the block that this decoder reads; shorter ones are refused, longer ones accepted.</summary>
    public const ushort BlockLength = 16;

    private readonly ref byte block;
    private readonly ReadOnlySpan<byte> tail;

    private IncrementalRefreshBookDecoder(ref byte block, ReadOnlySpan<byte> tail)
    {
        this.block = ref block;
        this.tail = tail;
    }

    /// <summary>UTC nanoseconds since 1970.</summary>
    public ulong TransactTime => LittleEndian.UInt64(ref block, 0);

    public MatchEventIndicator MatchEventIndicator => (MatchEventIndicator)LittleEndian.UInt8(ref block, 8);

    /// <summary>Opens the body of a frame, the bytes after its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SbeStatus TryWrap(
        ReadOnlySpan<byte> body, scoped in MessageHeader h, out IncrementalRefreshBookDecoder decoder)
    {
        SbeStatus status = h.CheckBlock(SchemaId, TemplateId, BlockLength, body.Length);
        decoder = status == SbeStatus.Ok
            ? new IncrementalRefreshBookDecoder(ref MemoryMarshal.GetReference(body), body[h.BlockLength..])
            : default;
        return status;
    }

    /// <summary>Opens the price levels; <paramref name="rest"/> is what follows them in the frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SbeStatus TryGetNoMDEntries(out NoMDEntriesGroup group, out ReadOnlySpan<byte> rest) =>
        NoMDEntriesGroup.TryWrap(tail, out group, out rest);

    /// <summary>The price levels, in the order of the frame. foreach walks them; nothing is checked again.</summary>
    public readonly ref struct NoMDEntriesGroup
    {
        /// <summary>Bytes of an entry that are read; a newer sender's may be longer.</summary>
        public const ushort BlockLength = 32;

        /// <summary>Entries that one group may hold.</summary>
        public const ushort CountMax = 1024;

        private readonly ReadOnlySpan<byte> entries;
        private readonly int entryBytes;

        private NoMDEntriesGroup(ReadOnlySpan<byte> entries, int entryBytes, int count)
        {
            this.entries = entries;
            this.entryBytes = entryBytes;
            Count = count;
        }

        public int Count { get; }

        public Enumerator GetEnumerator() => new(ref MemoryMarshal.GetReference(entries), entryBytes, Count);

        internal static SbeStatus TryWrap(
            ReadOnlySpan<byte> tail, out NoMDEntriesGroup group, out ReadOnlySpan<byte> rest)
        {
            group = default;
            rest = default;
            SbeStatus status = GroupDimension.TryRead(tail, out GroupDimension dimension);
            if (status != SbeStatus.Ok)
            {
                return status;
            }

            status = dimension.Check(BlockLength, CountMax, tail.Length - GroupDimension.Size, out int groupBytes);
            if (status != SbeStatus.Ok)
            {
                return status;
            }

            ReadOnlySpan<byte> entries = tail.Slice(GroupDimension.Size, groupBytes);
            group = new NoMDEntriesGroup(entries, dimension.BlockLength, dimension.NumInGroup);
            rest = tail[(GroupDimension.Size + groupBytes)..];
            return SbeStatus.Ok;
        }

        /// <summary>Walks the entries. No reference is formed before the first entry or behind the last.</summary>
        public ref struct Enumerator
        {
            private readonly ref byte entries;
            private readonly int entryBytes;
            private readonly int count;
            private ref byte current;
            private int taken;

            internal Enumerator(ref byte entries, int entryBytes, int count)
            {
                this.entries = ref entries;
                this.entryBytes = entryBytes;
                this.count = count;
            }

            /// <summary>The entry reached; there is none before the first MoveNext.</summary>
            public readonly NoMDEntriesEntry Current => new(ref current);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public bool MoveNext()
            {
                if (taken >= count)
                {
                    return false;
                }

                current = ref Unsafe.AddByteOffset(ref entries, (nint)taken * entryBytes);
                taken++;
                return true;
            }
        }
    }

    /// <summary>One price level.</summary>
    public readonly ref struct NoMDEntriesEntry
    {
        public const sbyte MDEntryPxExponent = -9;
        public const sbyte MDEntrySizeExponent = -8;

        private readonly ref byte block;

        internal NoMDEntriesEntry(ref byte block) => this.block = ref block;

        /// <summary>Price in 1e-9.</summary>
        public long MDEntryPxMantissa => LittleEndian.Int64(ref block, 0);

        /// <summary>Quantity in 1e-8.</summary>
        public long MDEntrySizeMantissa => LittleEndian.Int64(ref block, 8);

        public uint SecurityID => LittleEndian.UInt32(ref block, 16);

        public uint RptSeq => LittleEndian.UInt32(ref block, 20);

        /// <summary>1 is the best level.</summary>
        public byte MDPriceLevel => LittleEndian.UInt8(ref block, 24);

        public MDUpdateAction MDUpdateAction => (MDUpdateAction)LittleEndian.UInt8(ref block, 25);

        public MDEntryType MDEntryType => (MDEntryType)LittleEndian.UInt8(ref block, 26);
    }
}

/// <summary>
/// Writes an <see cref="IncrementalRefreshBookDecoder"/> frame; fields and units are those of the decoder. The number
/// of entries is given first, because the length of the frame depends on it and is checked once.
/// </summary>
public readonly ref struct IncrementalRefreshBookEncoder
{
    public const ushort TemplateId = IncrementalRefreshBookDecoder.TemplateId;
    public const ushort SchemaId = IncrementalRefreshBookDecoder.SchemaId;
    public const ushort SchemaVersion = 0;
    public const ushort BlockLength = IncrementalRefreshBookDecoder.BlockLength;

    private const int EntryBytes = IncrementalRefreshBookDecoder.NoMDEntriesGroup.BlockLength;
    private const int GroupOffset = MessageHeader.Size + BlockLength;

    private readonly ref byte block;

    private IncrementalRefreshBookEncoder(ref byte block) => this.block = ref block;

    public ulong TransactTime
    {
        set => LittleEndian.Write(ref block, 0, value);
    }

    public MatchEventIndicator MatchEventIndicator
    {
        set => LittleEndian.Write(ref block, 8, (byte)value);
    }

    /// <summary>Bytes of a frame with <paramref name="entryCount"/> entries, header included.</summary>
    public static int FrameLength(int entryCount) => GroupOffset + GroupDimension.Size + (entryCount * EntryBytes);

    /// <summary>
    /// Writes header, zeros and the group's dimension over the first <see cref="FrameLength"/> bytes; what follows
    /// stays as it is.
    /// </summary>
    public static SbeStatus TryWrap(
        Span<byte> frame,
        int entryCount,
        out IncrementalRefreshBookEncoder encoder,
        out NoMDEntriesWriter entries)
    {
        encoder = default;
        entries = default;
        if (entryCount is < 0 or > IncrementalRefreshBookDecoder.NoMDEntriesGroup.CountMax)
        {
            return SbeStatus.GroupTooLarge;
        }

        int frameBytes = FrameLength(entryCount);
        if (frame.Length < frameBytes)
        {
            return frame.Length < GroupOffset ? SbeStatus.TruncatedBlock : SbeStatus.TruncatedGroup;
        }

        frame[..frameBytes].Clear();
        new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion).Write(frame);
        new GroupDimension(EntryBytes, (ushort)entryCount).Write(frame[GroupOffset..]);
        encoder = new IncrementalRefreshBookEncoder(ref MemoryMarshal.GetReference(frame[MessageHeader.Size..]));
        entries = new NoMDEntriesWriter(frame[(GroupOffset + GroupDimension.Size)..frameBytes]);
        return SbeStatus.Ok;
    }

    /// <summary>The entries announced to <see cref="TryWrap"/>, all zero until they are written.</summary>
    public readonly ref struct NoMDEntriesWriter
    {
        private readonly Span<byte> entries;

        internal NoMDEntriesWriter(Span<byte> entries) => this.entries = entries;

        /// <summary>The entry at <paramref name="index"/>; one that was not announced is a mistake of ours.</summary>
        public NoMDEntriesEntryEncoder this[int index]
        {
            get
            {
                Check.That((uint)index < (uint)(entries.Length / EntryBytes));
                return new NoMDEntriesEntryEncoder(ref entries[index * EntryBytes]);
            }
        }
    }

    /// <summary>One price level being written.</summary>
    public readonly ref struct NoMDEntriesEntryEncoder
    {
        private readonly ref byte block;

        internal NoMDEntriesEntryEncoder(ref byte block) => this.block = ref block;

        public long MDEntryPxMantissa
        {
            set => LittleEndian.Write(ref block, 0, value);
        }

        public long MDEntrySizeMantissa
        {
            set => LittleEndian.Write(ref block, 8, value);
        }

        public uint SecurityID
        {
            set => LittleEndian.Write(ref block, 16, value);
        }

        public uint RptSeq
        {
            set => LittleEndian.Write(ref block, 20, value);
        }

        public byte MDPriceLevel
        {
            set => LittleEndian.Write(ref block, 24, value);
        }

        public MDUpdateAction MDUpdateAction
        {
            set => LittleEndian.Write(ref block, 25, (byte)value);
        }

        public MDEntryType MDEntryType
        {
            set => LittleEndian.Write(ref block, 26, (byte)value);
        }
    }
}
