using System;
using System.IO;
using System.Security;

namespace Appliance.Transport;

/// <summary>Opens files and gives what the world did wrong as one line instead of an exception.</summary>
internal static class CaptureFile
{
    public static bool TryOpen(string path, FileMode mode, FileAccess access, out FileStream? stream, out string error)
    {
        stream = null;
        error = string.Empty;
        try
        {
            if (Directory.Exists(path))
            {
                error = $"cannot open '{path}': it is a directory";
                return false;
            }

            // No buffer of its own: reader and writer keep theirs, and a write goes out when they say so.
            FileShare share = access == FileAccess.Read ? FileShare.ReadWrite : FileShare.Read;
            stream = new FileStream(path, mode, access, share, bufferSize: 0, FileOptions.SequentialScan);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or SecurityException)
        {
            error = $"cannot open '{path}': {Describe(fault)}";
            return false;
        }
    }

    private static string Describe(Exception fault) => fault switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        UnauthorizedAccessException => "no permission",
        _ => fault.Message.ReplaceLineEndings(" "),
    };
}
