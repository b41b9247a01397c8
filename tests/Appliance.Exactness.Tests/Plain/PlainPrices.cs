using System;
using System.Linq;
using System.Numerics;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Live marks, asset prices and their averages; 0 where there is no mark yet.</summary>
internal sealed class PlainPrices(RiskSnapshot first)
{
    public long[] Marks { get; } = new long[first.Instruments.Length];

    public long[] Averages { get; } = new long[first.Instruments.Length];

    public long[] AssetPrices { get; } = [.. first.Assets.Select(a => a.PriceMicro)];

    public long[] AssetAverages { get; } = [.. first.Assets.Select(a => a.PriceMicro)];

    /// <summary>The price a position is valued at for new risk: the worse of mark and average.</summary>
    public BigInteger Worse(int instrument, bool isLong, Bend bend)
    {
        long mark = Marks[instrument], average = Averages[instrument];
        bool isLower = isLong || bend == Bend.AverageOfShortsIsLower;
        return bend == Bend.AverageIgnored ? mark
            : isLower ? Math.Min(mark, average) : Math.Max(mark, average);
    }
}
