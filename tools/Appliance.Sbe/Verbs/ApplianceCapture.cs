using System;
using System.IO;
using Appliance.Transport;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>Captures of the appliance: what <c>run --record</c> and the importers write.</summary>
internal static class ApplianceCapture
{
    private static readonly byte[] Magic = "MAPCAP"u8.ToArray();

    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static bool IsCapture(string path)
    {
        using FileStream stream = InputFile.Open(path);
        byte[] start = new byte[Magic.Length];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return read == start.Length && start.AsSpan().SequenceEqual(Magic);
    }

    public static void Decode(string path, DecodeRun run)
    {
        using CaptureReader reader = new(InputFile.Open(path));
        while (!run.IsDone && reader.TryReceive(out Frame frame))
        {
            run.Decode(frame.Bytes.ToArray(), $"stream {frame.StreamId}", frame.StampNs);
        }

        if (reader.IsDrained && reader.End.Kind != CaptureEndKind.Clean)
        {
            run.Fault($"{path}: {reader.End}");
        }
    }
}
