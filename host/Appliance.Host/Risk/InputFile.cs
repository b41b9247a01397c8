using System;
using System.IO;
using Appliance.Host.Running;

namespace Appliance.Host.Risk;

/// <summary>Files that the user names: what cannot be opened or written is bad usage, said in one line.</summary>
internal static class InputFile
{
    public static FileStream Open(string option, string file)
    {
        if (Directory.Exists(file))
        {
            throw new UsageException($"{option}: {file} is a folder");
        }

        if (!File.Exists(file))
        {
            throw new UsageException($"{option}: {file} does not exist");
        }

        FileStream? stream = null;
        try
        {
            stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option}: {file} cannot be read", e);
        }

        if (!stream.CanSeek)
        {
            stream.Dispose();
            throw new UsageException($"{option}: {file} is not a plain file");
        }

        return stream;
    }

    /// <summary>Writes beside the file first, so that a full disk leaves no half of one.</summary>
    public static void Write(string option, string file, Action<Stream> write)
    {
        string partial = file + ".partial";
        try
        {
            using (FileStream stream = new(partial, FileMode.Create, FileAccess.Write))
            {
                write(stream);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException
            or FileNotFoundException or ArgumentException)
        {
            throw new UsageException($"{option}: {file} cannot be written", e);
        }
    }
}
