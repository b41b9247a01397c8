using System.IO;
using System.Text;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Reads text as if it were a file.</summary>
internal static class Hostile
{
    public static SpanReading Read(string text, SpanLimits? limits = null) =>
        Read(Encoding.UTF8.GetBytes(text), limits);

    public static SpanReading Read(byte[] bytes, SpanLimits? limits = null)
    {
        using MemoryStream stream = new(bytes);
        return SpanReader.Read(stream, limits ?? SpanLimits.Default);
    }
}
