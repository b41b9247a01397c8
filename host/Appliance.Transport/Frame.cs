using System;

namespace Appliance.Transport;

/// <summary>
/// One message as a transport hands it over: bytes that stay valid until the next call on the same source.
/// </summary>
public readonly ref struct Frame
{
    public Frame(ReadOnlySpan<byte> bytes, ushort streamId, long stampNs, long intendedNs)
    {
        Bytes = bytes;
        StreamId = streamId;
        StampNs = stampNs;
        IntendedNs = intendedNs;
    }

    /// <summary>SBE message header and body; any bytes at all, nothing is checked here.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>See <see cref="StreamIds"/>.</summary>
    public ushort StreamId { get; }

    /// <summary>UTC nanoseconds the sequencer stamps on it (recorded or simulated time, else the clock).</summary>
    public long StampNs { get; }

    /// <summary>Monotonic nanoseconds when the sender meant to send; latencies count from here (open loop).</summary>
    public long IntendedNs { get; }
}

/// <summary>Stream numbers of the appliance, inputs below 100 and outputs above.</summary>
public static class StreamIds
{
    public const ushort MarketData = 10;
    public const ushort OrderEntry = 20;
    public const ushort Executions = 30;
    public const ushort Control = 40;
    public const ushort Verdicts = 120;
    public const ushort Risk = 140;
}
