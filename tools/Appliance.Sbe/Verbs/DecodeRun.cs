using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Tool.Framing;
using Appliance.Sbe.Tool.Schemas;
using Appliance.Sbe.Tool.Views;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>One run over some input: splits, decodes, shows, and counts what was wrong.</summary>
internal sealed class DecodeRun(SchemaSet schemas, FrameSplitter splitter, IDecodeView view)
{
    private readonly SortedDictionary<SbeStatus, long> statuses = [];
    private readonly List<string> faults = [];
    private long framesSeen;
    private long faultCount;

    /// <summary>Frames that are stepped over first.</summary>
    public long Skip { get; init; }

    /// <summary>Frames that are shown at most.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>All frames that shall be shown have been.</summary>
    public bool IsDone => framesSeen - Skip >= Limit;

    /// <summary>Decodes the messages in a file, packet or segment.</summary>
    public void Decode(byte[] bytes, string place, long? stampNs) => Decode(bytes, 0, bytes.Length, place, stampNs);

    public void Decode(byte[] bytes, int offset, int length, string place, long? stampNs)
    {
        FrameSplit split = splitter.Split(bytes, offset, length);
        foreach (FrameSlice frame in split.Frames)
        {
            if (IsDone)
            {
                return;
            }

            bool isShown = framesSeen >= Skip;
            FrameOrigin origin = new(framesSeen++, place, stampNs);
            if (isShown)
            {
                SbeDecoded decoded = schemas.Decode(bytes, frame.Offset, frame.Length);
                statuses[decoded.Status] = statuses.GetValueOrDefault(decoded.Status) + 1;
                view.Show(origin, decoded, frame.Length);
            }
        }

        if (split.Fault.Length > 0)
        {
            Fault(place.Length > 0 ? $"{place}: {split.Fault}" : split.Fault);
        }
    }

    /// <summary>Notes damage of the input that is not inside a frame; the first ones are told at the end.</summary>
    public void Fault(string what)
    {
        const int told = 10;
        faultCount++;
        if (faults.Count < told)
        {
            faults.Add(what);
        }
    }

    /// <summary>Says what was not as it should be; the answer is an <see cref="ExitCode"/>.</summary>
    public int Finish(TextWriter error)
    {
        foreach (string fault in faults)
        {
            error.Write($"sbe: {fault}\n");
        }

        if (faultCount > faults.Count)
        {
            error.Write($"sbe: and {(faultCount - faults.Count).ToString(CultureInfo.InvariantCulture)} more\n");
        }

        bool isWrong = faultCount > 0;
        foreach ((SbeStatus status, long count) in statuses)
        {
            isWrong |= status != SbeStatus.Ok;
            if (status != SbeStatus.Ok)
            {
                error.Write($"sbe: {count} frames {status}\n");
            }
        }

        if (isWrong)
        {
            return ExitCode.Wrong;
        }

        if (statuses.Count == 0)
        {
            error.Write("sbe: no frame\n");
            return ExitCode.Inconclusive;
        }

        return ExitCode.Good;
    }
}
