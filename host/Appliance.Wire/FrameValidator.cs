using System;
using Appliance.Core;

namespace Appliance.Wire;

/// <summary>
/// The first reader of untrusted bytes. After <see cref="SbeStatus.Ok"/> the decoder of the frame's template cannot
/// fail on it, its groups included, so that what stands behind the ring need not ask again. Field values are not
/// judged here.
/// </summary>
public static class FrameValidator
{
    /// <summary>
    /// Bytes of a frame with groups, header included. It is above what a ring slot of
    /// <see cref="Limits.FrameBytesMax"/> holds: who stores such frames compares with its own room.
    /// </summary>
    public const int GroupFrameBytesMax = 1 << 16;

    /// <summary>Checks one whole frame of any bytes; never throws, never allocates.</summary>
    public static SbeStatus Validate(ReadOnlySpan<byte> frame, out MessageHeader h)
    {
        SbeStatus status = MessageHeader.TryRead(frame, out h);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        status = MessageRegistry.TryGetInput(h.SchemaId, h.TemplateId, out int blockBytesMin);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        bool hasGroups = MessageRegistry.HasGroups(h.SchemaId, h.TemplateId);
        int frameBytesMax = hasGroups ? GroupFrameBytesMax : Limits.FrameBytesMax;
        if (frame.Length > frameBytesMax)
        {
            return SbeStatus.FrameTooLong;
        }

        status = h.CheckBlock(blockBytesMin, frame.Length - MessageHeader.Size);
        return status == SbeStatus.Ok && hasGroups ? ValidateGroups(frame[MessageHeader.Size..], h) : status;
    }

    private static SbeStatus ValidateGroups(ReadOnlySpan<byte> body, in MessageHeader h)
    {
        SbeStatus status = IncrementalRefreshBookDecoder.TryWrap(body, h, out IncrementalRefreshBookDecoder book);
        return status == SbeStatus.Ok ? book.TryGetNoMDEntries(out _, out _) : status;
    }
}
