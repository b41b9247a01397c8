using System.Collections.Generic;
using System.IO;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Capture;

/// <summary>capture info: reads a capture to its end and describes it. An end that is not clean is wrong.</summary>
internal static class InfoVerbAction
{
    private const long NsPerSecond = 1_000_000_000;

    public static int Run(string path, TextWriter output, TextWriter error)
    {
        if (!CaptureReader.TryOpen(path, out CaptureReader? reader, out string reason))
        {
            error.WriteLine($"capture: {reason}");
            return ExitCode.Wrong;
        }

        using (reader)
        {
            Describe(reader, output);
            if (reader.End.Kind == CaptureEndKind.Clean)
            {
                return ExitCode.Good;
            }

            error.WriteLine($"capture: '{path}': {reader.End}");
            return ExitCode.Wrong;
        }
    }

    private static void Describe(CaptureReader reader, TextWriter output)
    {
        var kinds = new SortedDictionary<(ushort Stream, ushort Schema, ushort Template), long>();
        long headless = 0;
        long firstNs = 0;
        long lastNs = 0;
        while (reader.TryReceive(out Frame frame))
        {
            firstNs = reader.FramesRead == 1 ? frame.StampNs : firstNs;
            lastNs = frame.StampNs;
            if (MessageHeader.TryRead(frame.Bytes, out MessageHeader header) != SbeStatus.Ok)
            {
                headless++;
                continue;
            }

            var kind = (frame.StreamId, header.SchemaId, header.TemplateId);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        output.WriteLine($"end            {reader.End}");
        output.WriteLine($"frames         {reader.FramesRead}");
        output.WriteLine($"first stamp ns {firstNs}");
        output.WriteLine($"last stamp ns  {lastNs}");
        System.Int128 spanNs = (System.Int128)lastNs - firstNs;
        output.WriteLine($"span           {spanNs / NsPerSecond}.{System.Int128.Abs(spanNs % NsPerSecond):D9} s");
        foreach (((ushort stream, ushort schema, ushort template), long count) in kinds)
        {
            output.WriteLine($"stream {stream} schema {schema} template {template}: {count}");
        }

        if (headless > 0)
        {
            output.WriteLine($"without a message header: {headless}");
        }
    }
}
