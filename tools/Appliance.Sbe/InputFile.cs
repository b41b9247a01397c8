using System;
using System.IO;
using System.Security;

namespace Appliance.Sbe.Tool;

/// <summary>Files that the command line names. What the world did wrong with them becomes one line.</summary>
internal static class InputFile
{
    /// <summary>The whole file.</summary>
    /// <exception cref="UsageException">It cannot be read, or is longer than the bound.</exception>
    public static byte[] ReadAll(string path, long bytesMax)
    {
        using FileStream stream = Open(path);
        if (stream.Length > bytesMax)
        {
            throw new UsageException($"{path} has {stream.Length} bytes, at most {bytesMax} are read");
        }

        byte[] bytes = new byte[stream.Length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <exception cref="UsageException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? throw new UsageException($"{path} is a directory")
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception fault) when (IsOfTheWorld(fault))
        {
            throw new UsageException($"cannot read {path}: {Describe(fault)}");
        }
    }

    /// <summary>Whether a file could not be reached, as opposed to a fault of the tool.</summary>
    public static bool IsOfTheWorld(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
            or SecurityException;

    public static string Describe(Exception fault) => fault switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        UnauthorizedAccessException => "no permission",
        _ => fault.Message.ReplaceLineEndings(" "),
    };
}
