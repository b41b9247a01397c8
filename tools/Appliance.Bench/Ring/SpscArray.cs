using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Disruptor;

namespace Appliance.Bench.Ring;

/// <summary>
/// The least that passes events from one thread to another: an array, two indexes, and a copy of the other side's index
/// on each side. No stages, no batches, no wiring: what a ring's generality is measured against.
/// </summary>
internal sealed unsafe class SpscArray<T>(int slots) : IDisposable
    where T : unmanaged, IRelayEvent
{
    private readonly UnmanagedRingBufferMemory memory = UnmanagedRingBufferMemory.Allocate(slots, sizeof(T));
    private readonly int mask = slots - 1;
    private PaddedWord written;
    private PaddedWord read;
    private PaddedWord readAsWriterKnows;

    public T* First => (T*)memory.PointerToFirstEvent;

    /// <summary>Reads done so far.</summary>
    public ref long Read => ref read.Value;

    /// <summary>Writes numbers and shows them to the reader so many at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Write(long number, int count, int batch, RelaySetting setting)
    {
        T* first = First;
        long next = written.Value;
        for (int n = 0; n < count; n += batch)
        {
            int looks = 0;
            while (next + batch - readAsWriterKnows.Value > slots)
            {
                // Acquire: the reads of the slots are done.
                readAsWriterKnows.Value = Volatile.Read(ref read.Value);
                setting.Pause(ref looks);
            }

            for (int i = 0; i < batch; i++) first[next++ & mask].Number = number++;
            // Release: the slots are written.
            Volatile.Write(ref written.Value, next);
        }
    }

    /// <summary>What can be read; equal to what was read when there is nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Readable() => Volatile.Read(ref written.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long At(long index) => First[index & mask].Number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetRead(long index) => Volatile.Write(ref read.Value, index);

    public void Dispose() => memory.Dispose();
}
