using System;
using System.IO;

namespace Appliance.Capture;

/// <summary>Splits a stream of any length into lines inside one fixed buffer. The last line needs no newline.</summary>
internal sealed class LineReader
{
    /// <summary>Longest line; a full order book of the venue has 42 thousand bytes.</summary>
    public const int LineBytesMax = 1 << 20;

    private readonly Stream stream;
    private readonly byte[] buffer = new byte[LineBytesMax];
    private int taken;
    private int filled;
    private bool isSkipping;
    private bool hasEnded;

    public LineReader(Stream stream) => this.stream = stream;

    /// <summary>One line once a read failed, else empty.</summary>
    public string Fault { get; private set; } = string.Empty;

    /// <summary>The next line without its newline, valid until the next call.</summary>
    public LineStatus Next(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(taken, filled - taken);
            int end = rest.IndexOf((byte)'\n');
            if (end >= 0 || (hasEnded && !rest.IsEmpty))
            {
                line = end >= 0 ? rest[..end] : rest;
                taken += end >= 0 ? end + 1 : rest.Length;
                LineStatus status = isSkipping ? LineStatus.TooLong : LineStatus.Line;
                isSkipping = false;
                return status;
            }

            if (hasEnded || !TryFill())
            {
                line = default;
                return Fault.Length > 0 ? LineStatus.Failed : LineStatus.End;
            }
        }
    }

    private bool TryFill()
    {
        if (filled - taken == buffer.Length)
        {
            isSkipping = true;
            taken = filled;
        }

        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        filled -= taken;
        taken = 0;
        try
        {
            int got = stream.Read(buffer, filled, buffer.Length - filled);
            filled += got;
            hasEnded = got == 0;
            return true;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Fault = fault.Message.ReplaceLineEndings(" ");
            return false;
        }
    }
}
