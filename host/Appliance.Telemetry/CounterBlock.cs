using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// The counters of a layout in memory: handles for those who count. Everything is found by name at start; what a handle
/// does afterwards is one load and one store.
/// </summary>
public sealed class CounterBlock
{
    private readonly IReadOnlyList<CounterDescriptor> descriptors;

    internal CounterBlock(CounterLayout layout, CounterMemory memory)
    {
        Check.That(layout.LengthBytes == memory.LengthBytes);
        descriptors = layout.Descriptors;
        Memory = memory;
    }

    /// <summary>For a process that shows its counters to nobody: tests, warm-up, a run that was asked not to.</summary>
    public static CounterBlock Private(CounterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new CounterBlock(layout, CounterMemory.Private(layout.LengthBytes));
    }

    /// <summary>Readable by other processes.</summary>
    public bool IsShared => Memory.IsShared;

    internal CounterMemory Memory { get; }

    /// <summary>A counter or gauge of the layout.</summary>
    public Counter Counter(string name, string label = "")
    {
        CounterDescriptor descriptor = Find(name, label);
        Check.That(descriptor.Kind is CounterKind.Counter or CounterKind.Gauge);
        return new Counter(Memory, descriptor.OffsetBytes);
    }

    /// <summary>A histogram of the layout, empty. Asked for once: two writers would be two too many.</summary>
    public LatencyHistogram Histogram(string name, string label = "")
    {
        CounterDescriptor descriptor = Find(name, label);
        Check.That(descriptor.Kind == CounterKind.Histogram);
        return new LatencyHistogram(Memory, descriptor.OffsetBytes);
    }

    private CounterDescriptor Find(string name, string label)
    {
        foreach (CounterDescriptor descriptor in descriptors)
        {
            if (descriptor.Name == name && descriptor.Label == label)
            {
                return descriptor;
            }
        }

        throw new CheckFailedException($"check failed: the layout has no {name} {label}");
    }
}
