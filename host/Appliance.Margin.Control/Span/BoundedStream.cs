using System;
using System.IO;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Lets a bounded number of bytes through, and refuses a run without &lt; that is longer than any name, tag or text may
/// be: an XML reader keeps such a run in memory before anybody can look at its length.
/// </summary>
internal sealed class BoundedStream(Stream inner, SpanLimits limits) : Stream
{
    private long byteCount;
    private long runBytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("the length is not known before the end");

    public override long Position
    {
        get => byteCount;
        set => throw new NotSupportedException("read forward only");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        byteCount += count;
        if (byteCount > limits.BytesMax)
        {
            throw new SpanFormatException($"the file holds more than {limits.BytesMax} bytes");
        }

        Measure(buffer[..count]);
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        throw new NotSupportedException("read forward only");

    public override void SetLength(long value) => throw new NotSupportedException("read only");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("read only");

    private void Measure(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int at = bytes.IndexOf((byte)'<');
            runBytes += at < 0 ? bytes.Length : at;
            if (runBytes > limits.RunBytesMax)
            {
                throw new SpanFormatException($"a name, tag or text is longer than {limits.RunBytesMax} bytes");
            }

            if (at < 0)
            {
                return;
            }

            runBytes = 0;
            bytes = bytes[(at + 1)..];
        }
    }
}
