using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>
/// Portfolios of the small file worked by hand. ALFA futures lose 300 at the scan range, BETA 150, GAMA 480; ALFA
/// charges 60 between tier 1 (202601) and tier 2 (202602 to 202603), 40 within tier 2, 90 for what is then left, and
/// 5 and 10 for deltas of 202601 in and out of spreads.
/// </summary>
public sealed class WorkedMarginTests
{
    private const long One = Models.One;

    private static readonly SpanModel Small = TestFiles.Import(TestFiles.Read(TestFiles.SmallPath)).Model!;

    [Fact]
    public void Spreads_are_formed_in_order_and_the_rest_is_outright()
    {
        // 10 long against 4 and 3 short: first 7 at 60, nothing within tier 2, nothing else to match.
        SpanCommodityMargin margin = Assert.Single(Models.Margin(
            Small, ("EX/FUT/ALFA/202601", 10), ("EX/FUT/ALFA/202602", -4), ("EX/FUT/ALFA/202603", -3)).Commodities);
        Assert.Equal(3 * 300 * One, margin.ScanRiskMicro);
        SpanIntraCharge charge = Assert.Single(margin.IntraCharges);
        Assert.Equal(new SpanIntraCharge("1", 7 * One, 60 * One, 420 * One), charge);
        Assert.Equal(((7 * 5) + (3 * 10)) * One, margin.DeliveryChargeMicro);
        Assert.Equal(
            [
                new SpanPeriodDelta("202601", 10 * One, 7 * One, 3 * One),
                new SpanPeriodDelta("202602", -4 * One, 4 * One, 0),
                new SpanPeriodDelta("202603", -3 * One, 3 * One, 0),
            ],
            margin.Deltas);
        Assert.Equal((900 + 420 + 65) * One, margin.RequirementMicro);
        Assert.Equal(margin.RequirementMicro, margin.InitialMicro);
        Assert.Equal(margin.RequirementMicro * 8 / 10, margin.MaintenanceMicro);
    }

    [Fact]
    public void Later_spreads_take_what_earlier_ones_left()
    {
        // 2 of 202601 go to 60; of tier 2, 5 long and 8 - 2 = 6 short are left: 5 at 40.
        SpanCommodityMargin margin = Assert.Single(Models.Margin(
            Small, ("EX/FUT/ALFA/202601", 2), ("EX/FUT/ALFA/202602", -8), ("EX/FUT/ALFA/202603", 5)).Commodities);
        Assert.Equal(
            [
                new SpanIntraCharge("1", 2 * One, 60 * One, 120 * One),
                new SpanIntraCharge("2", 5 * One, 40 * One, 200 * One),
            ],
            margin.IntraCharges);
        Assert.Equal(10 * One, margin.DeliveryChargeMicro);
        Assert.Equal((300 + 320 + 10) * One, margin.RequirementMicro);
    }

    [Fact]
    public void A_ratio_and_a_rate_share_the_credit_between_the_commodities()
    {
        // 4 ALFA need 10 BETA; 6 BETA allow 2.4. Half of 2.4 x 300 and of 6 x 150.
        SpanMarginReport report = Models.Margin(
            Small, ("EX/FUT/ALFA/202602", 4), ("EX/FUT/BETA/202601", -6));
        SpanCommodityMargin alfa = report.Commodities[0];
        SpanCommodityMargin beta = report.Commodities[1];
        Assert.Equal(
            new SpanInterCredit("2", SpanSpreadMethod.Weighted, "BETA", 2_400_000, 500_000, 360 * One),
            Assert.Single(alfa.InterCredits));
        Assert.Equal(
            new SpanInterCredit("2", SpanSpreadMethod.Weighted, "ALFA", 6 * One, 500_000, 450 * One),
            Assert.Single(beta.InterCredits));
        Assert.Equal((300 * One, 150 * One), (alfa.WeightedPriceRiskMicro, beta.WeightedPriceRiskMicro));
        Assert.Equal((1200 - 360) * One, alfa.RequirementMicro);
        Assert.Equal((900 - 450) * One, beta.RequirementMicro);
        Assert.Equal(495 * One, beta.InitialMicro);
        Assert.Equal(450 * One, beta.MaintenanceMicro);
        Assert.Equal(
            new SpanTotal("EUR", 1290 * One, 0, 1335 * One, (672 + 450) * One), Assert.Single(report.Totals));
    }

    [Fact]
    public void Legs_scanned_together_are_used_up()
    {
        // 8 BETA against 3 GAMA: 1200 - 0.7 x 1440 = 192 one way, 1440 - 0.7 x 1200 = 600 the other. 2640 - 600 saved.
        SpanMarginReport report = Models.Margin(
            Small, ("EX/FUT/BETA/202601", 8), ("EX/FUT/GAMA/202601", -3), ("EX/FUT/ALFA/202602", -3));
        Assert.Equal([900 * One, 1200 * One, 1440 * One], report.Commodities.Select(m => m.ScanRiskMicro));
        Assert.Equal(0, report.Commodities[0].InterCreditMicro);
        Assert.Equal(2040 * One, report.Commodities.Sum(m => m.InterCreditMicro));
        Assert.Equal(600 * One, report.Commodities.Skip(1).Sum(m => m.RequirementMicro));

        // In proportion to the scan risks.
        Assert.Equal(2040 * One * 1200 / 2640, report.Commodities[1].InterCreditMicro, 1.0);
        Assert.All(report.Commodities.Skip(1), m => Assert.Equal("1", Assert.Single(m.InterCredits).SpreadId));

        // On the same side together is no better than apart: the deltas stay free for the next spread.
        SpanMarginReport same = Models.Margin(
            Small, ("EX/FUT/BETA/202601", 8), ("EX/FUT/GAMA/202601", 3), ("EX/FUT/ALFA/202602", -3));
        Assert.Equal(["2"], same.Commodities[1].InterCredits.Select(c => c.SpreadId));
    }

