using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Collateral assets: live prices, and the balance of every group in one dense column an asset, so that a new price
/// walks memory in order. A group's mask in its head says which of its balances are not zero.
/// </summary>
internal sealed unsafe class AssetTable : IDisposable
{
    private const long BalanceUnits = 100_000_000;

    private readonly int groups;
    private readonly long*[] balances = new long*[Limits.AssetsMax];
    private readonly MarkTable prices = new(Limits.AssetsMax);

    public AssetTable(int groups) => this.groups = groups;

    /// <summary>Assets of the newest epoch.</summary>
    public int Count { get; private set; }

    public MarkTable Prices => prices;

    /// <summary>Bytes of all balances.</summary>
    public long TotalBytes => Count * (long)groups * sizeof(long);

    public bool IsKnown(int asset) => asset >= 0 && asset < Count;

    /// <summary>Assets that are new to the device begin at the snapshot's price; known ones keep theirs.</summary>
    public void Follow(RiskSnapshot snapshot)
    {
        Check.That(snapshot.Assets.Length >= Count);
        for (; Count < snapshot.Assets.Length; Count++)
        {
            balances[Count] = (long*)HostMemory.Allocate((nuint)groups * sizeof(long));
            prices.Set(Count, snapshot.Assets[Count].PriceMicro, 0);
        }
    }

    /// <summary>Balance by group, 1e-8 units.</summary>
    public long* Balances(int asset) => balances[asset];

    public void SetBalance(GroupHeader* header, int asset, long units)
    {
        balances[asset][header->Group] = units;
        uint bit = 1u << asset;
        header->AssetMask = units == 0 ? header->AssetMask & ~bit : header->AssetMask | bit;
    }

    /// <summary>Exact worth of a balance at a price, rounded towards less, before credit and haircut.</summary>
    public static Int128 ValueDown(long units, long priceMicro) =>
        FixedPoint.FloorDiv((Int128)units * priceMicro, (Int128)BalanceUnits);

    /// <summary>What a balance adds to equity: the credit of what is owned, or minus a debt with its haircut.</summary>
    public static Int128 Worth(AssetRow risk, long units, long priceMicro)
    {
        if (units >= 0)
        {
            return risk.Credit.Length == 0
                ? Int128.Zero
                : Affine.MinAffine(ValueDown(units, priceMicro), risk.Credit);
        }

        Int128 owed = FixedPoint.CeilDiv((Int128)units * -priceMicro, (Int128)BalanceUnits);
        return -FixedPoint.MulCeilWide(owed, Rate.One.Q32 + risk.DebtHaircutQ32);
    }

    public void Dispose()
    {
        for (int a = 0; a < Count; a++)
        {
            HostMemory.Free(balances[a]);
        }
    }
}
