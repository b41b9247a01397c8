using Appliance.Transport;

namespace Appliance.Host.Running;

/// <summary>Reads a capture to its end. Whole: every frame is intact and the file ends where one does.</summary>
public static class CaptureVerifier
{
    public static CaptureReport Verify(string path)
    {
        if (!CaptureReader.TryOpen(path, out CaptureReader? reader, out string error))
        {
            throw new UsageException($"--capture: {error}");
        }

        using (reader)
        {
            while (reader.TryReceive(out _))
            {
            }

            bool isWhole = reader.End.Kind == CaptureEndKind.Clean;
            return new CaptureReport(isWhole, reader.FramesRead, reader.ByteOffset, reader.End.ToString());
        }
    }
}
