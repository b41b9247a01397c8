using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Security;

namespace Appliance.Transport;

/// <summary>Opens files and gives what the world did wrong as one line instead of an exception.</summary>
public static class CaptureFile
{
    /// <summary>
    /// False with a one-line <paramref name="error"/> when it cannot be opened. The stream has no buffer of its own:
    /// a write goes out when the caller says so.
    /// </summary>
    public static bool TryOpen(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        [NotNullWhen(true)] out FileStream? stream,
        out string error)
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
