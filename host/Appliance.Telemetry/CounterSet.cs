using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// A fixed set of counters named by an enum of int whose values are 0, 1, 2 and so on without a gap. One thread
/// writes a counter, any thread reads; nothing is allocated after construction.
/// </summary>
public sealed class CounterSet<TName>
    where TName : unmanaged, Enum
{
    private readonly long[] values;
    private readonly string[] names;

    public CounterSet()
    {
        Check.That(Enum.GetUnderlyingType(typeof(TName)) == typeof(int));
        names = Enum.GetNames<TName>();
        values = new long[names.Length];
        TName[] declared = Enum.GetValues<TName>();
        for (int index = 0; index < declared.Length; index++)
        {
            Check.That(Unsafe.BitCast<TName, int>(declared[index]) == index);
        }
    }

    public int Count => values.Length;

    /// <summary>The enum's names, in the order of the values.</summary>
    public ReadOnlySpan<string> Names => names;

    /// <summary>The counter's value now.</summary>
    public long this[TName name] => Volatile.Read(ref values[IndexOf(name)]);

    /// <summary>A handle that skips the look-up, for a stage to keep.</summary>
    public Counter Of(TName name)
    {
        int index = IndexOf(name);
        Check.That((uint)index < (uint)values.Length);
        return new Counter(values, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(TName name) => Add(name, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TName name, long amount)
    {
        ref long value = ref values[IndexOf(name)];
        Volatile.Write(ref value, unchecked(value + amount));
    }

    /// <summary>For gauges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(TName name, long value) => Volatile.Write(ref values[IndexOf(name)], value);

    /// <summary>Copies every value, each read on its own: the set is not one instant.</summary>
    public void CopyTo(Span<long> target)
    {
        Check.That(values.Length <= target.Length);
        for (int index = 0; index < values.Length; index++)
        {
            target[index] = Volatile.Read(ref values[index]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(TName name) => Unsafe.BitCast<TName, int>(name);
}
