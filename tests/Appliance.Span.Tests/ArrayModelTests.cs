using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Margin;
using Appliance.Margin.Control;
using Appliance.Margin.Control.Span;
using Xunit.Abstractions;

namespace Appliance.Span.Tests;

/// <summary>
/// Recomputed arrays against published ones, and against those that an independent program put into the small file.
/// Recipes that are wrong on purpose must be caught.
/// </summary>
public sealed class ArrayModelTests(ITestOutputHelper output)
{
    private const int Fut = (int)SpanFamilyKind.Future;
    private const int Oop = (int)SpanFamilyKind.OptionOnPhysical;

    [Fact]
    public void The_small_file_is_reproduced_to_its_last_digit()
    {
        SpanComparison comparison = Compare(TestFiles.Read(TestFiles.SmallPath));
        Assert.Empty(comparison.Excesses);
        Assert.Empty(comparison.Reasons);
        Assert.Equal(27, comparison.Count);
        Assert.All(comparison.Kinds, errors => Assert.InRange(errors.Max, 0, 0.000002));
        Assert.All(comparison.Kinds, errors => Assert.InRange(errors.DeltaMax, 0, 0.000002));
        Assert.Equal(2, comparison.Kinds[Oop].UnpublishedCount);
        Assert.Equal(8, comparison.Families.Count);
    }

    [Fact]
    public void The_published_file_is_reproduced_within_the_bounds()
    {
        if (TestFiles.Shared(output) is not string path)
        {
            return;
        }

        SpanComparison comparison = Compare(TestFiles.Read(path));
        output.WriteLine($"futures max {comparison.Kinds[Fut].Max}, options p99 {comparison.Kinds[Oop].Percentile(99)}"
            + $" max {comparison.Kinds[Oop].Max}, delta {comparison.Kinds[Oop].DeltaMax}");
        Assert.Empty(comparison.Excesses);
        Assert.Empty(comparison.Reasons);
        Assert.Equal((130, 16), (comparison.Kinds[Fut].Count, comparison.Kinds[Fut].UnpublishedCount));
        Assert.Equal((2010, 618), (comparison.Kinds[Oop].Count, comparison.Kinds[Oop].UnpublishedCount));
        Assert.Equal(37, comparison.Kinds[(int)SpanFamilyKind.Physical].Count);
        Assert.InRange(comparison.Kinds[Fut].Max, 0, 0.001);
        Assert.InRange(comparison.Kinds[Oop].Percentile(99), 0, 0.002);
        Assert.InRange(comparison.Kinds[Oop].Max, 0, 0.003);
        Assert.InRange(comparison.Kinds[Oop].DeltaMax, 0, 0.0001);
    }

    public static TheoryData<string> WrongRecipes =>
    [
        "no look-ahead", "a calendar day", "a larger cover", "absolute volatility", "the rounded price as base",
        "no dividend", "a rate of zero", "the wrong scan range",
    ];

    [Theory]
    [MemberData(nameof(WrongRecipes))]
    public void A_wrong_recipe_is_beyond_the_bounds(string recipe)
    {
        SpanFile small = TestFiles.Read(TestFiles.SmallPath);
        Assert.NotEmpty(Compare(Wrong(small, recipe)).Excesses);
        if (recipe != "no dividend" && TestFiles.Shared(output) is string path)
        {
            Assert.NotEmpty(Compare(Wrong(TestFiles.Read(path), recipe)).Excesses);
        }
    }

    [Fact]
    public void The_grid_of_the_file_revalues_an_option_to_the_same_array()
    {
        SpanFile file = TestFiles.Read(TestFiles.SmallPath);
        int compared = 0;
        foreach (SpanSource source in TestFiles.Import(file).Sources)
        {
            if (!SpanFamilyKinds.IsOption(source.Family.Kind))
            {
                continue;
            }

            SpanContract contract = source.Contract;
            ScenarioGrid? grid = SpanGrid.Of(
                "demo", file.ScanPoints, file.LookAheadYearsNano, contract.VolatilityScanNano, isScanRelative: true);
            Assert.NotNull(grid);
            InstrumentModel instrument = new()
            {
                Symbol = "option",
                SecurityId = 1,
                Underlying = 0,
                TickNano = 1_000_000,
                LotE8 = 100_000_000,
                MultiplierE8 = contract.ContractFactorNano / 10,
                MaxLots = 1,
                MaxNotionalMicro = 1,
                CollarBandQ32 = 1,
                PositionLimitLots = 1,
                StaleAfterMs = 1,
                TauQ32 = 1,
                ExpiryMs = (long)Math.Round(contract.YearsNano / 1e9 * 365 * 86_400_000),
                Pricing = new PricingModel
                {
                    Style = ContractStyle.SpotOption,
                    ReferenceNano = source.Underlying!.PriceNano,
                    Kind = contract.IsCall ? OptionKind.Call : OptionKind.Put,
                    StrikeNano = contract.StrikeNano,
                    VolatilityNano = contract.VolatilityNano,
                    RateNano = contract.RateNano,
                    YieldNano = contract.DividendNano,
                },
            };

            // The scan range as a share of the underlying's price: e-6 over (e-9 x e-9 e+12).
            double share = contract.PriceScanMicro!.Value / 1e6
                / (source.Underlying.PriceNano / 1e9 * (contract.ContractFactorNano / 1e9));
            long[] bucket = new long[RiskProfile.BucketEntries];
            new GridRevaluer(grid, grid.Shock, (ulong)Math.Round(share * 4294967296.0))
                .FillBucket(new PricedContract(instrument, valuationMs: 0), bucket);
            double[] losses = new SpanArrayModel(file).Compute(source, out _)!.Losses;
            for (int s = 0; s < losses.Length; s++)
            {
                Assert.Equal(losses[s] * 1e6, bucket[SpanSnapshot.FirstEntry + s], 5.0);
                Assert.Equal(grid.Points[s].Name, SpanScenarios.NameOf(file.ScanPoints[s]));
            }

            compared++;
        }

        Assert.Equal(20, compared);
    }

