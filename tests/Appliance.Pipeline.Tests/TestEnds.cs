using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Appliance.Transport;

namespace Appliance.Pipeline.Tests;

/// <summary>One frame as a sink was offered it.</summary>
internal sealed record Sent(ushort StreamId, long StampNs, long IntendedNs, byte[] Bytes);

/// <summary>A source that hands out a list, and for a moment nothing before every n-th frame.</summary>
internal sealed class ListSource(IReadOnlyList<(byte[] Frame, long StampNs)> frames) : IFrameSource
{
    private int next;
    private bool hasPaused;

    public long IntendedNs { get; init; }

    public int PauseEvery { get; init; }

    public bool IsDrained => next == frames.Count;

    public bool TryReceive(out Frame frame)
    {
        bool isPause = PauseEvery > 0 && next % PauseEvery == 0 && !hasPaused;
        hasPaused = isPause;
        if (isPause || IsDrained)
        {
            frame = default;
            return false;
        }

        (byte[] bytes, long stampNs) = frames[next++];
        frame = new Frame(bytes, StreamIds.OrderEntry, stampNs, IntendedNs);
        return true;
    }
}

/// <summary>Keeps what it takes; can refuse one offer, or all of them until it is opened.</summary>
internal sealed class ListSink : IFrameSink
{
    public List<Sent> Taken { get; } = [];

    public int Offers { get; private set; }

    /// <summary>The offer, counted from 0, that is refused once; -1 refuses none.</summary>
    public int RefuseAt { get; init; } = -1;

    public bool IsShut { get; set; }

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        if (IsShut || Offers++ == RefuseAt)
        {
            return false;
        }

        Taken.Add(new Sent(streamId, stampNs, intendedNs, bytes.ToArray()));
        return true;
    }

    public string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Sent sent in Taken)
        {
            hash.AppendData(BitConverter.GetBytes(sent.StreamId));
            hash.AppendData(BitConverter.GetBytes(sent.StampNs));
            hash.AppendData(sent.Bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
