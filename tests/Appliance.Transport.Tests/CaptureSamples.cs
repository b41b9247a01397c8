using System;
using System.Collections.Generic;
using System.IO;

namespace Appliance.Transport.Tests;

/// <summary>One frame as a test remembers it.</summary>
internal sealed record Recorded(ushort StreamId, long StampNs, byte[] Bytes)
{
    public bool Equals(in Frame frame) =>
        frame.StreamId == StreamId && frame.StampNs == StampNs && frame.Bytes.SequenceEqual(Bytes);
}

/// <summary>Small captures in memory.</summary>
internal static class CaptureSamples
{
    public static List<Recorded> Small() =>
    [
        new(StreamIds.MarketData, 1_000, [1, 2, 3]),
        new(StreamIds.OrderEntry, 2_500, []),
        new(StreamIds.Control, 2_400, [9, 8, 7, 6, 5, 4, 3, 2]),
        new(StreamIds.MarketData, long.MaxValue, new byte[13]),
    ];

    public static byte[] Write(IEnumerable<Recorded> frames)
    {
        var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream))
        {
            foreach (Recorded frame in frames)
                Assert.True(writer.TryOffer(frame.StreamId, frame.StampNs, 0, frame.Bytes));
        }

        return stream.ToArray();
    }

    /// <summary>Reads to the end; a delivered frame must be the next of <paramref name="expected"/>.</summary>
    public static CaptureReader ReadAll(Stream stream, List<Recorded> expected)
    {
        var reader = new CaptureReader(stream);
        while (!reader.IsDrained)
        {
            int index = (int)reader.FramesRead;
            if (reader.TryReceive(out Frame frame) && !(index < expected.Count && expected[index].Equals(frame)))
                Assert.Fail($"frame {index} differs from the one written");
        }

        Assert.False(reader.TryReceive(out _));
        Assert.Equal(reader.ByteOffset, reader.End.ByteOffset);
        return reader;
    }

    public static CaptureReader ReadAll(byte[] file, List<Recorded> expected) =>
        ReadAll(new MemoryStream(file), expected);

    /// <summary>How many frames lie wholly in the first <paramref name="bytes"/>, and where they end.</summary>
    public static (int Frames, long EndOffset) WholeWithin(List<Recorded> frames, long bytes)
    {
        long offset = CaptureFormat.HeaderBytes;
        int count = 0;
        while (count < frames.Count)
        {
            long next = offset + CaptureFormat.RecordBytes(frames[count].Bytes.Length);
            if (bytes < next)
                break;
            offset = next;
            count++;
        }

        return (count, offset);
    }
}
