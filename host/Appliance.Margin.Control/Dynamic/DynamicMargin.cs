using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// One update of the dynamic parts of a risk model from what the markets have shown. Data in, data out: the same
/// observations, settings and states give the same model and so the same snapshot hash.
/// </summary>
public static class DynamicMargin
{
    private const double Nano = 1e9;
    private const double PpmPerOne = 1e6;

    /// <summary>The update of one underlying. Without a previous state the ratchet starts here.</summary>
    /// <param name="day">Counted by the caller, from any start; cuts are limited by day.</param>
    public static UnderlyingDynamics Update(
        DynamicSettings settings, MarketObservation seen, DynamicState? previous, long day)
    {
        ReadOnlySpan<int> returns = seen.ReturnsPpm.Span;
        double realised = settings.Volatility.Estimate(returns);
        double gap = settings.Gap.PerPeriod(seen.ImpliedVolatilityNano / Nano, realised);
        double horizon = settings.Horizon.Periods(seen.LargestPositionMicro, seen.TurnoverPerPeriodMicro);
        ulong model = settings.Range.Q32(settings.Stress.Ppm(returns), realised + gap, horizon);
        RatchetState ratchet = previous is DynamicState before
            ? settings.Ratchet.Next(before.Ratchet, model, day)
            : settings.Ratchet.Start(model, day);
        ulong level = Math.Min(ratchet.LevelQ32, Rate.One.Q32);
        ulong published = previous is DynamicState last
            ? settings.Hysteresis.Next(last.PublishedRangeQ32, level)
            : level;
        return new UnderlyingDynamics
        {
            ModelRangeQ32 = model,
            State = new DynamicState(ratchet, published),
            MultiplierQ32 = Multiplier(level, published),
            IsRangeNew = previous?.PublishedRangeQ32 != published,
            Concentration = settings.Impact.Segments(seen.DepthMicro),
            Funding = settings.Funding.Next(
                seen.FundingPpm.Span, seen.PremiumPpm, seen.FundingElapsedPpm / PpmPerOne),
            ConfidenceRateQ32 = settings.Confidence.RateQ32(seen.ConfidencePpm),
        };
    }

    /// <summary>
    /// The model with the updates in it, one an underlying and in their order: scan ranges, multipliers, concentration
    /// tables (the larger of the model's and the book's at every size), initial tiers scaled by open interest, and phi
    /// of initial margin raised by a coin below its peg.
    /// </summary>
    public static RiskModel Apply(
        RiskModel model,
        ReadOnlySpan<DynamicSettings> settings,
        ReadOnlySpan<MarketObservation> seen,
        ReadOnlySpan<UnderlyingDynamics> updates,
        ulong phiAddOnQ32)
    {
        int count = model.Underlyings.Length;
        Check.That(settings.Length == count && seen.Length == count && updates.Length == count);
        UnderlyingModel[] underlyings = new UnderlyingModel[count];
        for (int u = 0; u < count; u++)
        {
            UnderlyingModel underlying = model.Underlyings[u];
            underlyings[u] = underlying with
            {
                PriceScanRangeQ32 = updates[u].State.PublishedRangeQ32,
                Risk = underlying.Risk with
                {
                    MultiplierQ32 = Product(underlying.Risk.MultiplierQ32, updates[u].MultiplierQ32),
                    ConcentrationInitial = Larger(underlying.Risk.ConcentrationInitial, updates[u].Concentration),
                    ConcentrationMaintenance = Larger(
                        underlying.Risk.ConcentrationMaintenance, updates[u].Concentration),
                    TierInitial = settings[u].OpenInterest.Scaled(
                        underlying.Risk.TierInitial.Span, seen[u].OpenInterestMicro),
                },
            };
        }

        RiskParameters parameters = model.Parameters with
        {
            PhiInitialQ32 = Math.Min(model.Parameters.PhiInitialQ32 + phiAddOnQ32, FixedPoint.RateLimitQ32 - 1),
        };
        return model with { Underlyings = underlyings, Parameters = parameters };
    }

    // A table is the maximum of its lines, so both sets of lines together are the larger of both tables.
    private static AffineSegment[] Larger(ReadOnlyMemory<AffineSegment> a, ReadOnlyMemory<AffineSegment> b) =>
        [.. a.Span, .. b.Span];

    private static ulong Product(ulong aQ32, ulong bQ32) => (ulong)Int128.Min(
        FixedPoint.MulCeilWide((Int128)aQ32, bQ32), (Int128)(FixedPoint.RateLimitQ32 - 1));

    private static ulong Multiplier(ulong level, ulong published)
    {
        if (level <= published)
        {
            return Rate.One.Q32;
        }

        Int128 ratio = FixedPoint.CeilDiv((Int128)level << 32, (Int128)published);
        return (ulong)Int128.Min(ratio, (Int128)(FixedPoint.RateLimitQ32 - 1));
    }
}
