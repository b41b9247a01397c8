using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class DynamicMarginTests
{
    [Fact]
    public void The_same_history_gives_the_same_snapshot()
    {
        string first = Hash(Observations(1_000));
        Assert.Equal(first, Hash(Observations(1_000)));
        Assert.NotEqual(first, Hash(Observations(1_001)));
    }

    [Fact]
    public void Every_dynamic_input_reaches_the_snapshot()
    {
        MarketObservation[] calm = Observations(1_000);
        Func<MarketObservation, MarketObservation>[] changes =
        [
            o => o with { ReturnsPpm = o.ReturnsPpm.ToArray().Select(r => r * 20).ToArray() },
            o => o with { ImpliedVolatilityNano = 4_000_000_000 },
            o => o with { LargestPositionMicro = 900_000_000_000_000_000 },
            o => o with { DepthMicro = o.DepthMicro / 2 },
            o => o with { OpenInterestMicro = 1_500_000_000_000_000 },
        ];
        HashSet<string> hashes = [Hash(calm)];
        foreach (Func<MarketObservation, MarketObservation> change in changes)
        {
            Assert.True(hashes.Add(Hash([change(calm[0]), .. calm[1..]])));
        }

        Assert.True(hashes.Add(Hash(calm, phiAddOnQ32: 1)));
    }

    [Fact]
    public void More_risk_never_asks_for_less()
    {
        DynamicSettings settings = Settings();
        MarketObservation seen = Observations(1_000)[0];
        ulong last = 0;
        for (int factor = 0; factor <= 60; factor++)
        {
            int[] returns = [.. seen.ReturnsPpm.ToArray().Select(r => r * factor)];
            ulong range = DynamicMargin.Update(settings, seen with { ReturnsPpm = returns }, null, 0).ModelRangeQ32;
            Assert.True(range >= last);
            last = range;
        }

        Assert.Equal(Rate.One.Q32, last);
        last = 0;
        for (long percent = 0; percent <= 400; percent += 20)
        {
            MarketObservation implied = seen with { ImpliedVolatilityNano = percent * 10_000_000 };
            ulong range = DynamicMargin.Update(settings, implied, null, 0).ModelRangeQ32;
            Assert.True(range >= last);
            last = range;
        }
    }

    [Fact]
    public void A_small_rise_goes_into_the_multiplier_and_a_large_one_into_the_arrays()
    {
        DynamicSettings settings = Settings() with
        {
            Ratchet = new ProcyclicalityRatchet { BufferQ32 = 0 },
            Hysteresis = new Hysteresis(Rate.Up(1, 100).Q32),
        };
        ulong published = Rate.Up(20, 100).Q32;
        DynamicState before = new(new RatchetState(published, 0, published), published);
        UnderlyingDynamics small = DynamicMargin.Update(settings, Stressed(205_000), before, 0);
        Assert.False(small.IsRangeNew);
        Assert.Equal(published, small.State.PublishedRangeQ32);
        Assert.Equal(Rate.Up(205, 200).Q32, small.MultiplierQ32, 100UL);
        Assert.Equal(small.State.Ratchet.LevelQ32, small.ModelRangeQ32);

        UnderlyingDynamics large = DynamicMargin.Update(settings, Stressed(230_000), small.State, 0);
        Assert.True(large.IsRangeNew);
        Assert.Equal(Rate.One.Q32, large.MultiplierQ32);
        Assert.Equal(Rate.Up(23, 100).Q32, large.State.PublishedRangeQ32, 2UL);

        // A level times the range of the arrays is never below what the ratchet asks.
        Assert.True(FixedPoint.MulCeilWide((Int128)published, small.MultiplierQ32)
            >= (Int128)small.State.Ratchet.LevelQ32);
    }

    [Fact]
    public void An_update_never_lowers_what_the_venue_has_set()
    {
        RiskModel model = Models.WithRisk(Models.Three(RiskProfile.Lite), r => r with
        {
            MultiplierQ32 = Rate.Up(3, 2).Q32,
            ConcentrationInitial = new AffineSegment[] { new(Rate.Up(1, 2).Q32, 5) },
            ConcentrationMaintenance = new AffineSegment[] { new(Rate.Up(1, 4).Q32, 5) },
        });
        DynamicSettings[] settings = [Settings(), Settings(), Settings()];
        MarketObservation[] seen = Observations(1_000);
        UnderlyingDynamics[] updates = [.. seen.Select(o => DynamicMargin.Update(Settings(), o, null, 0))];
        updates[0] = updates[0] with { MultiplierQ32 = Rate.Up(11, 10).Q32 };
        RiskModel after = DynamicMargin.Apply(model, settings, seen, updates, 0);
        Assert.Empty(SnapshotCheck.Faults(SnapshotBuilder.Build(after, JointTable.Empty)));
        UnderlyingRisk risk = after.Underlyings[0].Risk;
        Assert.Equal(Rate.Up(165, 100).Q32, risk.MultiplierQ32, 3UL);
        for (Int128 notional = 1; notional < (Int128)1 << 60; notional = (notional * 3) + 7)
        {
            Int128 charged = Affine.MaxAffine(notional, risk.ConcentrationMaintenance.Span);
            Assert.True(charged >= Affine.MaxAffine(notional, updates[0].Concentration.Span));
            Assert.True(charged >= Affine.MaxAffine(notional, [new(Rate.Up(1, 4).Q32, 5)]));
        }
    }

    [Fact]
    public void Funding_and_confidence_are_reported()
    {
        MarketObservation seen = Observations(1_000)[0] with
        {
            FundingPpm = new[] { 100, 100 },
            PremiumPpm = 100,
            FundingElapsedPpm = 500_000,
            ConfidencePpm = 500_000,
        };
        UnderlyingDynamics update = DynamicMargin.Update(Settings(), seen, null, 0);
        Assert.Equal(new FundingRates(Rate.Up(1, 10_000).Q32, 0), update.Funding);
        Assert.Equal(Rate.Up(1, 2).Q32, update.ConfidenceRateQ32);
    }

    // One return of this size, twice: the stress quantile is the largest move of a single period.
    private static MarketObservation Stressed(int ppm) => new() { ReturnsPpm = new[] { ppm, -ppm }, DepthMicro = 1 };

    private static DynamicSettings Settings() => new()
    {
        Stress = new StressQuantile { SharePpm = 1_000_000 },
        Range = new PriceScanRange { FloorQ32 = Rate.Up(5, 100).Q32, Deviations = 0.25 },
        OpenInterest = new OpenInterestScaling(1_000_000_000_000_000, 2_000_000_000_000_000),
        Confidence = new OracleConfidence(550_000, Rate.One.Q32),
    };

    private static MarketObservation[] Observations(int firstReturnPpm)
    {
        MarketObservation[] observations = new MarketObservation[3];
        for (int u = 0; u < observations.Length; u++)
        {
            Prng prng = new(7UL + (ulong)u);
            int[] returns = [.. Enumerable.Range(0, 400).Select(_ => (int)prng.Between(-20_000, 20_000))];
            returns[^1] = firstReturnPpm;
            observations[u] = new MarketObservation
            {
                ReturnsPpm = returns,
                ImpliedVolatilityNano = 600_000_000,
                LargestPositionMicro = 5_000_000_000_000,
                TurnoverPerPeriodMicro = 80_000_000_000_000,
                DepthMicro = 20_000_000_000_000,
                OpenInterestMicro = 900_000_000_000_000,
            };
        }

        return observations;
    }

    private static string Hash(MarketObservation[] seen, ulong phiAddOnQ32 = 0)
    {
        RiskModel model = Options.Model(RiskProfile.Lite);
        DynamicSettings[] settings =
        [
            Settings() with { Range = new PriceScanRange { FloorQ32 = 0, Deviations = 3 } }, Settings(), Settings(),
        ];
        UnderlyingDynamics[] updates =
            [.. seen.Select((o, u) => DynamicMargin.Update(settings[u], o, null, 0))];
        RiskSnapshot snapshot = SnapshotBuilder.Build(
            DynamicMargin.Apply(model, settings, seen, updates, phiAddOnQ32), JointTable.Empty);
        Assert.Empty(SnapshotCheck.Faults(snapshot));
        return Convert.ToHexStringLower(snapshot.Sha256());
    }
}
