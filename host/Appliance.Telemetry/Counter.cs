using System.Runtime.CompilerServices;
using System.Threading;
using Appliance.Core;

namespace Appliance.Telemetry;

/// <summary>
/// One 64-bit value of a <see cref="CounterBlock"/>: one thread writes it, anybody reads it, in this process or in
/// another. Writing is a load and an aligned store; it never calls the system and never allocates.
/// </summary>
public readonly unsafe struct Counter
{
    private readonly long* address;

    // Keeps the memory mapped for as long as anybody can write to it.
    private readonly CounterMemory memory;

    internal Counter(CounterMemory memory, long offsetBytes)
    {
        Check.That(offsetBytes >= 0 && offsetBytes % sizeof(long) == 0);
        Check.That(offsetBytes + sizeof(long) <= memory.LengthBytes);
        this.memory = memory;
        address = memory.Address + (offsetBytes / sizeof(long));
    }

    public long Value => Volatile.Read(ref *address);

    /// <summary>The block it lives in is alive.</summary>
    public bool IsBound => memory is not null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment() => Add(1);

    /// <summary>A counter wraps rather than fails: no number of events may stop the process.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long amount) => Volatile.Write(ref *address, unchecked(*address + amount));

    /// <summary>For gauges. Release: who reads the value also sees what was written before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long value) => Volatile.Write(ref *address, value);
}
