using System.IO;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests;

/// <summary>Included files from the disk, beside the file that includes them.</summary>
internal sealed class DiskFiles : ISbeFiles
{
    public bool TryRead(string fromFile, string href, out string file, out byte[] bytes)
    {
        file = Path.Combine(Path.GetDirectoryName(fromFile)!, href);
        bytes = File.Exists(file) ? File.ReadAllBytes(file) : [];
        return File.Exists(file);
    }
}
