using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Telemetry;
using Appliance.Wire;

namespace Appliance.Pipeline;

/// <summary>
/// Counts what goes out, from the frames themselves: verdicts by kind, refusals by reason, other messages by type. So
/// what is counted is what was sent, whoever decided it.
/// </summary>
public sealed class AnswerCounters
{
    private const int ReasonsMax = 1024;

    private static readonly (ushort Template, string Name)[] OutputNames =
    [
        (MarginCallEncoder.TemplateId, "MarginCall"),
        (LiquidationOrderEncoder.TemplateId, "LiquidationOrder"),
        (OrderCancelRequestEncoder.TemplateId, "OrderCancelRequest"),
        (FundMovementEncoder.TemplateId, "FundMovement"),
        (StateReportEncoder.TemplateId, "StateReport"),
    ];

    private readonly Counter[] verdicts = new Counter[256];
    private readonly Counter[] refusals = new Counter[ReasonsMax];
    private readonly Counter[] outputs = new Counter[256];

    internal AnswerCounters(CounterBlock block)
    {
        // What has no name of its own has one together, so that no frame goes uncounted.
        Array.Fill(verdicts, block.Counter("verdicts", "verdict=Other"));
        Array.Fill(refusals, block.Counter("refusals", "reason=Other"));
        Array.Fill(outputs, block.Counter("outputs", "type=Other"));
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            verdicts[(int)verdict] = block.Counter("verdicts", $"verdict={verdict}");
        }

        foreach (ReasonCode reason in Reasons())
        {
            Check.That((int)reason < ReasonsMax);
            refusals[(int)reason] = block.Counter("refusals", $"reason={reason}");
        }

        foreach ((ushort template, string name) in OutputNames)
        {
            Check.That(template < outputs.Length);
            outputs[template] = block.Counter("outputs", $"type={name}");
        }
    }

    internal static void AddTo(CounterLayout layout)
    {
        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            layout.Counter("verdicts", $"verdict={verdict}");
        }

        layout.Counter("verdicts", "verdict=Other");
        foreach (ReasonCode reason in Reasons())
        {
            layout.Counter("refusals", $"reason={reason}");
        }

        layout.Counter("refusals", "reason=Other");
        foreach ((_, string name) in OutputNames)
        {
            layout.Counter("outputs", $"type={name}");
        }

        layout.Counter("outputs", "type=Other");
    }

    /// <summary>A frame that the transport took. Frames are our own, yet nothing in them is used unchecked.</summary>
    public void Count(ReadOnlySpan<byte> frame)
    {
        if (MessageHeader.TryRead(frame, out MessageHeader header) != SbeStatus.Ok)
        {
            outputs[0].Increment();
            return;
        }

        if (RiskVerdictDecoder.TryWrap(frame[MessageHeader.Size..], header, out RiskVerdictDecoder verdict)
            != SbeStatus.Ok)
        {
            outputs[Math.Min((int)header.TemplateId, outputs.Length - 1)].Increment();
            return;
        }

        verdicts[(byte)verdict.Verdict].Increment();
        int reason = (int)verdict.OrdRejReason;
        if (reason != (int)ReasonCode.None)
        {
            refusals[Math.Min(reason, ReasonsMax - 1)].Increment();
        }
    }

    private static List<ReasonCode> Reasons()
    {
        List<ReasonCode> reasons = [.. Enum.GetValues<ReasonCode>()];
        reasons.Remove(ReasonCode.None);
        return reasons;
    }
}
