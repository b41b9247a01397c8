using System;
using Appliance.Core;

namespace Appliance.Wire.Tests.Cases;

/// <summary>The message with a group, always with <see cref="EntryCount"/> entries: 2 fields, then 7 each.</summary>
internal static class BookCases
{
    internal const int EntryCount = 3;
    private const int RootFields = 2, EntryFields = 7;

    internal static readonly MessageCase[] All =
    [
        new(
            "IncrementalRefreshBook",
            "market-data.xml",
            IncrementalRefreshBookEncoder.FrameLength(EntryCount),
            Write,
            Read,
            static _ => 0),
    ];

    private static SbeStatus Write(Span<byte> frame, ReadOnlySpan<ulong> v)
    {
        SbeStatus status = IncrementalRefreshBookEncoder.TryWrap(
            frame,
            EntryCount,
            out IncrementalRefreshBookEncoder e,
            out IncrementalRefreshBookEncoder.NoMDEntriesWriter entries);
        if (status != SbeStatus.Ok || v.IsEmpty)
        {
            return status;
        }

        unchecked
        {
            e.TransactTime = v[0];
            e.MatchEventIndicator = (MatchEventIndicator)(byte)v[1];
            for (int k = 0; k < EntryCount; k++)
            {
                ReadOnlySpan<ulong> w = v.Slice(RootFields + (k * EntryFields), EntryFields);
                IncrementalRefreshBookEncoder.NoMDEntriesEntryEncoder entry = entries[k];
                entry.MDEntryPxMantissa = (long)w[0];
                entry.MDEntrySizeMantissa = (long)w[1];
                entry.SecurityID = (uint)w[2];
                entry.RptSeq = (uint)w[3];
                entry.MDPriceLevel = (byte)w[4];
                entry.MDUpdateAction = (MDUpdateAction)(byte)w[5];
                entry.MDEntryType = (MDEntryType)(byte)w[6];
            }
        }

        return status;
    }

    // Any number of entries may stand in a hostile frame: those beyond the values are read and forgotten.
    private static SbeStatus Read(ReadOnlySpan<byte> frame, Span<ulong> v)
    {
        SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        status = IncrementalRefreshBookDecoder.TryWrap(
            frame[MessageHeader.Size..], h, out IncrementalRefreshBookDecoder d);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        v[0] = d.TransactTime;
        v[1] = (byte)d.MatchEventIndicator;
        status = d.TryGetNoMDEntries(out IncrementalRefreshBookDecoder.NoMDEntriesGroup group, out _);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        int k = 0;
        Span<ulong> spare = stackalloc ulong[EntryFields];
        foreach (IncrementalRefreshBookDecoder.NoMDEntriesEntry entry in group)
        {
            Span<ulong> w = k < EntryCount ? v.Slice(RootFields + (k * EntryFields), EntryFields) : spare;
            w[0] = unchecked((ulong)entry.MDEntryPxMantissa);
            w[1] = unchecked((ulong)entry.MDEntrySizeMantissa);
            w[2] = entry.SecurityID;
            w[3] = entry.RptSeq;
            w[4] = entry.MDPriceLevel;
            w[5] = (byte)entry.MDUpdateAction;
            w[6] = (byte)entry.MDEntryType;
            k++;
        }

        Check.That(group.Count == k);
        return status;
    }
}
