using System;
using System.IO;
using Appliance.Transport;

namespace Appliance.Capture;

/// <summary>capture cut: the first bytes of a file as they are, to try what a crash or a full disk leaves.</summary>
internal static class CutVerbAction
{
    public static int Run(string path, string target, long bytes, TextWriter output, TextWriter error)
    {
        // Held against writers, so that naming the input as the output cannot empty it.
        const FileAccess read = FileAccess.Read;
        if (!CaptureFile.TryOpen(path, FileMode.Open, read, FileShare.Read, out FileStream? from, out string reason))
        {
            error.WriteLine($"capture: {reason}");
            return ExitCode.Wrong;
        }

        using (from)
        {
            if (bytes > from.Length)
            {
                error.WriteLine($"capture: '{path}' has only {from.Length} bytes, {bytes} were asked for");
                return ExitCode.Wrong;
            }

            const FileAccess write = FileAccess.Write;
            if (!CaptureFile.TryOpen(target, FileMode.Create, write, FileShare.None, out FileStream? to, out reason))
            {
                error.WriteLine($"capture: {reason}");
                return ExitCode.Wrong;
            }

            using (to)
            {
                return Copy(from, to, bytes, output, error);
            }
        }
    }

    private static int Copy(FileStream from, FileStream to, long bytes, TextWriter output, TextWriter error)
    {
        byte[] buffer = new byte[1 << 16];
        long left = bytes;
        try
        {
            while (left > 0)
            {
                int got = from.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (got == 0)
                {
                    error.WriteLine($"capture: the input shrank, {left} bytes are missing");
                    return ExitCode.Wrong;
                }

                to.Write(buffer, 0, got);
                left -= got;
            }
        }
        catch (IOException fault)
        {
            error.WriteLine($"capture: cannot copy: {fault.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Wrong;
        }

        output.WriteLine($"bytes written  {bytes}");
        return ExitCode.Good;
    }
}
