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

        status = MessageRegistry.TryGetInput(h.SchemaId, h.TemplateId);
        if (status != SbeStatus.Ok)
        {
            return status;
        }

        bool hasGroups = MessageRegistry.HasGroups(h.SchemaId, h.TemplateId);
        int frameBytesMax = hasGroups ? GroupFrameBytesMax : Limits.FrameBytesMax;
        return frame.Length > frameBytesMax ? SbeStatus.FrameTooLong : ValidateBody(frame, h.SchemaId);
    }

    // Block, groups and data as the schema has them; bytes behind the message are padding and nobody's.
    private static SbeStatus ValidateBody(ReadOnlySpan<byte> frame, ushort schemaId) => schemaId switch
    {
        MarketDataSchema.Id => MarketDataSchema.Validate(frame, out _, out _),
        OrderFlowSchema.Id => OrderFlowSchema.Validate(frame, out _, out _),
        _ => RiskSchema.Validate(frame, out _, out _),
    };
}
