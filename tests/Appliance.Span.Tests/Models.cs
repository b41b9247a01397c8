using System.Collections.Generic;
using System.Linq;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Models built by hand: commodities and instruments with given arrays in whole units of money.</summary>
internal static class Models
{
    public const long One = 1_000_000;

    public static SpanModel Of(
        IReadOnlyList<SpanCommodity> commodities,
        IReadOnlyList<SpanSpread> interSpreads,
        params SpanInstrument[] instruments)
    {
        List<SpanScenario> scenarios = [];
        foreach (SpanScanPoint point in SpanScenarios.Classic(coverMicro: 330_000))
        {
            scenarios.Add(new SpanScenario(
                SpanScenarios.NameOf(point), point.PairedNumber - 1, point.PriceNumeratorMicro == 0));
        }

        return new SpanModel("TEST", "20260105", scenarios, commodities, interSpreads, instruments);
    }

    public static SpanCommodity Commodity(string code, params SpanSpread[] intraSpreads) => new()
    {
        Code = code,
        Currency = "USD",
        MinimumMethod = SpanMinimumMethod.Gross,
        InitialFactorMicro = One,
        MaintenanceFactorMicro = One,
        IntraTiers = [],
        InterTiers = [],
        MinimumTiers = [],
        IntraSpreads = intraSpreads,
        SpotRates = [],
        Unsupported = "",
    };

    public static SpanInstrument Future(string symbol, int commodity, string period, params long[] losses) => new()
    {
        Symbol = symbol,
        ContractId = $"1:{symbol}",
        Kind = SpanFamilyKind.Future,
        Commodity = commodity,
        Period = period,
        IsCall = false,
        IsPremiumPaid = false,
        ValueMicro = 0,
        UnderlyingValueMicro = 0,
        DeltaMicro = One,
        LossesMicro = [.. losses.Select(loss => loss * One)],
    };

    /// <summary>A future that loses its outright rate when the price falls by the scan range.</summary>
    public static SpanInstrument Outright(string symbol, int commodity, string period, long rate)
    {
        long[] losses = new long[SpanScenarios.Count];
        (losses[10], losses[11], losses[12], losses[13]) = (-rate, -rate, rate, rate);
        return Future(symbol, commodity, period, losses);
    }

    public static SpanSpread Spread(SpanSpreadMethod method, long rateMicro, params SpanLeg[] legs) => new()
    {
        Id = "1",
        Method = method,
        RateMicro = rateMicro,
        Legs = legs,
    };

    public static SpanLeg PeriodLeg(string commodity, string period, SpanSide side) =>
        new() { Commodity = commodity, Tier = -1, Period = period, Side = side };

    public static SpanLeg Leg(string commodity, SpanSide side, long ratio = 1) =>
        new() { Commodity = commodity, Side = side, RatioMicro = ratio * One };

    public static SpanMarginReport Margin(SpanModel model, params (string Symbol, long Lots)[] positions)
    {
        SpanMarginOutcome outcome = SpanMargin.Compute(
            model, [.. positions.Select(p => new SpanPosition(model.IndexOf(p.Symbol), p.Lots))]);
        Assert.True(outcome.Report is not null, string.Join('\n', outcome.Faults));
        return outcome.Report;
    }

    /// <summary>Sum over the commodities of one currency, in whole units; it must be whole.</summary>
    public static long Requirement(SpanMarginReport report)
    {
        SpanTotal total = Assert.Single(report.Totals);
        Assert.Equal(0, total.RequirementMicro % One);
        return total.RequirementMicro / One;
    }
}
