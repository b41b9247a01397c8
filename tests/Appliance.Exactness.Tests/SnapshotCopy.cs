using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>A snapshot with something changed and its arrays kept: what a wrong device believes.</summary>
internal static class SnapshotCopy
{
    public static RiskSnapshot Of(
        RiskSnapshot source,
        Func<RiskParameters, RiskParameters>? parameters = null,
        Func<UnderlyingRisk, UnderlyingRisk>? underlying = null,
        Func<InstrumentRisk, InstrumentRisk>? instrument = null,
        Func<AssetRisk, AssetRisk>? asset = null,
        int tailCount = 0)
    {
        RiskProfile profile = tailCount > 0 ? source.Profile with { TailCount = tailCount } : source.Profile;
        RiskSnapshot copy = new(
            profile,
            parameters is null ? source.Parameters : parameters(source.Parameters),
            underlying is null ? source.Underlyings : Array.ConvertAll(source.Underlyings, u => underlying(u)),
            instrument is null ? source.Instruments : Array.ConvertAll(source.Instruments, i => instrument(i)),
            asset is null ? source.Assets : Array.ConvertAll(source.Assets, a => asset(a)));
        for (int u = 0; u < source.Underlyings.Length; u++)
        {
            source.LossShocksQ32(u).CopyTo(copy.LossShocksQ32(u));
        }

        for (int i = 0; i < source.Instruments.Length; i++)
        {
            CopyArray(source, copy, i);
        }

        return copy;
    }

    /// <summary>
    /// Follows the source's newest epoch, in which one instrument and its combinations were re-arrayed.
    /// </summary>
    public static void Follow(RiskSnapshot source, RiskSnapshot copy)
    {
        Check.That(source.TablesEpoch < source.Epoch);
        for (int i = 0; i < source.Instruments.Length; i++)
        {
            if (source.ArrayEpoch(i) == source.Epoch && source.Instruments[i].IsLinear)
            {
                copy.NextEpoch(i, source.ArrayedAtMicro(i));
            }
        }
    }

    private static void CopyArray(RiskSnapshot source, RiskSnapshot copy, int instrument)
    {
        if (source.Instruments[instrument].IsLinear && source.ArrayedAtMicro(instrument) > 0)
        {
            copy.ArrayLinear(instrument, source.ArrayedAtMicro(instrument));
            return;
        }

        source.Losses(instrument).CopyTo(copy.Losses(instrument));
        if (!source.Instruments[instrument].IsLinear)
        {
            copy.SetArrayedAt(instrument, source.ArrayedAtMicro(instrument));
        }
    }
}
