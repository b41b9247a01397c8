using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Appliance.Core;

namespace Appliance.Transport.Tests;

public sealed class CaptureTests
{
    // Computed once by another program, bit by bit.
    private const uint HeaderCrcGolden = 0x535AD1E9;
    private const string RecordCrcGolden = "ED48235A";

    [Fact]
    public void What_is_written_is_read()
    {
        var prng = new Prng(7);
        var frames = new List<Recorded>(CaptureSamples.Small());
        for (int index = 0; index < 3_000; index++)
        {
            byte[] bytes = new byte[prng.Next(400)];
            bytes.AsSpan().Fill((byte)(index % 251));
            frames.Add(new Recorded((ushort)prng.Next(1 << 16), unchecked((long)prng.NextUInt64()), bytes));
        }

        frames.Add(new Recorded(1, 1, new byte[CaptureFormat.PayloadBytesMax]));
        frames.Add(new Recorded(2, 2, []));
        byte[] file = CaptureSamples.Write(frames);
        CaptureReader reader = CaptureSamples.ReadAll(file, frames);
        Assert.Equal(new CaptureEnd(CaptureEndKind.Clean, file.Length), reader.End);
        Assert.Equal(frames.Count, reader.FramesRead);
    }

    [Fact]
    public void A_stream_that_gives_single_bytes_reads_the_same()
    {
        List<Recorded> frames = CaptureSamples.Small();
        byte[] file = CaptureSamples.Write(frames);
        CaptureReader reader = CaptureSamples.ReadAll(new DribblingStream(file), frames);
        Assert.Equal(new CaptureEnd(CaptureEndKind.Clean, file.Length), reader.End);
    }