    [Fact]
    public void The_short_option_minimum_counts_gross_or_the_larger_side()
    {
        SpanMarginReport report = Models.Margin(
            Small,
            ("EX/OOP/ALFA/202601/P/45", -4), ("EX/OOP/ALFA/202603/C/55", -1), ("EX/OOP/ALFA/202601/C/45", 9),
            ("EX/OOP/BETA/202601/P/19", -2), ("EX/OOP/BETA/202601/C/22.5", -3));
        Assert.Equal((1, 4, 5 * 25 * One), Minimum(report.Commodities[0]));
        Assert.Equal((3, 2, 3 * 12 * One), Minimum(report.Commodities[1]));
    }

    [Fact]
    public void The_minimum_is_asked_where_the_scan_asks_less()
    {
        // Deep in the money against the same strike: what is short can hardly lose, and still owes 25 each.
        SpanMarginReport report = Models.Margin(
            Small, ("EX/OOP/ALFA/202601/C/50", -2), ("EX/OOP/ALFA/202601/P/50", 2), ("EX/FUT/ALFA/202601", 2));
        SpanCommodityMargin margin = Assert.Single(report.Commodities);
        Assert.True(margin.ScanRiskMicro + margin.DeliveryChargeMicro < 50 * One);
        Assert.Equal(50 * One, margin.RequirementMicro);
        Assert.Equal(margin.ShortOptionMinimumMicro, margin.RequirementMicro);
    }

    [Fact]
    public void Long_option_value_covers_risk_but_never_more_than_all()
    {
        SpanCommodityMargin margin = Assert.Single(
            Models.Margin(Small, ("EX/OOP/ALFA/202601/C/45", 10)).Commodities);
        Assert.True(margin.ScanRiskMicro > 0 && margin.NetOptionValueMicro > margin.RequirementMicro);
        Assert.Equal(0, margin.InitialMicro);
        Assert.Equal(0, margin.MaintenanceMicro);
        Assert.Equal(0, margin.ShortOptionValueMicro);
    }

    [Fact]
    public void Option_deltas_spread_against_futures_and_round_against_the_account()
    {
        // Period 202603 nets the future with the option before any spread.
        SpanInstrument call = Small.Instruments[Small.IndexOf("EX/OOP/ALFA/202603/C/50")];
        SpanCommodityMargin margin = Assert.Single(Models.Margin(
            Small, ("EX/FUT/ALFA/202602", 3), ("EX/FUT/ALFA/202603", 1), ("EX/OOP/ALFA/202603/C/50", -3)).Commodities);
        long left = (3 * call.DeltaMicro) - One;
        Assert.InRange(left, 1, 3 * One);
        Assert.Equal(new SpanIntraCharge("2", left, 40 * One, left * 40), Assert.Single(margin.IntraCharges));
    }

    [Fact]
    public void Nothing_held_owes_nothing()
    {
        SpanCommodityMargin margin = Assert.Single(
            Models.Margin(Small, ("EX/FUT/ALFA/202601", 0), ("EX/OOP/ALFA/202601/C/50", 0)).Commodities);
        Assert.Equal((0, 0, 0), (margin.RequirementMicro, margin.InitialMicro, margin.NetOptionValueMicro));
    }

    [Fact]
    public void What_cannot_be_margined_is_refused_all_at_once()
    {
        int future = Small.IndexOf("EX/FUT/ALFA/202601");
        int missing = Small.IndexOf("EX/OOP/ALFA/202601/C/57.5");
        IReadOnlyList<string> faults = Faults(new(future, 1), new(future, 2), new(missing, 1));
        Assert.Equal(
            ["EX/FUT/ALFA/202601: is there twice", "EX/OOP/ALFA/202601/C/57.5: has no risk array in the file"], faults);
        Assert.Equal(
            ["EX/FUT/ALFA/202601: is more than 2^40 lots"], Faults(new SpanPosition(future, Limits.GroupLotsMax + 1)));
        Assert.Contains(
            "too large", Assert.Single(Faults(new SpanPosition(future, 1L << 36))), System.StringComparison.Ordinal);
        Assert.Empty(Faults(new SpanPosition(future, -(1L << 32))));
    }

    private static IReadOnlyList<string> Faults(params SpanPosition[] positions) =>
        SpanMargin.Compute(Small, positions).Faults;

    private static (long, long, long) Minimum(SpanCommodityMargin margin) =>
        (margin.ShortCalls, margin.ShortPuts, margin.ShortOptionMinimumMicro);
}
