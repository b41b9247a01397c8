using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>A portfolio's share in one combined commodity while its margin is computed. Money is micro.</summary>
internal sealed class SpanBook(SpanModel model, SpanCommodity commodity)
{
    private readonly List<SpanPositionMargin> positions = [];
    private readonly List<SpanIntraCharge> intraCharges = [];
    private readonly List<SpanInterCredit> interCredits = [];
    private readonly long[] losses = new long[SpanScenarios.Count];
    private Int128 intraCharge;
    private Int128 deliveryCharge;
    private Int128 interCredit;

    public SpanCommodity Commodity { get; } = commodity;

    public SpanDeltaBook Deltas { get; } = new();

    public ReadOnlySpan<long> Losses => losses;

    public long ScanRisk { get; private set; }

    public int WorstScenario { get; private set; }

    /// <summary>
    /// Twice the price risk: worst scenario plus its pair less the scenarios without a price move. Not negative, and
    /// at most twice the scan risk.
    /// </summary>
    public Int128 PriceRiskTwice { get; private set; }

    /// <summary>Some sum left the range of money.</summary>
    public bool IsOutOfRange { get; private set; }

    /// <summary>The caller has checked that no sum leaves its range.</summary>
    public void Add(SpanInstrument instrument, long lots)
    {
        Check.That(instrument.LossesMicro is { Length: SpanScenarios.Count });
        for (int s = 0; s < losses.Length; s++)
        {
            losses[s] += lots * instrument.LossesMicro[s];
        }

        long delta = lots * instrument.DeltaMicro;
        Deltas.Add(instrument.Period, delta);
        long optionValue = instrument.IsPremiumPaid ? lots * instrument.ValueMicro : 0;
        positions.Add(new SpanPositionMargin(instrument, lots, delta, LossMicro: 0, optionValue));
    }

    /// <summary>Scan risk and what of it is price risk.</summary>
    public void Scan()
    {
        for (int s = 1; s < losses.Length; s++)
        {
            WorstScenario = losses[s] > losses[WorstScenario] ? s : WorstScenario;
        }

        ScanRisk = Math.Max(losses[WorstScenario], 0);
        Int128 still = Int128.Zero;
        int stillCount = 0;
        for (int s = 0; s < losses.Length; s++)
        {
            still += model.Scenarios[s].IsNoPriceMove ? losses[s] : 0;
            stillCount += model.Scenarios[s].IsNoPriceMove ? 1 : 0;
        }

        // Two scenarios do not move the price; with any other number the average of those there are, rounded up.
        Int128 stillTwice = stillCount == 0 ? Int128.Zero : FixedPoint.CeilDiv(2 * still, stillCount);
        Int128 moved = (Int128)losses[WorstScenario] + losses[model.Scenarios[WorstScenario].PairedIndex];

        // Options that gain by time could have more price risk than risk; a credit never gives back more than is asked.
        PriceRiskTwice = Int128.Clamp(moved - stillTwice, Int128.Zero, 2 * (Int128)ScanRisk);
    }

    public void AddIntra(SpanIntraCharge charge, Int128 exact)
    {
        intraCharges.Add(charge);
        intraCharge += exact;
    }

    public void ChargeDelivery() => deliveryCharge = Deltas.DeliveryCharge(Commodity.SpotRates);

    public void AddInter(SpanInterCredit credit)
    {
        interCredits.Add(credit);
        interCredit += credit.CreditMicro;
    }

    /// <summary>A credit for being scanned together with others; no further spread may use the deltas.</summary>
    public void AddScanning(SpanInterCredit credit)
    {
        AddInter(credit);
        Deltas.TakeAll();
    }

    public SpanCommodityMargin Margin()
    {
        (long calls, long puts, Int128 minimum) = Minimum();
        Int128 longValue = Int128.Zero, shortValue = Int128.Zero;
        for (int i = 0; i < positions.Count; i++)
        {
            SpanPositionMargin position = positions[i];
            long worst = position.Instrument.LossesMicro![WorstScenario];
            positions[i] = position with { LossMicro = position.Lots * worst };
            longValue += Math.Max(position.OptionValueMicro, 0);
            shortValue += Math.Min(position.OptionValueMicro, 0);
        }

        Int128 requirement = Int128.Max(ScanRisk + intraCharge + deliveryCharge - interCredit, minimum);
        Int128 weighted = Deltas.Net == 0
            ? Int128.Zero
            : FixedPoint.FloorDiv(PriceRiskTwice * 1_000_000, 2 * (Int128)Math.Abs(Deltas.Net));
        Int128 netValue = longValue + shortValue;
        return new SpanCommodityMargin
        {
            Commodity = Commodity,
            Positions = positions,
            LossesMicro = losses,
            WorstScenario = WorstScenario,
            ScanRiskMicro = ScanRisk,
            Deltas = Deltas.ToList(),
            NetDeltaMicro = Deltas.Net,
            WeightedPriceRiskMicro = Narrow(weighted),
            IntraCharges = intraCharges,
            IntraChargeMicro = Narrow(intraCharge),
            DeliveryChargeMicro = Narrow(deliveryCharge),
            InterCredits = interCredits,
            InterCreditMicro = Narrow(interCredit),
            ShortCalls = calls,
            ShortPuts = puts,
            ShortOptionMinimumMicro = Narrow(minimum),
            RequirementMicro = Narrow(requirement),
            LongOptionValueMicro = Narrow(longValue),
            ShortOptionValueMicro = Narrow(shortValue),
            InitialMicro = Narrow(Total(requirement, Commodity.InitialFactorMicro, netValue)),
            MaintenanceMicro = Narrow(Total(requirement, Commodity.MaintenanceFactorMicro, netValue)),
        };
    }

    // Each short option counts in the first tier that holds its period.
    private (long Calls, long Puts, Int128 Minimum) Minimum()
    {
        (long allCalls, long allPuts, Int128 sum) = (0, 0, Int128.Zero);
        IReadOnlyList<SpanTier> tiers = Commodity.MinimumTiers;
        for (int t = 0; t <= tiers.Count; t++)
        {
            (long calls, long puts) = (0, 0);
            foreach (SpanPositionMargin position in positions)
            {
                SpanInstrument instrument = position.Instrument;
                if (instrument.IsOption && position.Lots < 0 && TierOf(tiers, instrument.Period) == t)
                {
                    calls += instrument.IsCall ? -position.Lots : 0;
                    puts += instrument.IsCall ? 0 : -position.Lots;
                }
            }

            long counted = Commodity.MinimumMethod == SpanMinimumMethod.Gross ? calls + puts : Math.Max(calls, puts);
            sum += t < tiers.Count ? (Int128)counted * tiers[t].RateMicro : Int128.Zero;
            allCalls += calls;
            allPuts += puts;
        }

        return (allCalls, allPuts, sum);
    }

    private static int TierOf(IReadOnlyList<SpanTier> tiers, string period)
    {
        for (int t = 0; t < tiers.Count; t++)
        {
            if (tiers[t].Holds(period))
            {
                return t;
            }
        }

        return tiers.Count;
    }

    private static Int128 Total(Int128 requirement, long factorMicro, Int128 netValue) =>
        Int128.Max(FixedPoint.CeilDiv(requirement * factorMicro, 1_000_000) - netValue, Int128.Zero);

    private long Narrow(Int128 value)
    {
        bool isInRange = Int128.Abs(value) <= FixedPoint.MoneyMax;
        IsOutOfRange |= !isInRange;
        return isInRange ? (long)value : 0;
    }
}
