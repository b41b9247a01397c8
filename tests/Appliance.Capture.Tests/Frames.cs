using System.Collections.Generic;
using System.IO;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Capture.Tests;

/// <summary>A small capture, read to its clean end.</summary>
internal sealed class Frames
{
    private readonly List<byte[]> bytes = [];

    public List<long> StampNs { get; } = [];

    public int Count => bytes.Count;

    public static Frames Read(byte[] capture)
    {
        using var reader = new CaptureReader(new MemoryStream(capture));
        var frames = new Frames();
        while (reader.TryReceive(out Frame frame))
        {
            Assert.Equal(StreamIds.MarketData, frame.StreamId);
            frames.bytes.Add(frame.Bytes.ToArray());
            frames.StampNs.Add(frame.StampNs);
        }

        Assert.Equal(CaptureEndKind.Clean, reader.End.Kind);
        return frames;
    }

    public byte[] Body(int index, out MessageHeader header)
    {
        Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(bytes[index], out header));
        return bytes[index][MessageHeader.Size..];
    }
}
