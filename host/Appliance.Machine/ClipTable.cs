using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>
/// When the first step of each large position under liquidation was sent. Sorted by account and instrument, sized
/// once; an account's entries go when its liquidation ends.
/// </summary>
internal sealed class ClipTable
{
    private readonly ulong[] keys;
    private readonly long[] firstStepNs;

    public ClipTable(int capacity)
    {
        keys = new ulong[capacity];
        firstStepNs = new long[capacity];
    }

    public int Count { get; private set; }

    public bool IsFull => Count == keys.Length;

    /// <summary>False when the position has had no first step.</summary>
    public bool TryFind(uint account, int instrument, out long stampNs)
    {
        int at = Place(account, instrument);
        stampNs = at < 0 ? 0 : firstStepNs[at];
        return at >= 0;
    }

    public void Add(uint account, int instrument, long stampNs)
    {
        int at = ~Place(account, instrument);
        Check.That(at >= 0 && !IsFull);
        Array.Copy(keys, at, keys, at + 1, Count - at);
        Array.Copy(firstStepNs, at, firstStepNs, at + 1, Count - at);
        keys[at] = Key(account, instrument);
        firstStepNs[at] = stampNs;
        Count++;
    }

    public void Forget(uint account)
    {
        int from = Start(account), to = Start(account + 1UL);
        Array.Copy(keys, to, keys, from, Count - to);
        Array.Copy(firstStepNs, to, firstStepNs, from, Count - to);
        Count -= to - from;
    }

    /// <summary>One entry in order, for the state hash.</summary>
    public (ulong Key, long StampNs) At(int index) => (keys[index], firstStepNs[index]);

    private int Place(uint account, int instrument) =>
        Array.BinarySearch(keys, 0, Count, Key(account, instrument));

    private int Start(ulong account)
    {
        int at = Array.BinarySearch(keys, 0, Count, account << 32);
        return at < 0 ? ~at : at;
    }

    private static ulong Key(uint account, int instrument) => ((ulong)account << 32) | (uint)instrument;
}
