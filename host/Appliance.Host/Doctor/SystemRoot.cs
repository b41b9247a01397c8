using System;
using System.IO;

namespace Appliance.Host.Doctor;

/// <summary>
/// The system's own files under a root folder: / here, a folder of made-up files in tests. Nothing that is missing,
/// forbidden or odd throws; it is null.
/// </summary>
internal sealed class SystemRoot(string root, Func<string, long?> freeBytes)
{
    private const int BytesMax = 1 << 20;

    /// <summary>This machine.</summary>
    public static SystemRoot OfThisMachine() => new("/", FreeBytes);

    /// <summary>The text of a file without space around it; null when it cannot be read.</summary>
    public string? Text(string path)
    {
        try
        {
            // Files of the kernel have no length to ask for beforehand.
            using FileStream file = new(Path.Combine(root, path.TrimStart('/')), FileMode.Open, FileAccess.Read);
            byte[] bytes = new byte[BytesMax];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, length)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The lines of a file; none when it cannot be read.</summary>
    public string[] Lines(string path) => Text(path)?.Split('\n') ?? [];

    /// <summary>The text behind NAME: on its own line; null when there is none.</summary>
    public string? Field(string path, string name)
    {
        foreach (string line in Lines(path))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Trim() == name)
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    public bool Exists(string path)
    {
        string full = Path.Combine(root, path.TrimStart('/'));
        return File.Exists(full) || Directory.Exists(full);
    }

    /// <summary>Room on the file system of a folder, in bytes; null when it is not there.</summary>
    public long? Free(string path) => freeBytes(Path.Combine(root, path.TrimStart('/')));

    private static long? FreeBytes(string path)
    {
        try
        {
            return Directory.Exists(path) ? new DriveInfo(path).AvailableFreeSpace : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
