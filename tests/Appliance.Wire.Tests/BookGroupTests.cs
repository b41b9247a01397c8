using System;
using System.Buffers.Binary;
using Appliance.Core;
using Appliance.Wire.Tests.Cases;
using Book = Appliance.Wire.IncrementalRefreshBookDecoder;

namespace Appliance.Wire.Tests;

/// <summary>The one group that comes in: its count and entry length are the world's.</summary>
public sealed class BookGroupTests
{
    private const int DimensionOffset = MessageHeader.Size + Book.BlockLength;
    private const int CountOffset = DimensionOffset + 6;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1024)]
    public void Any_legal_count_is_walked_once(int count)
    {
        byte[] frame = new byte[IncrementalRefreshBookEncoder.FrameLength(count)];
        Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookEncoder.TryWrap(frame, count, out _, out var entries));
        for (int k = 0; k < count; k++)
        {
            IncrementalRefreshBookEncoder.NoMDEntriesEntryEncoder entry = entries[k];
            entry.SecurityID = (uint)k;
        }

        Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(frame, out MessageHeader h));
        Assert.Equal(SbeStatus.Ok, Book.TryWrap(frame.AsSpan(MessageHeader.Size), h, out Book book));
        Assert.Equal(SbeStatus.Ok, book.TryGetNoMDEntries(out Book.NoMDEntriesGroup group, out var rest));
        Assert.Equal(count, group.Count);
        Assert.True(rest.IsEmpty);
        uint next = 0;
        foreach (Book.NoMDEntriesEntry entry in group)
        {
            Assert.Equal(next, entry.SecurityID);
            next++;
        }

        Assert.Equal((uint)count, next);
    }

    [Fact]
    public void Longer_entries_are_stepped_over_and_the_rest_is_handed_on()
    {
        byte[] frame = new byte[DimensionOffset + 8 + (2 * 40) + 3];
        Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookEncoder.TryWrap(frame, 2, out _, out _));
        SetDimension(frame, 40, 2);
        frame[DimensionOffset + 8 + 16] = 7;
        frame[DimensionOffset + 8 + 40 + 16] = 9;
        Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(frame, out MessageHeader h));
        Assert.Equal(SbeStatus.Ok, Book.TryWrap(frame.AsSpan(MessageHeader.Size), h, out Book book));
        Assert.Equal(SbeStatus.Ok, book.TryGetNoMDEntries(out Book.NoMDEntriesGroup group, out var rest));
        Assert.Equal(3, rest.Length);
        uint sum = 0;
        foreach (Book.NoMDEntriesEntry entry in group)
        {
            sum = (sum * 10) + entry.SecurityID;
        }

        Assert.Equal(79u, sum);
    }

    [Theory]
    [InlineData(32, 1025, SbeStatus.GroupTooLarge)]
    [InlineData(0, 65535, SbeStatus.GroupTooLarge)]
    [InlineData(26, 1, SbeStatus.BlockTooShort)]
    [InlineData(27, 1, SbeStatus.Ok)]
    [InlineData(0, 1, SbeStatus.BlockTooShort)]
    [InlineData(0, 0, SbeStatus.Ok)]
    [InlineData(65535, 0, SbeStatus.Ok)]
    [InlineData(32, 4, SbeStatus.TruncatedGroup)]
    [InlineData(65535, 1024, SbeStatus.TruncatedGroup)]
    [InlineData(97, 1, SbeStatus.TruncatedGroup)]
    [InlineData(96, 1, SbeStatus.Ok)]
    public void A_dimension_that_lies_is_refused(int entryBytes, int count, SbeStatus expected)
    {
        MessageCase message = MessageCase.Named("IncrementalRefreshBook");
        byte[] frame = message.Frame([]);
        SetDimension(frame, (ushort)entryBytes, (ushort)count);
        Assert.Equal(expected, FrameValidator.Validate(frame, out _));
        Assert.Equal(expected, message.Read(frame, new ulong[MessageCase.FieldsMax]));
    }

    [Fact]
    public void More_entries_than_the_schema_allows_cannot_be_written()
    {
        byte[] frame = new byte[FrameValidator.GroupFrameBytesMax];
        Assert.Equal(SbeStatus.GroupTooLarge, IncrementalRefreshBookEncoder.TryWrap(frame, 1025, out _, out _));
        Assert.Equal(SbeStatus.GroupTooLarge, IncrementalRefreshBookEncoder.TryWrap(frame, -1, out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            Assert.Equal(SbeStatus.Ok, IncrementalRefreshBookEncoder.TryWrap(frame, 2, out _, out var entries));
            _ = entries[2];
        });
    }

    [Fact]
    public void Five_entries_fill_a_slot() =>
        Assert.Equal(Limits.FrameBytesMax, IncrementalRefreshBookEncoder.FrameLength(5));

    private static void SetDimension(byte[] frame, ushort entryBytes, ushort count)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(DimensionOffset), entryBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(CountOffset), count);
    }
}
