using System.Collections.Generic;
using System.IO;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>One frame as it reached the appliance.</summary>
internal readonly record struct RecordedFrame(ushort StreamId, long StampNs, byte[] Bytes)
{
    /// <summary>0 when it has no header.</summary>
    public ushort TemplateId =>
        MessageHeader.TryRead(Bytes, out MessageHeader header) == SbeStatus.Ok ? header.TemplateId : (ushort)0;
}

/// <summary>Everything that came in during a run, to be replayed as it was or changed.</summary>
internal sealed class Recording(WorldPlan plan, List<RecordedFrame> frames)
{
    public WorldPlan Plan { get; } = plan;

    public List<RecordedFrame> Frames { get; } = frames;

    /// <summary>Runs a plan and keeps what came in, and what the run came to.</summary>
    public static Recording Of(WorldPlan plan, out (string Hash, string Chain) proof)
    {
        using World world = new(plan);
        List<RecordedFrame> frames = [];
        world.Sent.Seen += (stream, stamp, bytes) => frames.Add(new RecordedFrame(stream, stamp, bytes.ToArray()));
        while (world.Step())
        {
        }

        proof = world.Proof;
        return new Recording(plan, frames);
    }

    public static Recording Of(WorldPlan plan) => Of(plan, out _);

    public Recording With(List<RecordedFrame> other) => new(Plan, other);

    /// <summary>The first frames.</summary>
    public Recording Cut(int count) => With(Frames.GetRange(0, count));

    /// <summary>The bytes of a capture file.</summary>
    public byte[] ToCapture()
    {
        using MemoryStream file = new();
        using (CaptureWriter writer = new(file))
        {
            foreach (RecordedFrame frame in Frames)
            {
                Assert.True(writer.TryOffer(frame.StreamId, frame.StampNs, 0, frame.Bytes));
            }
        }

        return file.ToArray();
    }

    public Replay Replay() => Tests.Replay.Of(ToCapture(), Plan);

    /// <summary>Where the nth frame with this template is.</summary>
    public int Find(ushort templateId, int nth)
    {
        int index = -1;
        for (int n = 0; n <= nth; n++)
        {
            index = Frames.FindIndex(index + 1, f => f.TemplateId == templateId);
            Assert.True(index >= 0, $"no {nth} frames of template {templateId}   {Plan.Command}");
        }

        return index;
    }
}
