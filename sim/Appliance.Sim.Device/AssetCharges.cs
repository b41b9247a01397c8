using System;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// What collateral assets add to a requirement: WWR and their part of ORACLE (MARGIN.md section 5). Requirements are
/// only made on the newest epoch, so its tables are all that is needed.
/// </summary>
internal sealed unsafe class AssetCharges
{
    private readonly GroupStore store;
    private readonly AssetTable assets;
    private EquityTables tables;

    public AssetCharges(GroupStore store, AssetTable assets, EquityTables tables)
    {
        this.store = store;
        this.assets = assets;
        this.tables = tables;
    }

    public void Follow(EquityTables newest) => tables = newest;

    /// <summary>Whether any asset of the group adds to its requirement.</summary>
    public bool HasAny(GroupHeader* header) => (header->AssetMask & (tables.WrongWayMask | tables.OracleMask)) != 0;

    /// <summary>
    /// sum MulCeil(min(V_a, pos(X_u(a)[side_a])), omega_a). Each term is at most gabs, there are at most
    /// Limits.AssetsMax of them: the bound of <see cref="RequirementScale"/> counts them.
    /// </summary>
    public Int128 WrongWay(GroupHeader* header, MarginKind kind)
    {
        Int128 sum = Int128.Zero;
        uint mask = tables.WrongWayMask == 0 ? 0 : header->AssetMask & tables.WrongWayMask;
        for (; mask != 0; mask &= mask - 1)
        {
            int asset = BitOperations.TrailingZeroCount(mask);
            AssetRow risk = tables.Assets[asset];
            int index = store.FindBucket(header, risk.WrongWayUnderlying);
            if (index < 0)
            {
                continue;
            }

            GroupBucket* bucket = store.Bucket(header, index);
            long* x = kind == MarginKind.Initial ? GroupStore.BucketW(bucket) : GroupStore.BucketL(bucket);
            long delta = x[risk.WrongWayEntry];
            Int128 matched = Int128.Min(Value(header, asset, risk), (Int128)FixedPoint.Pos(delta));
            sum += FixedPoint.MulCeilWide(matched, risk.WrongWayQ32);
        }

        return sum;
    }

    /// <summary>sum MulCeil(V_a, oracle_a).</summary>
    public Int128 Oracle(GroupHeader* header)
    {
        Int128 sum = Int128.Zero;
        uint mask = tables.OracleMask == 0 ? 0 : header->AssetMask & tables.OracleMask;
        for (; mask != 0; mask &= mask - 1)
        {
            int asset = BitOperations.TrailingZeroCount(mask);
            AssetRow risk = tables.Assets[asset];
            sum += FixedPoint.MulCeilWide(Value(header, asset, risk), risk.OracleQ32);
        }

        return sum;
    }

    // V_a at the price of the epoch; nothing for what is owed.
    private Int128 Value(GroupHeader* header, int asset, AssetRow risk)
    {
        long units = assets.Balances(asset)[header->Group];
        return units <= 0 ? Int128.Zero : AssetTable.ValueDown(units, risk.PriceMicro);
    }
}
