using System;
using System.IO;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tool.Schemas;

/// <summary>
/// Included files from the disk. A schema comes from anywhere, so it reaches only its own folder and what is below
/// it: no href leads out of there.
/// </summary>
internal sealed class FolderFiles(string schemaFile) : ISbeFiles
{
    private readonly string root = Folder(Path.GetFullPath(schemaFile));

    /// <inheritdoc/>
    public bool TryRead(string fromFile, string href, out string file, out byte[] bytes)
    {
        file = href;
        bytes = [];
        try
        {
            string full = Path.GetFullPath(Path.Combine(Folder(Path.GetFullPath(fromFile)), href));
            if (!full.StartsWith(root, StringComparison.Ordinal) || !File.Exists(full))
            {
                return false;
            }

            file = Path.Combine(Path.GetDirectoryName(fromFile) ?? string.Empty, href);
            bytes = InputFile.ReadAll(full, SbeLimits.FileBytesMax);
            return true;
        }
        catch (Exception fault) when (fault is UsageException || InputFile.IsOfTheWorld(fault))
        {
            return false;
        }
    }

    private static string Folder(string fullPath) => Path.GetDirectoryName(fullPath) + Path.DirectorySeparatorChar;
}
