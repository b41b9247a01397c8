using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>A small legal model with contracts of every style, as of one moment.</summary>
internal static class Options
{
    internal const long NowMs = 1_780_000_000_000;

    internal const long DayMs = 86_400_000;

    internal static RiskModel Model(RiskProfile profile, double volatility = 0.6) => Models.Three(profile) with
    {
        ValuationMs = NowMs,
        Instruments =
        [
            Models.Instrument("BTC-PERP", 1, 0),
            Models.Instrument("BTC-30D", 2, 0) with { ExpiryMs = NowMs + (30 * DayMs) },
            Priced("BTC-30D-66000-C", 3, ContractStyle.Option, OptionKind.Call, 66_000, 30, volatility),
            Priced("BTC-30D-54000-P", 4, ContractStyle.Option, OptionKind.Put, 54_000, 30, volatility),
            Priced("BTC-7D-60000-C", 5, ContractStyle.Option, OptionKind.Call, 60_000, 7, volatility),
            Priced("BTC-180D-60000-P", 6, ContractStyle.InverseOption, OptionKind.Put, 60_000, 180, volatility),
            Priced("BTC-7D-60000-S", 7, ContractStyle.SpotOption, OptionKind.Call, 60_000, 7, volatility),
            Priced("BTC-INV", 8, ContractStyle.InverseFuture, OptionKind.Call, 0, 0, 0),
        ],
    };

    /// <summary>One lot is a hundredth of a coin on 60,000; of an inverse future 10 of money.</summary>
    internal static InstrumentModel Priced(
        string symbol, int id, ContractStyle style, OptionKind kind, long strike, int days, double volatility) =>
        Models.Instrument(symbol, id, 0) with
        {
            LotE8 = style == ContractStyle.InverseFuture ? 1_000_000_000 : 1_000_000,
            ExpiryMs = days == 0 ? 0 : NowMs + (days * DayMs),
            Pricing = new PricingModel
            {
                Style = style,
                Kind = kind,
                StrikeNano = strike * 1_000_000_000,
                ReferenceNano = 60_000_000_000_000,
                VolatilityNano = (long)(volatility * 1e9),
                RateNano = style == ContractStyle.InverseOption ? 0 : 40_000_000,
                YieldNano = style == ContractStyle.SpotOption ? 10_000_000 : 0,
            },
        };

    /// <summary>One contract's bucket under a grid and a scan range in percent.</summary>
    internal static long[] Bucket(InstrumentModel instrument, ScenarioGrid grid, int percent)
    {
        long[] bucket = new long[RiskProfile.BucketEntries];
        new GridRevaluer(grid, grid.Shock, Rate.Up(percent, 100).Q32)
            .FillBucket(new PricedContract(instrument, NowMs), bucket);
        return bucket;
    }

    /// <summary>Worst of the thirty scenarios for a position of lots, as section 5 scans.</summary>
    internal static long Scan(params (long[] Bucket, long Lots)[] positions)
    {
        long worst = 0;
        for (int s = 0; s < RiskProfile.BucketScenarios; s++)
        {
            long loss = 0;
            foreach ((long[] bucket, long lots) in positions)
            {
                loss += bucket[s] * lots;
            }

            worst = System.Math.Max(worst, loss);
        }

        return worst;
    }
}
