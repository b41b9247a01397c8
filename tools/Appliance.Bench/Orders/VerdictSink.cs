using System;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Bench.Orders;

/// <summary>
/// Takes whatever is published, reads every verdict, notes how long after the intended time it came, and remembers
/// which orders were accepted.
/// </summary>
internal sealed class VerdictSink(IClock clock, LatencyLog log) : IFrameSink
{
    public OrderFlow? Flow { get; set; }

    public long Verdicts { get; private set; }

    public long Accepts { get; private set; }

    public long Others { get; private set; }

    public long Bytes { get; private set; }

    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        if (streamId != StreamIds.Verdicts || Flow is null)
        {
            Others++;
            return true;
        }

        Check.That(MessageHeader.TryRead(bytes, out MessageHeader header) == SbeStatus.Ok);
        Check.That(
            RiskVerdictDecoder.TryWrap(bytes[MessageHeader.Size..], header, out RiskVerdictDecoder verdict)
            == SbeStatus.Ok);
        Verdicts++;
        if (intendedNs != 0)
        {
            log.Record(clock.MonotonicNs - intendedNs);
        }

        ulong place = unchecked(verdict.ClOrdID - Flow.FirstId);
        if (place < (ulong)Flow.Accepted.Length && verdict.Verdict == Verdict.Accept)
        {
            Accepts++;
            Flow.Accepted[place] = true;
        }

        return true;
    }
}
