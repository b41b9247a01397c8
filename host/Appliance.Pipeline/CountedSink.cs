using System;
using Appliance.Transport;

namespace Appliance.Pipeline;

/// <summary>Counts every frame that the sink behind it took. The stage that publishes calls it, nobody else.</summary>
public sealed class CountedSink(IFrameSink sink, AnswerCounters answers) : IFrameSink
{
    public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
    {
        if (!sink.TryOffer(streamId, stampNs, intendedNs, bytes))
        {
            return false;
        }

        answers.Count(bytes);
        return true;
    }
}
