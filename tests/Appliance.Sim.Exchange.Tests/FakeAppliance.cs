using System;
using System.Collections.Generic;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>
/// An appliance that margins nothing: it accepts every request (or refuses some by a rule of the test), answers every
/// heartbeat, and keeps the hash and the facts of all it was sent.
/// </summary>
internal sealed class FakeAppliance : IFrameSink, IFrameSource
{
    private const ulong FnvPrime = 0x100000001B3;

    private readonly byte[] frame = new byte[256];
    private readonly Queue<(ushort StreamId, byte[] Bytes)> outbox = new();
    private byte[] lent = [];
    private long offers;

    /// <summary>Judges a new order; null accepts all.</summary>
    public Func<ulong, uint, RejectReason>? Judge { get; init; }

    /// <summary>Called before a heartbeat is answered: the test may send calls and liquidations.</summary>
    public Action<FakeAppliance, ulong>? BeforeReport { get; init; }

    /// <summary>Sees every frame.</summary>
    public Action<ushort, long, byte[]>? OnFrame { get; init; }

    /// <summary>Over stream, stamp and bytes of all frames.</summary>
    public ulong Hash { get; private set; } = 0xCBF29CE484222325;

    public long Frames { get; private set; }

    public int FramesInStep { get; private set; }

    public int FramesInStepMax { get; private set; }

    public long LastStampNs { get; private set; }

    public bool StampsRise { get; private set; } = true;

    /// <summary>Refuses every n-th offer, as a full queue would; 0 never.</summary>
    public int BackPressureEvery { get; init; }

    /// <summary>Gives no verdicts at all.</summary>
    public bool IsSilent { get; init; }

    public bool IsDrained => false;

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        if (BackPressureEvery > 0 && ++offers % BackPressureEvery == 0)
        {
            return false;
        }

        StampsRise &= stampNs > LastStampNs;
        LastStampNs = stampNs;
        Frames++;
        FramesInStep++;
        Mix(streamId);
        Mix((ulong)stampNs);
        foreach (byte b in bytes)
        {
            Mix(b);
        }

        OnFrame?.Invoke(streamId, stampNs, bytes.ToArray());
        Answer(bytes);
        return true;
    }

    public bool TryReceive(out Frame received)
    {
        if (!outbox.TryDequeue(out (ushort StreamId, byte[] Bytes) next))
        {
            received = default;
            return false;
        }

        lent = next.Bytes;
        received = new Frame(lent, next.StreamId, LastStampNs, 0);
        return true;
    }

    public void Send(ushort streamId, ReadOnlySpan<byte> bytes) => outbox.Enqueue((streamId, bytes.ToArray()));

    private void Answer(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(bytes, out MessageHeader header));
        ReadOnlySpan<byte> body = bytes[MessageHeader.Size..];
        switch (header.TemplateId)
        {
            case NewOrderSingleDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, NewOrderSingleDecoder.TryWrap(body, header, out var order));
                Verdict(order.ClOrdID, order.Account, Judge?.Invoke(order.ClOrdID, order.Account) ?? RejectReason.None);
                break;
            case OrderCancelRequestDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, OrderCancelRequestDecoder.TryWrap(body, header, out var cancel));
                Verdict(cancel.ClOrdID, cancel.Account, RejectReason.None);
                break;
            case OrderCancelReplaceRequestDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace));
                Verdict(replace.ClOrdID, replace.Account, RejectReason.None);
                break;
            case HeartbeatDecoder.TemplateId:
                Assert.Equal(SbeStatus.Ok, HeartbeatDecoder.TryWrap(body, header, out var heartbeat));
                FramesInStepMax = Math.Max(FramesInStepMax, FramesInStep);
                FramesInStep = 0;
                BeforeReport?.Invoke(this, heartbeat.Token);
                Report(heartbeat.Token);
                break;
            default:
                break;
        }
    }

    private void Verdict(ulong id, uint account, RejectReason reason)
    {
        if (IsSilent)
        {
            return;
        }

        RiskVerdictEncoder.TryWrap(frame, out RiskVerdictEncoder e);
        e.ClOrdID = id;
        e.Account = account;
        e.OrdRejReason = reason;
        e.Verdict = reason == RejectReason.None ? Wire.Verdict.Accept : Wire.Verdict.Reject;
        Send(StreamIds.Verdicts, frame.AsSpan(0, RiskVerdictEncoder.FrameLength));
    }

    private void Report(ulong token)
    {
        StateReportEncoder.TryWrap(frame, out StateReportEncoder e);
        e.Token = token;
        e.Sequence = (ulong)Frames;
        Send(StreamIds.Risk, frame.AsSpan(0, StateReportEncoder.FrameLength));
    }

    private void Mix(ulong value) => Hash = unchecked((Hash ^ value) * FnvPrime);
}
