using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Device;

/// <summary>
/// Both valuations of MARGIN.md section 6 from scratch and exact. Combinations have no position and collateral
/// instruments no mark, so that they count for nothing without being asked about. All of it fits 128 bits: a position
/// is at most 2^87, an asset 2^83, a debt of it 2^123, and there are at most 64 and 32 of them.
/// </summary>
internal sealed unsafe class EquityValuation
{
    private readonly GroupStore store;
    private readonly MarkTable marks;
    private readonly AssetTable assets;
    private readonly bool[] isOption;

    public EquityValuation(GroupStore store, MarkTable marks, AssetTable assets, bool[] isOption)
    {
        this.store = store;
        this.marks = marks;
        this.assets = assets;
        this.isOption = isOption;
    }

    /// <summary>What a position adds to equity at a value per lot.</summary>
    public static Int128 Worth(EquityTables tables, int instrument, long lots, long valueMicro)
    {
        Int128 value = (Int128)lots * valueMicro;
        ulong weight = tables.OptionWeightQ32(instrument);
        return lots > 0 && weight != Rate.One.Q32 ? FixedPoint.MulFloorWide(value, weight) : value;
    }

    /// <summary>E_MM before the clamp.</summary>
    public Int128 ExactMaintenance(GroupHeader* header, EquityTables tables)
    {
        Int128 equity = header->CashMicro;
        GroupPosition* positions = store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            int instrument = positions[p].Instrument;
            equity += Worth(tables, instrument, positions[p].Q, marks.ValuesMicro[instrument]);
        }

        return equity + WorthOfAssets(header, tables, isInitial: false);
    }

    /// <summary>cash + sum Q * mark, no haircut: what conservation adds up.</summary>
    public Int128 Conserved(GroupHeader* header)
    {
        Int128 sum = header->CashMicro;
        GroupPosition* positions = store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            sum += (Int128)positions[p].Q * marks.ValuesMicro[positions[p].Instrument];
        }

        return sum;
    }

    /// <summary>E_IM before the clamp, given the sum of V over what is no option.</summary>
    public Int128 ExactInitial(GroupHeader* header, Int128 openValues, EquityTables tables)
    {
        Int128 rest = header->CashMicro + openValues;
        Int128 profit = -openValues;
        AddWorse(header, tables, ref rest, ref profit);
        return rest + Counted(profit, tables) + WorthOfAssets(header, tables, isInitial: true);
    }

    /// <summary>E_IM of a group without options or assets whose averages are the prices, from its E_MM.</summary>
    public static Int128 Weigh(Int128 equity, Int128 cash, Int128 openValues, EquityTables tables)
    {
        Int128 profit = equity - cash - openValues;
        return equity - profit + Counted(profit, tables);
    }

    // U_IM: a loss in full, a profit by its weight and up to its cap.
    private static Int128 Counted(Int128 profit, EquityTables tables) => profit <= Int128.Zero
        ? profit
        : Int128.Min(FixedPoint.MulFloorWide(profit, tables.ProfitWeightQ32), (Int128)tables.ProfitCapMicro);

    // Positions at the worse of mark and average: options beside cash, the others into unrealised profit.
    private void AddWorse(GroupHeader* header, EquityTables tables, ref Int128 rest, ref Int128 profit)
    {
        GroupPosition* positions = store.Positions(header);
        for (int p = 0; p < header->PositionCount; p++)
        {
            int instrument = positions[p].Instrument;
            long worse = marks.WorseMicro(instrument, positions[p].Q);
            Int128 worth = Worth(tables, instrument, positions[p].Q, worse);
            rest += isOption[instrument] ? worth : Int128.Zero;
            profit += isOption[instrument] ? Int128.Zero : worth;
        }
    }

    private Int128 WorthOfAssets(GroupHeader* header, EquityTables tables, bool isInitial)
    {
        Int128 sum = Int128.Zero;
        for (uint mask = header->AssetMask; mask != 0; mask &= mask - 1)
        {
            int asset = BitOperations.TrailingZeroCount(mask);
            long units = assets.Balances(asset)[header->Group];
            long price = isInitial ? assets.Prices.WorseMicro(asset, units) : assets.Prices.ValuesMicro[asset];
            sum += AssetTable.Worth(tables.Assets[asset], units, price);
        }

        return sum;
    }
}