    [Fact]
    public void The_classic_scenarios_are_those_of_the_files()
    {
        Assert.Equal(TestFiles.Read(TestFiles.SmallPath).ScanPoints, SpanScenarios.Classic(coverMicro: 330_000));
        if (TestFiles.Shared(output) is string path)
        {
            SpanFile file = TestFiles.Read(path);
            Assert.Equal(file.ScanPoints, SpanScenarios.Classic(coverMicro: 320_000));
            Assert.Equal(
                file.DeltaPoints.Select(p => p.WeightMicro), SpanScenarios.ClassicDelta.Select(p => p.WeightMicro));
        }
    }

    [Fact]
    public void What_the_file_does_not_say_is_a_reason()
    {
        SpanFile file = TestFiles.Read(TestFiles.SmallPath);
        AssertReason(file with { ScanPoints = [] }, "the file defines no scenarios", 29);
        AssertReason(Options(file, f => f with { PriceModel = "B" }, c => c), "OOP with price model \"B\"", 20);
        AssertReason(Options(file, f => f, c => c with { PriceScanMicro = null }), "no price scan range", 20);
        AssertReason(Options(file, f => f, c => c with { UnderlyingKey = "EX/9/9" }), "no underlying price", 20);
        AssertReason(Options(file, f => f, c => c with { ContractFactorNano = 0 }), "no contract factor", 20);
        AssertReason(Options(file, f => f, c => c with { RateNano = 1L << 60 }), "parameters out of range", 20);
        AssertReason(Options(file, f => f, c => c with { YearsNano = long.MaxValue }), "parameters out of range", 20);
        AssertReason(
            Options(file, f => f, c => c with { VolatilityNano = long.MaxValue }), "parameters out of range", 20);
    }

    [Fact]
    public void Percentiles_are_errors_that_occurred()
    {
        SpanErrorStatistics errors = new();
        SpanInstrument instrument = Models.Outright("x", 0, "202601", 1);
        Assert.Equal(0.0, errors.Percentile(99));
        for (int i = 200; i > 0; i--)
        {
            errors.Add(instrument, i, 3, i / 10.0);
        }

        Assert.Equal((1.0, 100.0, 198.0, 200.0),
            (errors.Percentile(0 + 1) - 1, errors.Percentile(50), errors.Percentile(99), errors.Percentile(100)));
        Assert.Equal((200.0, 20.0, 3), (errors.Max, errors.DeltaMax, errors.WorstScenario));
    }

    private static void AssertReason(SpanFile file, string reason, int count)
    {
        SpanComparison comparison = Compare(file);
        Assert.Equal([new KeyValuePair<string, int>(reason, count)], comparison.Reasons);
    }

    private static SpanComparison Compare(SpanFile file) => SpanComparison.Of(file, TestFiles.Import(file));

    private static SpanFile Options(
        SpanFile file, Func<SpanFamily, SpanFamily> family, Func<SpanContract, SpanContract> contract) => file with
        {
            Families = [.. file.Families.Select(f => !SpanFamilyKinds.IsOption(f.Kind)
                ? f
                : family(f) with { Contracts = [.. f.Contracts.Select(contract)] })],
        };

    private static SpanFile Wrong(SpanFile file, string recipe) => recipe switch
    {
        // The smallest look-ahead there is, since none means one business day.
        "no look-ahead" => file with { LookAheadYearsNano = 1 },
        "a calendar day" => file with { LookAheadYearsNano = 1_000_000_000 / 365 },
        "a larger cover" => file with
        {
            ScanPoints =
                [.. file.ScanPoints.Select(p => p.WeightMicro == Models.One ? p : p with { WeightMicro = 350_000 })],
        },
        "absolute volatility" => Options(file, f => f, c => c with { IsVolatilityScanRelative = false }),

        // The array moves by what the published price was rounded by.
        "the rounded price as base" => Options(file, f => f, c => c.LossesMicro is null ? c : c with
        {
            LossesMicro = [.. c.LossesMicro.Select(loss => loss - RoundedAway(file, c))],
        }),
        "no dividend" => Options(file, f => f, c => c with { DividendNano = 0 }),
        "a rate of zero" => Options(file, f => f, c => c with { RateNano = 0 }),
        "the wrong scan range" => Options(file, f => f, c => c with { PriceScanMicro = c.PriceScanMicro * 101 / 100 }),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe)),
    };

    private static long RoundedAway(SpanFile file, SpanContract contract)
    {
        SpanContract underlying = file.Families.Where(f => f.Kind == SpanFamilyKind.Physical)
            .SelectMany(f => f.Contracts.Select(c => (Key: $"{f.Exchange}/{f.Id}/{c.Id}", Contract: c)))
            .Single(c => c.Key == contract.UnderlyingKey).Contract;
        OptionTerms terms = new(
            contract.IsCall ? OptionKind.Call : OptionKind.Put, contract.StrikeNano / 1e9, contract.YearsNano / 1e9);
        double price = OptionPricer.BlackScholesMerton(
            terms, underlying.PriceNano / 1e9, contract.VolatilityNano / 1e9, contract.RateNano / 1e9,
            contract.DividendNano / 1e9).Price;
        return (long)(((contract.PriceNano / 1e9) - price) * contract.ContractFactorNano / 1e9 * 1e6);
    }
}
