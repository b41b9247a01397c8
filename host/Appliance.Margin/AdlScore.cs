using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// The public score by which positions are deleveraged (MARGIN.md section 9): profit rate times leverage for winners,
/// loss rate over leverage, negative, for losers. Q32; higher goes first.
/// </summary>
public static class AdlScore
{
    private const long ProfitRateMax = (1L << 44) - 1;

    private const long LeverageMax = (1L << 36) - 1;

    /// <summary>Score of one position; its magnitude is below 2^64.</summary>
    /// <param name="profitMicro">Unrealised profit, negative for a loss.</param>
    /// <param name="entryMicro">Magnitude of the entry value.</param>
    /// <param name="notionalMicro">Magnitude of the value at the mark.</param>
    /// <param name="equityMicro">Equity of the account; at most zero counts as the largest leverage.</param>
    public static Int128 Of(long profitMicro, long entryMicro, long notionalMicro, long equityMicro)
    {
        Check.That(entryMicro >= 0 && notionalMicro >= 0);
        Int128 profitRate = Int128.Min(
            (Int128.Abs((Int128)profitMicro) << 32) / (Int128)Math.Max(1, entryMicro), (Int128)ProfitRateMax);
        Int128 leverage = equityMicro <= 0
            ? (Int128)LeverageMax
            : Int128.Min(((Int128)notionalMicro << 16) / (Int128)equityMicro, (Int128)LeverageMax);
        return profitMicro > 0
            ? (profitRate * leverage) >> 16
            : -((profitRate << 16) / Int128.Max(Int128.One, leverage));
    }
}
