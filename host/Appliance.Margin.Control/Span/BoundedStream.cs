using System;
using System.IO;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Lets a bounded number of bytes through, and refuses a run without &lt; that is longer than any name, tag or text may
/// be: an XML reader keeps such a run in memory before anybody can look at its length. Counts lines, for the faults
/// that an XML reader gives no place for.
/// </summary>
internal sealed class BoundedStream(Stream inner, SpanLimits limits) : Stream
{
    private long byteCount;
    private long runBytes;
    private int line = 1;
    private int column = 1;
    private SpanFault runStart = new(1, 1, "");

    /// <summary>Where the first document type begins; line 0 when there is none.</summary>
    public SpanFault DocumentType { get; private set; } = new(0, 0, "");

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
            ReadOnlySpan<byte> run = at < 0 ? bytes : bytes[..at];
            runBytes += run.Length;
            if (runBytes > limits.RunBytesMax)
            {
                string fault = $"a name, tag or text is longer than {limits.RunBytesMax} bytes";
                throw new SpanFormatException(runStart with { Text = fault });
            }

            Advance(run);
            if (at < 0)
            {
                return;
            }

            runBytes = 0;
            runStart = new SpanFault(line, column, "");
            bytes = bytes[at..];
            if (DocumentType.Line == 0 && bytes.StartsWith("<!DOCTYPE"u8))
            {
                DocumentType = runStart;
            }

            column++;
            bytes = bytes[1..];
        }
    }

    private void Advance(ReadOnlySpan<byte> run)
    {
        int last = run.LastIndexOf((byte)'\n');
        line += run.Count((byte)'\n');
        column = last < 0 ? column + run.Length : run.Length - last;
    }
}
