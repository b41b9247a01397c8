namespace Appliance.Sim.Exchange;

/// <summary>Traders' orders on the book, in no order, for picking one at random in one step.</summary>
internal sealed class RestingList
{
    private readonly OrderPool pool;
    private readonly int[] slots = new int[OrderPool.Capacity];

    public RestingList(OrderPool pool) => this.pool = pool;

    public int Count { get; private set; }

    public int this[int index] => slots[index];

    public void Add(int slot)
    {
        pool[slot].Resting = Count;
        slots[Count++] = slot;
    }

    public void Remove(int slot)
    {
        int hole = pool[slot].Resting;
        int last = slots[--Count];
        slots[hole] = last;
        pool[last].Resting = hole;
        pool[slot].Resting = OrderPool.None;
    }
}
