using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace Appliance.Sbe.Fuzz;

/// <summary>The number of the input that is being tried, in a mapped file.</summary>
internal sealed class InputNote : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    public InputNote(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, sizeof(long));
        view = file.CreateViewAccessor(0, sizeof(long));
    }

    public void Set(long input) => view.Write(0, input);

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
