using System.IO;
using Appliance.Host.Running;
using Appliance.Margin.Control.Span;

namespace Appliance.Host.Risk;

/// <summary>A clearing house's file from disk to a model; everything that can be wrong with it is bad usage.</summary>
internal static class SpanFiles
{
    public static SpanFile Read(string option, string file)
    {
        using FileStream stream = InputFile.Open(option, file);
        SpanReading reading = SpanReader.Read(stream, SpanLimits.Default);
        return reading.File ?? throw new UsageException($"{file}: {reading.Fault}");
    }

    public static (SpanImported Imported, SpanModel Model) Import(string path, SpanFile file, bool isComputing)
    {
        SpanImported imported = SpanImport.Build(file, isComputing);
        JsonFile.Refuse(path, imported.Faults);
        return (imported, imported.Model!);
    }
}
