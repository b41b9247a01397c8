using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// Groups a scan brought up, in the public order: lowest E/MMR first by cross-multiplication, ties to the lower id; a
/// group without a requirement comes before all. Filled whole, then taken one by one. Sized once.
/// </summary>
internal sealed class AttentionQueue
{
    private readonly Entry[] heap;
    private int count;

    public AttentionQueue(int capacity) => heap = new Entry[capacity];

    public int Count => count;

    /// <summary>Account at a place of the heap, for the state hash.</summary>
    public uint At(int index) => heap[index].Account;

    public void Add(uint account, long equityMicro, long maintenanceMicro)
    {
        Check.That(count < heap.Length);
        int child = count++;
        heap[child] = new Entry(account, equityMicro, maintenanceMicro);
        while (child > 0 && IsBefore(heap[child], heap[(child - 1) / 2]))
        {
            int parent = (child - 1) / 2;
            (heap[child], heap[parent]) = (heap[parent], heap[child]);
            child = parent;
        }
    }

    /// <summary>Takes the account that comes first; there must be one.</summary>
    public uint Take()
    {
        Check.That(count > 0);
        uint first = heap[0].Account;
        heap[0] = heap[--count];
        int parent = 0;
        while (true)
        {
            int smallest = parent;
            for (int child = (2 * parent) + 1; child <= (2 * parent) + 2 && child < count; child++)
            {
                smallest = IsBefore(heap[child], heap[smallest]) ? child : smallest;
            }

            if (smallest == parent)
            {
                return first;
            }

            (heap[parent], heap[smallest]) = (heap[smallest], heap[parent]);
            parent = smallest;
        }
    }

    private static bool IsBefore(in Entry a, in Entry b)
    {
        if (a.Maintenance == 0 || b.Maintenance == 0)
        {
            bool isBoth = a.Maintenance == b.Maintenance;
            return isBoth ? a.Account < b.Account : a.Maintenance == 0;
        }

        Int128 left = (Int128)a.Equity * b.Maintenance;
        Int128 right = (Int128)b.Equity * a.Maintenance;
        return left < right || (left == right && a.Account < b.Account);
    }

    private readonly record struct Entry(uint Account, long Equity, long Maintenance);
}
