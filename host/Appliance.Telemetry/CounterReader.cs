using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// Reads a counters file that another process writes. The bytes may be anybody's and may change meanwhile: they are
/// copied once, and then every offset, length and word is checked before it is used. The file is read and not mapped,
/// since a file that is cut under a map would end the reader.
/// </summary>
public static class CounterReader
{
    /// <summary>Reads a file; false with a sentence that says what is wrong with it.</summary>
    public static bool TryReadFile(
        string path, [NotNullWhen(true)] out CounterReading? reading, [NotNullWhen(false)] out string? fault)
    {
        reading = null;
        try
        {
            using FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            byte[] bytes = new byte[Limits.CounterFileBytesMax];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            CounterRead read = Read(bytes.AsSpan(0, length), out reading);
            fault = read == CounterRead.Ok ? null : Words(read);
            return fault is null && reading is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            fault = e is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : e.Message;
            return false;
        }
    }

    /// <summary>Reads bytes; the reading is null unless they are whole.</summary>
    public static CounterRead Read(ReadOnlySpan<byte> bytes, out CounterReading? reading)
    {
        reading = null;
        CounterRead head = CheckHead(bytes, out int count);
        if (head != CounterRead.Ok)
        {
            return head;
        }

        List<CounterValue> values = [];
        HashSet<(string, string)> names = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> line = bytes.Slice(
                CounterFormat.HeaderBytes + (i * CounterFormat.DescriptorBytes), CounterFormat.DescriptorBytes);
            if (ReadValue(line, bytes) is not { } value || !names.Add((value.Name, value.Label)))
            {
                return CounterRead.Damaged;
            }

            values.Add(value);
        }

        long state = Long(bytes, CounterFormat.StateOffset);
        if (!Enum.IsDefined((ServiceState)(int)Math.Clamp(state, 0, int.MaxValue)))
        {
            return CounterRead.Damaged;
        }

        reading = new CounterReading(values)
        {
            ProcessId = Long(bytes, CounterFormat.ProcessIdOffset),
            ProcessStartTicks = Long(bytes, CounterFormat.ProcessStartOffset),
            StartUtcNs = Long(bytes, CounterFormat.StartUtcNsOffset),
            StartMonotonicNs = Long(bytes, CounterFormat.StartMonotonicNsOffset),
            State = (ServiceState)(int)state,
            HeartbeatUtcNs = Long(bytes, CounterFormat.HeartbeatUtcNsOffset),
            HeartbeatMonotonicNs = Long(bytes, CounterFormat.HeartbeatMonotonicNsOffset),
            Title = Title(bytes.Slice(CounterFormat.TitleOffset, CounterFormat.TitleBytes)),
        };
        return CounterRead.Ok;
    }

    /// <summary>For people.</summary>
    public static string Words(CounterRead read) => read switch
    {
        CounterRead.Incomplete => "is not complete: its process is just starting, or died while it did",
        CounterRead.Truncated => "ends before its values do",
        CounterRead.NotCounters => "is no counters file",
        CounterRead.OtherVersion => "is a counters file of another version",
        CounterRead.Damaged => "is damaged: its layout table contradicts itself",
        _ => "is whole",
    };

    private static CounterRead CheckHead(ReadOnlySpan<byte> bytes, out int count)
    {
        count = 0;
        if (bytes.Length < sizeof(ulong))
        {
            // Made this instant, and nothing is written yet.
            return bytes.IsEmpty ? CounterRead.Incomplete : CounterRead.NotCounters;
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != CounterFormat.Magic)
        {
            return CounterRead.NotCounters;
        }

        if (bytes.Length < CounterFormat.HeaderBytes)
        {
            return CounterRead.Truncated;
        }

        if (Int(bytes, CounterFormat.VersionOffset) != CounterFormat.Version)
        {
            return CounterRead.OtherVersion;
        }

        if (unchecked((ulong)Long(bytes, CounterFormat.CompleteOffset)) != CounterFormat.Complete)
        {
            return CounterRead.Incomplete;
        }

        count = Int(bytes, CounterFormat.DescriptorCountOffset);
        long fileBytes = Long(bytes, CounterFormat.FileBytesOffset);
        if (Int(bytes, CounterFormat.HeaderBytesOffset) != CounterFormat.HeaderBytes
            || Int(bytes, CounterFormat.DescriptorBytesOffset) != CounterFormat.DescriptorBytes
            || count is < 1 or > Limits.CountersMax
            || fileBytes < CounterFormat.HeaderBytes + (count * CounterFormat.DescriptorBytes)
            || fileBytes > Limits.CounterFileBytesMax)
        {
            return CounterRead.Damaged;
        }

        if (bytes.Length < fileBytes)
        {
            return CounterRead.Truncated;
        }

        ReadOnlySpan<byte> table = bytes.Slice(CounterFormat.HeaderBytes, count * CounterFormat.DescriptorBytes);
        bool isIntact = Crc32C.Of(table) == Long(bytes, CounterFormat.TableChecksumOffset);
        return isIntact && bytes.Length == fileBytes ? CounterRead.Ok : CounterRead.Damaged;
    }

    private static CounterValue? ReadValue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> bytes)
    {
        int kind = Int(line, CounterFormat.KindOffset);
        int unit = Int(line, CounterFormat.UnitOffset);
        long offset = Long(line, CounterFormat.ValueOffset);
        string? name = Word(line.Slice(CounterFormat.NameOffset, CounterFormat.WordBytes), isLabel: false);
        string? label = Word(line.Slice(CounterFormat.LabelOffset, CounterFormat.WordBytes), isLabel: true);
        if (name is null or "" || label is null || !Enum.IsDefined((CounterKind)kind)
            || !Enum.IsDefined((CounterUnit)unit))
        {
            return null;
        }

        long size = CounterDescriptor.SizeOf((CounterKind)kind);
        if (Long(line, CounterFormat.ValueBytesOffset) != size || offset % sizeof(long) != 0
            || offset < CounterFormat.HeaderBytes || offset > bytes.Length - size)
        {
            return null;
        }

        CounterDescriptor descriptor = new(name, label, (CounterKind)kind, (CounterUnit)unit, offset);
        ReadOnlySpan<byte> value = bytes.Slice((int)offset, (int)size);
        if (descriptor.Kind != CounterKind.Histogram)
        {
            return new CounterValue(descriptor, Long(value, 0), null);
        }

        LatencyHistogram histogram = new();
        return histogram.TryLoad(MemoryMarshal.Cast<byte, long>(value))
            ? new CounterValue(descriptor, histogram.Count, histogram)
            : null;
    }

    private static string? Word(ReadOnlySpan<byte> bytes, bool isLabel)
    {
        int length = bytes.IndexOf((byte)0);
        length = length < 0 ? bytes.Length : length;
        if (bytes[length..].ContainsAnyExcept((byte)0))
        {
            return null;
        }

        string word = Encoding.ASCII.GetString(bytes[..length]);
        return length == 0 || CounterLayout.IsWord(word, isLabel) ? word : null;
    }

    // It goes to terminals: what could move a cursor or colour a screen is shown as a question mark.
    private static string Title(ReadOnlySpan<byte> bytes)
    {
        StringBuilder title = new();
        foreach (char c in Encoding.UTF8.GetString(bytes).TrimEnd('\0'))
        {
            title.Append(char.IsControl(c) || c == '\uFFFD' ? '?' : c);
        }

        return title.ToString();
    }

    private static int Int(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    private static long Long(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);
}
