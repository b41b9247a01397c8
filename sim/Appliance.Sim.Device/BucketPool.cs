using System;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>
/// A bounded number of buckets for all groups, each known by its slot number. Free ones form a list through the
/// buckets themselves, last given back first taken: which slot a group gets follows from the commands alone.
/// </summary>
internal sealed unsafe class BucketPool : IDisposable
{
    private const int None = -1;
    private int free = None;

    public BucketPool(long buckets)
    {
        First = (GroupBucket*)HostMemory.Allocate((nuint)(buckets * sizeof(GroupBucket)));
        for (long slot = buckets - 1; slot >= 0; slot--)
        {
            Give((int)slot);
        }
    }

    /// <summary>The bucket of slot 0; the others follow it.</summary>
    public GroupBucket* First { get; }

    public bool IsEmpty => free == None;

    public int Take()
    {
        int slot = free;
        Check.That(slot != None);
        free = First[slot].Underlying;
        return slot;
    }

    public void Give(int slot)
    {
        First[slot].Underlying = free;
        free = slot;
    }

    public void Dispose() => HostMemory.Free(First);
}
