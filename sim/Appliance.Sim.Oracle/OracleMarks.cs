using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// What moves equity at once (section 6): contract value and its moving average by instrument, price and its moving
/// average by asset, micro. As a list it is the contract values, 0 where there is no mark yet.
/// </summary>
public sealed class OracleMarks : IReadOnlyList<BigInteger>
{
    private readonly BigInteger[] values;
    private readonly BigInteger[] averages;
    private readonly List<(BigInteger Price, BigInteger Average)> assets = [];

    /// <summary>Averages start as the values themselves; assets start with <see cref="Know"/>.</summary>
    public OracleMarks(IReadOnlyList<BigInteger> contractValues)
    {
        values = [.. contractValues];
        averages = [.. contractValues];
    }

    public int Count => values.Length;

    /// <summary>cv at the mark.</summary>
    public BigInteger this[int instrument] => values[instrument];

    /// <summary>ema.</summary>
    public BigInteger Average(int instrument) => averages[instrument];

    public int AssetCount => assets.Count;

    public BigInteger AssetPrice(int asset) => assets[asset].Price;

    public BigInteger AssetAverage(int asset) => assets[asset].Average;

    /// <summary>Assets that are new get the price of the snapshot they first come with.</summary>
    internal void Know(IReadOnlyList<OracleAsset> known) =>
        assets.AddRange(known.Skip(assets.Count).Select(asset => (asset.PriceE, asset.PriceE)));

    /// <summary>An average of 0 means the same as the value; both are 1 .. 2^47 - 1, else nothing changes.</summary>
    internal ReasonCode Set(int instrument, BigInteger value, BigInteger average)
    {
        ReasonCode reason = Check(value, average);
        if (reason == ReasonCode.None)
        {
            values[instrument] = value;
            averages[instrument] = average == 0 ? value : average;
        }

        return reason;
    }

    /// <summary>As <see cref="Set"/>, for an asset.</summary>
    internal ReasonCode SetAsset(int asset, BigInteger price, BigInteger average)
    {
        ReasonCode reason = Check(price, average);
        if (reason == ReasonCode.None)
        {
            assets[asset] = (price, average == 0 ? price : average);
        }

        return reason;
    }

    public IEnumerator<BigInteger> GetEnumerator() => values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ReasonCode Check(BigInteger value, BigInteger average) =>
        value >= 1 && value < Limits.PerLotLimit && average >= 0 && average < Limits.PerLotLimit
            ? ReasonCode.None
            : ReasonCode.Range;
}
