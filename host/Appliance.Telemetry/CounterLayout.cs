using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// Gives every counter its name and its place. Filled once at start, then fixed; the same calls give the same places.
/// </summary>
public sealed class CounterLayout
{
    private readonly List<CounterDescriptor> relative = [];
    private long usedBytes;

    /// <summary>What follows is written by another thread than what went before.</summary>
    public void NextWriter() => usedBytes = Align(usedBytes);

    public void Counter(string name, string label = "", CounterUnit unit = CounterUnit.Events) =>
        Add(name, label, CounterKind.Counter, unit);

    public void Gauge(string name, string label = "", CounterUnit unit = CounterUnit.Events) =>
        Add(name, label, CounterKind.Gauge, unit);

    public void Histogram(string name, string label = "", CounterUnit unit = CounterUnit.Nanoseconds) =>
        Add(name, label, CounterKind.Histogram, unit);

    /// <summary>Every line, with places counted from the start of the memory.</summary>
    internal IReadOnlyList<CounterDescriptor> Descriptors
    {
        get
        {
            List<CounterDescriptor> placed = [];
            foreach (CounterDescriptor descriptor in relative)
            {
                placed.Add(descriptor with { OffsetBytes = ValuesOffset + descriptor.OffsetBytes });
            }

            return placed;
        }
    }

    internal int Count => relative.Count;

    /// <summary>Header, table and values.</summary>
    internal long LengthBytes => Align(ValuesOffset + usedBytes);

    private long ValuesOffset =>
        Align(CounterFormat.HeaderBytes + ((long)relative.Count * CounterFormat.DescriptorBytes));

    private static long Align(long bytes) =>
        (bytes + CounterFormat.WriterAlignmentBytes - 1) & ~(long)(CounterFormat.WriterAlignmentBytes - 1);

    private void Add(string name, string label, CounterKind kind, CounterUnit unit)
    {
        Check.That(IsWord(name, isLabel: false) && (label.Length == 0 || IsWord(label, isLabel: true)));
        foreach (CounterDescriptor other in relative)
        {
            Check.That(other.Name != name || (other.Label != label && other.Kind == kind && other.Unit == unit));
        }

        relative.Add(new CounterDescriptor(name, label, kind, unit, usedBytes));
        usedBytes += CounterDescriptor.SizeOf(kind);
        Check.That(relative.Count <= Limits.CountersMax && LengthBytes <= Limits.CounterFileBytesMax);
    }

    /// <summary>A name: a letter, then letters, digits and underscores. A label: KEY=VALUE of two of those.</summary>
    internal static bool IsWord(string text, bool isLabel)
    {
        int equals = isLabel ? text.IndexOf('=', System.StringComparison.Ordinal) : text.Length;
        if (text.Length > CounterFormat.WordBytes || equals < 1 || equals == text.Length - 1)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isPart = char.IsAsciiLetterOrDigit(c) || c == '_' || (i == equals && c == '=');
            bool isValue = i > equals && c is '-' or '.' or '/';
            if (!isPart && !isValue)
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }
}
