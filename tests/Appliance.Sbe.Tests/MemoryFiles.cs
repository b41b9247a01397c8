using System.Collections.Generic;
using System.Text;
using Appliance.Sbe.Reading;

namespace Appliance.Sbe.Tests;

/// <summary>Included files from memory, by the name that the include says.</summary>
internal sealed class MemoryFiles : ISbeFiles
{
    private readonly Dictionary<string, byte[]> files = [];

    public MemoryFiles Add(string name, string text)
    {
        files.Add(name, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public bool TryRead(string fromFile, string href, out string file, out byte[] bytes)
    {
        file = href;
        bytes = files.GetValueOrDefault(href, []);
        return files.ContainsKey(href);
    }
}
