using System.Runtime.CompilerServices;
using System.Threading;

namespace Appliance.Telemetry;

/// <summary>One counter of a <see cref="CounterSet{TName}"/>: one thread writes it, any thread reads it.</summary>
public readonly struct Counter
{
    private readonly long[] values;
    private readonly int index;

    internal Counter(long[] values, int index)
    {
        this.values = values;
        this.index = index;
    }

    public long Value => Volatile.Read(ref values[index]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment() => Add(1);

    /// <summary>A counter wraps rather than fails: no number of events may stop the process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long amount) => Volatile.Write(ref values[index], unchecked(values[index] + amount));

    /// <summary>For gauges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long value) => Volatile.Write(ref values[index], value);
}
