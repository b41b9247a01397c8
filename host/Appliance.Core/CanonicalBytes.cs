using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Appliance.Core;

/// <summary>
/// The one way state becomes bytes to hash: whole numbers as 8 bytes little-endian, text as its length in bytes and
/// its UTF-8. Lists put their length first, so that no two states share their bytes.
/// </summary>
public static class CanonicalBytes
{
    /// <summary>Appends whole numbers in order.</summary>
    public static void Append(this IncrementalHash hash, params ReadOnlySpan<long> values)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (long value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }

    /// <summary>Appends rates in order; they are below 2^40, so the sign bit is free.</summary>
    public static void AppendRates(this IncrementalHash hash, params ReadOnlySpan<ulong> ratesQ32)
    {
        foreach (ulong rateQ32 in ratesQ32)
        {
            Append(hash, unchecked((long)rateQ32));
        }
    }

    /// <summary>Appends a text with its length.</summary>
    public static void AppendText(this IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    /// <summary>Appends a table of lines with its length.</summary>
    public static void AppendSegments(this IncrementalHash hash, ReadOnlySpan<AffineSegment> segments)
    {
        Append(hash, segments.Length);
        foreach (AffineSegment segment in segments)
        {
            Append(hash, unchecked((long)segment.SlopeQ32), segment.OffsetMicro);
        }
    }
}
