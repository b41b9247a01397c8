using System.IO;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>Reads a stream in pieces of known length and counts the bytes.</summary>
internal sealed class StreamBytes(Stream stream)
{
    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The next bytes, fewer than asked for only at the end of the stream.</summary>
    public byte[] Read(int count)
    {
        byte[] bytes = new byte[count];
        int got = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        Position += got;
        return got == count ? bytes : bytes[..got];
    }
}
