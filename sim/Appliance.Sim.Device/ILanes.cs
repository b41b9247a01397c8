namespace Appliance.Sim.Device;

/// <summary>
/// A row of int64 in one vector register: what kernels are written over. Sums wrap; callers bound them.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Numbers in one row; divides 8.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf All(long value);

    static abstract TSelf Load(long* from);

    static abstract void Store(TSelf row, long* to);

    /// <summary>Past the caches, to a whole aligned row of memory that is not read soon.</summary>
    static abstract void Stream(TSelf row, long* to);

    static abstract long Element(TSelf row, int index);

    static abstract TSelf Add(TSelf a, TSelf b);

    static abstract TSelf Subtract(TSelf a, TSelf b);

    static abstract TSelf Multiply(TSelf a, TSelf b);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>Per lane: where the sign is negative the first, else the second.</summary>
    static abstract TSelf Choose(TSelf sign, TSelf negative, TSelf otherwise);

    /// <summary>The row with its last two lanes zero.</summary>
    static abstract TSelf WithoutLastTwo(TSelf row);

    static abstract long MaxAcross(TSelf row);

    /// <summary>Bit k is set where a is below b in lane k.</summary>
    static abstract uint Below(TSelf a, TSelf b);

    /// <summary>
    /// Sum of the four largest of all lanes of four rows, each lane's in descending order and none negative.
    /// </summary>
    static abstract long SumTop4(TSelf t0, TSelf t1, TSelf t2, TSelf t3);
}
