using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>
/// All orders and requests alive, in one array. A ClOrdID is (counter, slot): ids of every account rise, none is used
/// twice, and the slot of an id is found without a table.
/// </summary>
internal sealed class OrderPool
{
    public const int SlotBits = 17;
    public const int Capacity = 1 << SlotBits;
    public const int None = -1;

    private readonly Order[] orders = new Order[Capacity];
    private readonly int[] free = new int[Capacity];
    private int freeCount = Capacity;
    private ulong nextCounter = 1;

    public OrderPool()
    {
        for (int i = 0; i < Capacity; i++)
        {
            free[i] = Capacity - 1 - i;
        }
    }

    public int FreeCount => freeCount;

    public ref Order this[int slot] => ref orders[slot];

    /// <summary>A cleared slot with a fresh id; the caller has seen that one is free.</summary>
    public int Take()
    {
        Check.That(freeCount > 0);
        int slot = free[--freeCount];
        ref Order order = ref orders[slot];
        Check.That(order.State == OrderState.Free);
        order = default;
        order.Id = (nextCounter++ << SlotBits) | (uint)slot;
        order.Quote = None;
        order.Resting = None;
        order.Before = None;
        order.Behind = None;
        return slot;
    }

    public void Free(int slot)
    {
        ref Order order = ref orders[slot];
        order.State = OrderState.Free;
        order.Id = 0;
        free[freeCount++] = slot;
        Check.That(freeCount <= Capacity);
    }

    /// <summary>The slot of a live order or request with this id, or <see cref="None"/>.</summary>
    public int Find(ulong id)
    {
        int slot = (int)(id & (Capacity - 1));
        return id != 0 && orders[slot].Id == id ? slot : None;
    }
}
