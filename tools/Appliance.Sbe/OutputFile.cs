using System;
using System.IO;

namespace Appliance.Sbe.Tool;

/// <summary>Files that the tool writes: UTF-8, line feeds, no byte order mark.</summary>
internal static class OutputFile
{
    /// <summary>Writes or replaces a file, and makes its folder where there is none.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, text);
        }
        catch (Exception fault) when (InputFile.IsOfTheWorld(fault))
        {
            throw new UsageException($"cannot write {path}: {InputFile.Describe(fault)}");
        }
    }
}
