using System.Collections.Generic;
using System.Numerics;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Primary state of one group, nothing derived.</summary>
internal sealed class PlainGroup
{
    public PlainGroup(uint id, PlainEpoch epoch)
    {
        Id = id;
        Epoch = epoch;
        Balances = new BigInteger[epoch.Assets.Length];
    }

    public uint Id { get; }

    public PlainEpoch Epoch { get; set; }

    public MarginGroupKind Kind { get; init; }

    public bool IsStandard { get; init; }

    /// <summary>The instrument of an isolated group.</summary>
    public int Only { get; init; } = -1;

    /// <summary>The pool of a member.</summary>
    public uint Pool { get; init; }

    public ulong Lambda { get; init; }

    public WatchLevel Watch { get; set; }

    public BigInteger Cash { get; set; }

    public BigInteger Reserves { get; set; }

    public BigInteger[] Balances { get; private init; }

    /// <summary>By instrument; those of collateral instruments follow the balances.</summary>
    public SortedDictionary<int, PlainHolding> Held { get; private init; } = [];

    public PlainHolding this[int instrument]
    {
        get => Held.GetValueOrDefault(instrument);
        set
        {
            if (value.IsEmpty)
            {
                Held.Remove(instrument);
            }
            else
            {
                Held[instrument] = value;
            }
        }
    }

    public PlainGroup Clone() => new(Id, Epoch)
    {
        Kind = Kind,
        IsStandard = IsStandard,
        Only = Only,
        Pool = Pool,
        Lambda = Lambda,
        Watch = Watch,
        Cash = Cash,
        Reserves = Reserves,
        Balances = (BigInteger[])Balances.Clone(),
        Held = new SortedDictionary<int, PlainHolding>(Held),
    };

    /// <summary>The same with lots added to or taken from a working order.</summary>
    public PlainGroup WithWorking(int instrument, int side, long lots, BigInteger reserve)
    {
        PlainGroup next = Clone();
        PlainHolding h = next[instrument];
        next[instrument] = side > 0 ? h with { B = h.B + lots } : h with { S = h.S + lots };
        next.Reserves += reserve;
        return next;
    }
}