    [Fact]
    public void The_format_is_pinned_byte_by_byte()
    {
        byte[] file = CaptureSamples.Write([new Recorded(10, 0x0102030405060708, [0xAA, 0xBB, 0xCC])]);
        const string header = "4D41504341503031" + "01000000" + "00000000";
        string zeros = new('0', 88);
        Assert.StartsWith(header + zeros, Convert.ToHexString(file), StringComparison.Ordinal);
        Assert.Equal(HeaderCrcGolden, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(60)));
        string record = Convert.ToHexString(file.AsSpan(64));
        const string rest = "0807060504030201" + "0A000000" + "FCFFFFFF" + "AABBCC0000000000";
        Assert.Equal("03000000" + RecordCrcGolden + rest, record);
    }

    [Fact]
    public void A_cut_at_every_byte_reads_the_whole_prefix_and_says_where_it_ends()
    {
        List<Recorded> frames = CaptureSamples.Small();
        byte[] file = CaptureSamples.Write(frames);
        for (int length = 0; length < file.Length; length++)
        {
            CaptureReader reader = CaptureSamples.ReadAll(file[..length], frames);
            (int whole, long endOffset) = CaptureSamples.WholeWithin(frames, length);
            CaptureEndKind kind = length < CaptureFormat.HeaderBytes ? CaptureEndKind.BadHeader
                : length == endOffset ? CaptureEndKind.Clean : CaptureEndKind.CutAt;
            long offset = kind == CaptureEndKind.BadHeader ? 0 : endOffset;
            Assert.True(new CaptureEnd(kind, offset) == reader.End, $"cut at {length}: {reader.End}");
            Assert.True(whole == reader.FramesRead, $"cut at {length}: {reader.FramesRead} frames");
        }
    }

    [Fact]
    public void Every_single_flipped_bit_is_found_and_nothing_after_it_is_delivered()
    {
        List<Recorded> frames = CaptureSamples.Small();
        byte[] file = CaptureSamples.Write(frames);
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            CaptureReader reader = CaptureSamples.ReadAll(damaged, frames);
            bool isInHeader = bit / 8 < CaptureFormat.HeaderBytes;
            (int whole, long endOffset) = CaptureSamples.WholeWithin(frames, bit / 8);
            CaptureEnd expected = isInHeader
                ? new CaptureEnd(CaptureEndKind.BadHeader, 0)
                : new CaptureEnd(CaptureEndKind.CorruptAt, endOffset);
            Assert.True(expected == reader.End, $"bit {bit}: {reader.End}");
            Assert.True((isInHeader ? 0 : whole) == reader.FramesRead, $"bit {bit}: {reader.FramesRead} frames");
        }
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData((uint)CaptureFormat.PayloadBytesMax + 1)]
    [InlineData(0x8000_0000u)]
    public void An_absurd_length_is_corruption_even_when_it_looks_meant(uint length)
    {
        byte[] file = CaptureSamples.Write([new Recorded(1, 1, [1])]);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64), length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(64 + 20), ~length);
        Assert.Equal(new CaptureEnd(CaptureEndKind.CorruptAt, 64), CaptureSamples.ReadAll(file, []).End);
    }

    [Fact]
    public void Zeros_and_noise_after_the_last_frame_are_corruption()
    {
        List<Recorded> frames = CaptureSamples.Small();
        byte[] file = CaptureSamples.Write(frames);
        byte[] longer = [.. file, .. new byte[4096]];
        CaptureReader reader = CaptureSamples.ReadAll(longer, frames);
        Assert.Equal(new CaptureEnd(CaptureEndKind.CorruptAt, file.Length), reader.End);
        Assert.Equal(frames.Count, reader.FramesRead);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var prng = new Prng(99);
        byte[] header = CaptureSamples.Write([]);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] noise = new byte[prng.Next(300)];
            for (int index = 0; index < noise.Length; index++)
                noise[index] = (byte)prng.Next(prng.Chance(500_000) ? 256 : 2);
            CaptureReader reader = CaptureSamples.ReadAll(prng.Chance(500_000) ? noise : [.. header, .. noise], []);
            Assert.NotEqual(CaptureEndKind.Open, reader.End.Kind);
        }
    }

    [Fact]
    public void A_failing_disk_is_told_once_and_never_thrown()
    {
        List<Recorded> frames = CaptureSamples.Small();
        byte[] file = CaptureSamples.Write(frames);
        CaptureReader reader = CaptureSamples.ReadAll(new FailingStream(file, 70), frames);
        Assert.Equal(new CaptureEnd(CaptureEndKind.ReadFailed, 64, "bad sector"), reader.End);

        using var writer = new CaptureWriter(new FailingStream([], 0));
        Assert.True(writer.TryOffer(1, 1, 0, [1]));
        Assert.False(writer.TryFlush());
        Assert.Equal("cannot write the capture: no space left", writer.Fault);
        Assert.False(writer.TryOffer(1, 1, 0, [1]));
    }

    [Fact]
    public void Files_that_cannot_be_opened_give_one_line()
    {
        string folder = Directory.CreateTempSubdirectory("capture").FullName;
        string missing = Path.Combine(folder, "none.mapcap");
        Assert.False(CaptureReader.TryOpen(missing, out _, out string error));
        Assert.Equal($"cannot open '{missing}': no such file", error);
        Assert.False(CaptureReader.TryOpen(folder, out _, out error));
        Assert.Equal($"cannot open '{folder}': it is a directory", error);
        Assert.False(CaptureReader.TryOpen(string.Empty, out _, out error));
        Assert.DoesNotContain('\n', error);
        string lost = Path.Combine(folder, "no", "such", "folder");
        Assert.False(CaptureWriter.TryCreate(lost, out _, out error));
        Assert.Equal($"cannot open '{lost}': no such directory", error);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_file_on_disk_reads_back_and_same_frames_give_same_bytes()
    {
        string path = Path.GetTempFileName();
        List<Recorded> frames = CaptureSamples.Small();
        Assert.True(CaptureWriter.TryCreate(path, out CaptureWriter? writer, out string error), error);
        using (writer)
        {
            foreach (Recorded frame in frames)
                Assert.True(writer.TryOffer(frame.StreamId, frame.StampNs, 12345, frame.Bytes));
            Assert.True(writer.TryFlush());
            Assert.Equal(new FileInfo(path).Length, writer.BytesWritten);
        }

        Assert.Equal(CaptureSamples.Write(frames), File.ReadAllBytes(path));
        Assert.True(CaptureReader.TryOpen(path, out CaptureReader? reader, out error), error);
        using (reader)
        {
            while (reader.TryReceive(out _))
            {
            }

            Assert.Equal(CaptureEndKind.Clean, reader.End.Kind);
            Assert.Equal(frames.Count, reader.FramesRead);
        }

        File.Delete(path);
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing_per_frame()
    {
        byte[] file = new byte[1 << 23];
        using var writer = new CaptureWriter(new MemoryStream(file));
        byte[] bytes = new byte[100];
        writer.TryOffer(1, 0, 0, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 1; index < 50_000; index++)
            writer.TryOffer(1, index, 0, bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(writer.TryFlush());

        using var reader = new CaptureReader(new MemoryStream(file));
        reader.TryReceive(out _);
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 1; index < 50_000; index++)
            reader.TryReceive(out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(50_000, reader.FramesRead);
    }
}
