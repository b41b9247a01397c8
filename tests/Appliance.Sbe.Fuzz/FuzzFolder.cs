using System;
using System.IO;
using System.Reflection;

namespace Appliance.Sbe.Fuzz;

/// <summary>What a run hands to the process that may crash: two assemblies, and a note of the input it is at.</summary>
internal sealed class FuzzFolder(string path)
{
    private string Fast => System.IO.Path.Combine(path, "fast.bin");

    private string Safe => System.IO.Path.Combine(path, "safe.bin");

    private string Note => System.IO.Path.Combine(path, "input.bin");

    public string Path => path;

    public static FuzzFolder Create() => new(Directory.CreateTempSubdirectory("sbe-fuzz-").FullName);

    public void Write(byte[] fast, byte[] safe)
    {
        File.WriteAllBytes(Fast, fast);
        File.WriteAllBytes(Safe, safe);
        File.WriteAllBytes(Note, new byte[sizeof(long)]);
    }

    public Assembly LoadFast() => Assembly.Load(File.ReadAllBytes(Fast));

    public Assembly LoadSafe() => Assembly.Load(File.ReadAllBytes(Safe));

    /// <summary>The note as mapped memory: it outlives the process that writes it.</summary>
    public InputNote OpenNote() => new(Note);

    public long ReadNote() => BitConverter.ToInt64(File.ReadAllBytes(Note));

    public void Delete() => Directory.Delete(path, recursive: true);
}
