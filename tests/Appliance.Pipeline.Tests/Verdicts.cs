using System;
using System.Collections.Generic;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Pipeline.Tests;

/// <summary>The answer to one order-entry message, as its sender reads it.</summary>
internal readonly record struct Answer(ulong ClOrdId, Verdict Verdict, RejectReason Reason);

/// <summary>Frames as outsiders read them.</summary>
internal static class Verdicts
{
    /// <summary>All verdicts a sink took, in order.</summary>
    public static List<Answer> Of(ListSink sink)
    {
        List<Answer> answers = [];
        foreach (Sent sent in sink.Taken)
        {
            if (sent.StreamId == StreamIds.Verdicts)
            {
                answers.Add(Read(sent));
            }
        }

        return answers;
    }

    public static ushort Template(byte[] frame)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(frame, out MessageHeader header));
        return header.TemplateId;
    }

    public static bool IsOrderEntry(byte[] frame) => IsOrder(frame) || IsCancel(frame);

    public static bool IsOrder(byte[] frame) =>
        Template(frame) is NewOrderSingleDecoder.TemplateId or OrderCancelReplaceRequestDecoder.TemplateId;

    public static bool IsCancel(byte[] frame) => Template(frame) == OrderCancelRequestDecoder.TemplateId;

    private static Answer Read(Sent sent)
    {
        Assert.Equal(SbeStatus.Ok, MessageHeader.TryRead(sent.Bytes, out MessageHeader header));
        Assert.Equal(
            SbeStatus.Ok, RiskVerdictDecoder.TryWrap(sent.Bytes.AsSpan(MessageHeader.Size), header, out var verdict));
        return new Answer(verdict.ClOrdID, verdict.Verdict, verdict.OrdRejReason);
    }
}
