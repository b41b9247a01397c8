using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Appliance.Wire;

namespace Appliance.Bench.Wire;

/// <summary>
/// What one writes without a generator: structs laid over the frame, the length checked once for a block and once for
/// the entries. As the wire asks for, it takes the length of a block from the frame, so that a newer sender's longer
/// one is read and a shorter one refused; that apart every offset is a constant.
/// </summary>
internal static class OverlayCodec
{
    // Up to the end of the last field; what follows is padding.
    private const int TopFieldBytes = 58;
    private const int RefreshFieldBytes = 9;
    private const int EntryFieldBytes = 27;

    /// <summary>Header, dispatch, every field; 0 where the frame cannot be read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Decode(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Unsafe.SizeOf<OverlayHeader>())
        {
            return 0;
        }

        ref readonly OverlayHeader header = ref MemoryMarshal.AsRef<OverlayHeader>(frame);
        if (header.SchemaId != TopOfBookDecoder.SchemaId)
        {
            return 0;
        }

        return header.TemplateId switch
        {
            TopOfBookDecoder.TemplateId => DecodeTopOfBook(frame),
            IncrementalRefreshBookDecoder.TemplateId => DecodeRefresh(frame),
            _ => 0,
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool EncodeTopOfBook(Span<byte> frame, ulong value)
    {
        if (frame.Length < Unsafe.SizeOf<OverlayTopOfBook>())
        {
            return false;
        }

        ref OverlayTopOfBook book = ref MemoryMarshal.AsRef<OverlayTopOfBook>(frame);
        book = default;
        book.Header.BlockLength = TopOfBookDecoder.BlockLength;
        book.Header.TemplateId = TopOfBookDecoder.TemplateId;
        book.Header.SchemaId = TopOfBookDecoder.SchemaId;
        book.Header.Version = TopOfBookDecoder.SchemaVersion;
        book.TransactTime = value;
        book.BidPx = BenchValues.Signed(value);
        book.BidSize = BenchValues.Signed(value);
        book.OfferPx = BenchValues.Signed(value);
        book.OfferSize = BenchValues.Signed(value);
        book.SendingTime = value;
        book.SecurityID = BenchValues.Low(value);
        book.RptSeq = BenchValues.Low(value);
        book.MatchEventIndicator = 1;
        book.SecurityTradingStatus = 2;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool EncodeRefresh(Span<byte> frame, int entryCount, ulong value)
    {
        int head = Unsafe.SizeOf<OverlayRefresh>();
        if ((uint)entryCount > BenchValues.EntriesMax
            || frame.Length < head + (entryCount * Unsafe.SizeOf<OverlayEntry>()))
        {
            return false;
        }

        ref OverlayRefresh refresh = ref MemoryMarshal.AsRef<OverlayRefresh>(frame);
        refresh = default;
        refresh.Header.BlockLength = IncrementalRefreshBookDecoder.BlockLength;
        refresh.Header.TemplateId = IncrementalRefreshBookDecoder.TemplateId;
        refresh.Header.SchemaId = IncrementalRefreshBookDecoder.SchemaId;
        refresh.Header.Version = IncrementalRefreshBookDecoder.SchemaVersion;
        refresh.TransactTime = value;
        refresh.MatchEventIndicator = 1;
        refresh.Dimension.BlockLength = (ushort)Unsafe.SizeOf<OverlayEntry>();
        refresh.Dimension.NumInGroup = (ushort)entryCount;
        Span<OverlayEntry> entries = MemoryMarshal.Cast<byte, OverlayEntry>(frame[head..])[..entryCount];
        foreach (ref OverlayEntry entry in entries)
        {
            entry = default;
            entry.MDEntryPx = BenchValues.Signed(value);
            entry.MDEntrySize = BenchValues.Signed(value);
            entry.SecurityID = BenchValues.Low(value);
            entry.RptSeq = BenchValues.Low(value);
            entry.MDPriceLevel = 1;
            entry.MDUpdateAction = 1;
            entry.MDEntryType = 1;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DecodeTopOfBook(ReadOnlySpan<byte> frame)
    {
        ref byte start = ref MemoryMarshal.GetReference(frame);
        ref readonly OverlayTopOfBook book = ref Unsafe.As<byte, OverlayTopOfBook>(ref start);
        int blockBytes = book.Header.BlockLength;
        if (blockBytes < TopFieldBytes || frame.Length - Unsafe.SizeOf<OverlayHeader>() < blockBytes)
        {
            return 0;
        }

        return unchecked(book.TransactTime + (ulong)book.BidPx + (ulong)book.BidSize + (ulong)book.OfferPx
            + (ulong)book.OfferSize + book.SendingTime + book.SecurityID + book.RptSeq + book.MatchEventIndicator
            + book.SecurityTradingStatus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DecodeRefresh(ReadOnlySpan<byte> frame)
    {
        ref byte start = ref MemoryMarshal.GetReference(frame);
        ref readonly OverlayRefresh refresh = ref Unsafe.As<byte, OverlayRefresh>(ref start);
        int blockBytes = refresh.Header.BlockLength;
        if (blockBytes < RefreshFieldBytes || frame.Length - Unsafe.SizeOf<OverlayHeader>() < blockBytes)
        {
            return 0;
        }

        ReadOnlySpan<byte> tail = frame[(Unsafe.SizeOf<OverlayHeader>() + blockBytes)..];
        if (tail.Length < Unsafe.SizeOf<OverlayDimension>())
        {
            return 0;
        }

        ref readonly OverlayDimension dimension = ref MemoryMarshal.AsRef<OverlayDimension>(tail);
        int entryBytes = dimension.BlockLength;
        int count = dimension.NumInGroup;
        ReadOnlySpan<byte> entries = tail[Unsafe.SizeOf<OverlayDimension>()..];
        if (count > BenchValues.EntriesMax || (entryBytes < EntryFieldBytes && count > 0)
            || entries.Length < count * entryBytes)
        {
            return 0;
        }

        ulong sum = unchecked(refresh.TransactTime + refresh.MatchEventIndicator);
        ref byte at = ref MemoryMarshal.GetReference(entries);
        for (int i = 0; i < count; i++)
        {
            ref byte entryAt = ref Unsafe.AddByteOffset(ref at, (nint)(i * entryBytes));
            ref readonly OverlayEntry entry = ref Unsafe.As<byte, OverlayEntry>(ref entryAt);
            sum = unchecked(sum + (ulong)entry.MDEntryPx + (ulong)entry.MDEntrySize + entry.SecurityID + entry.RptSeq
                + entry.MDPriceLevel + entry.MDUpdateAction + entry.MDEntryType);
        }

        return sum;
    }
}
