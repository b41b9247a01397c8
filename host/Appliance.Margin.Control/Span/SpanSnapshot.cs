using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// A risk snapshot of chosen SPAN contracts, so that any device can margin them: one underlying a combined commodity,
/// the sixteen scenarios in bucket entries 1 to 16, the delta rows from composite delta times contract value, nothing
/// in the joint block. Parameters are neutral: the requirement of a group is the sum of its scan risks, or the short
/// option minimum where that is more, plus the one micro a lot of host/MARGIN.md. What SPAN adds or credits beyond that
/// (spread charges, credits, net option value) is the control plane's: see <see cref="SpanMargin"/>.
/// </summary>
public static class SpanSnapshot
{
    /// <summary>Bucket entry of the first scenario; entry 0 is zero.</summary>
    public const int FirstEntry = 1;

    /// <summary>Nothing is left out of the sum and nothing is put on top.</summary>
    private static readonly RiskParameters Neutral = new()
    {
        LambdaQ32 = Rate.One.Q32,
        PhiInitialQ32 = Rate.One.Q32,
        PhiMaintenanceQ32 = Rate.One.Q32,
    };

    /// <summary>
    /// Instruments of the snapshot are in the order of <paramref name="chosen"/>, underlyings in the order in which
    /// their first instrument comes. Every chosen instrument must be one that a device can hold; at most as many as
    /// <see cref="Limits"/> allows.
    /// </summary>
    /// <param name="model">Instruments and arrays.</param>
    /// <param name="chosen">Indices into the model's instruments.</param>
    /// <param name="profile">Shape of the snapshot.</param>
    public static RiskSnapshot Build(SpanModel model, IReadOnlyList<int> chosen, RiskProfile profile)
    {
        int[] underlyingOf = new int[model.Commodities.Count];
        Array.Fill(underlyingOf, -1);
        List<UnderlyingRisk> underlyings = [];
        InstrumentRisk[] instruments = new InstrumentRisk[chosen.Count];
        for (int i = 0; i < instruments.Length; i++)
        {
            SpanInstrument instrument = model.Instruments[chosen[i]];
            SpanCommodity commodity = model.Commodities[instrument.Commodity];
            if (underlyingOf[instrument.Commodity] < 0)
            {
                underlyingOf[instrument.Commodity] = underlyings.Count;
                underlyings.Add(UnderlyingOf(commodity));
            }

            // The basis rate is zero, so expiries need not be told apart.
            instruments[i] = new InstrumentRisk(
                instrument.Symbol, underlyingOf[instrument.Commodity], Expiry: 0, instrument.IsOption, IsLinear: false);
        }

        RiskSnapshot snapshot = new(profile, Neutral, [.. underlyings], instruments);
        for (int i = 0; i < instruments.Length; i++)
        {
            Fill(model.Instruments[chosen[i]], snapshot.Losses(i));
        }

        return snapshot;
    }

    /// <summary>It has an array, and its delta notional fits 48 bits.</summary>
    public static bool CanHold(SpanInstrument instrument) =>
        instrument.LossesMicro is { Length: SpanScenarios.Count }
        && Int128.Abs(DeltaNotional(instrument)) < Limits.PerLotLimit;

    /// <summary>Delta notional of one contract: composite delta times the underlying's value, away from zero.</summary>
    public static Int128 DeltaNotional(SpanInstrument instrument)
    {
        Int128 product = (Int128)instrument.DeltaMicro * instrument.UnderlyingValueMicro;
        return Int128.IsNegative(product)
            ? -FixedPoint.CeilDiv(-product, 1_000_000)
            : FixedPoint.CeilDiv(product, 1_000_000);
    }

    private static void Fill(SpanInstrument instrument, Span<long> entries)
    {
        Check.That(CanHold(instrument));
        instrument.LossesMicro.CopyTo(entries[FirstEntry..]);
        long notional = (long)DeltaNotional(instrument);
        entries[RiskProfile.DeltaUp] = notional;
        entries[RiskProfile.DeltaDown] = -notional;
    }

    // The largest rate of any tier, for every short option: a device knows one minimum an underlying, and no MAX.
    private static UnderlyingRisk UnderlyingOf(SpanCommodity commodity)
    {
        long minimum = 0;
        foreach (SpanTier tier in commodity.MinimumTiers)
        {
            minimum = Math.Max(minimum, tier.RateMicro);
        }

        return new UnderlyingRisk
        {
            Name = commodity.Code,
            BasisQ32 = 0,
            ShortOptionInitialMicro = minimum,
            ShortOptionMaintenanceMicro = minimum,
        };
    }
}
