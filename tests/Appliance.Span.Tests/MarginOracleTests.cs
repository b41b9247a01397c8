using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin.Control.Span;
using Xunit.Abstractions;

namespace Appliance.Span.Tests;

/// <summary>Margin of random portfolios against the exact oracle.</summary>
public sealed class MarginOracleTests(ITestOutputHelper output)
{
    // What other legs give up is rounded to a millionth of a delta: that times a rate or a price risk, a few times.
    private const long ToleranceMicro = 20_000;

    [Fact]
    public void Small_file_portfolios_agree()
    {
        SpanModel model = WithoutScanning(
            TestFiles.Import(TestFiles.Read(TestFiles.SmallPath), isComputing: true).Model!);
        Agree(model, "small", portfolios: 1500, positionsMax: 12, lotsMax: 50);
        Agree(model, "small large", portfolios: 300, positionsMax: 25, lotsMax: 1_000_000);
    }

    [Fact]
    public void Random_models_agree()
    {
        Prng random = TestFiles.Generator("models");
        for (int m = 0; m < 300; m++)
        {
            Agree(RandomModel(random), $"model {m}", portfolios: 10, positionsMax: 12, lotsMax: 30);
        }
    }

    [Fact]
    public void Published_file_portfolios_agree()
    {
        if (TestFiles.Shared(output) is string path)
        {
            SpanModel model = TestFiles.Import(TestFiles.Read(path)).Model!;
            Assert.Contains(model.InterSpreads, s => s.Method == SpanSpreadMethod.Weighted);
            Agree(model, "published", portfolios: 400, positionsMax: 60, lotsMax: 100);
        }
    }

    private static void Agree(SpanModel model, string name, int portfolios, int positionsMax, int lotsMax)
    {
        Prng random = TestFiles.Generator(name);
        int charged = 0, credited = 0;
        for (int p = 0; p < portfolios; p++)
        {
            List<SpanPosition> positions = RandomPositions(model, random, positionsMax, lotsMax);
            string repeat = TestFiles.Repeat($"{name} portfolio {p}");
            SpanMarginOutcome outcome = SpanMargin.Compute(model, positions);
            Assert.True(outcome.Report is not null, $"{repeat}: {string.Join(", ", outcome.Faults)}");
            MarginOracle oracle = new(model, positions);
            Assert.True(oracle.Accounts.Count == outcome.Report.Commodities.Count, repeat);
            foreach (SpanCommodityMargin margin in outcome.Report.Commodities)
            {
                MarginOracle.Account account = oracle.Accounts[margin.Commodity.Code];
                string where = $"{repeat} {margin.Commodity.Code}";
                Same(account.ScanRisk, margin.ScanRiskMicro, 0, $"{where} scan");
                Same(account.Intra, margin.IntraChargeMicro, ToleranceMicro, $"{where} intra");
                Same(account.Delivery, margin.DeliveryChargeMicro, ToleranceMicro, $"{where} delivery");
                Same(account.Credit, margin.InterCreditMicro, ToleranceMicro, $"{where} credit");
                Same(account.Requirement, margin.RequirementMicro, ToleranceMicro, $"{where} requirement");
                Same(account.OptionValue, margin.NetOptionValueMicro, 0, $"{where} option value");
                Same(account.Initial, margin.InitialMicro, ToleranceMicro, $"{where} initial");
                Assert.True(margin.InitialMicro >= margin.MaintenanceMicro && margin.MaintenanceMicro >= 0, where);
                Assert.True(margin.InterCreditMicro <= margin.ScanRiskMicro, where);
                charged += margin.IntraChargeMicro > 0 ? 1 : 0;
                credited += margin.InterCreditMicro > 0 ? 1 : 0;
            }
        }

        // A comparison of zeros proves little. Few positions of a wide file meet in the same spread.
        Assert.True(charged > 0 || portfolios < 100, $"{name}: nothing was charged");
        Assert.True(credited > 0 || portfolios < 100, $"{name}: nothing was credited");
    }

    private static void Same(Fraction expected, long actual, long tolerance, string what)
    {
        BigInteger difference = (expected - Fraction.Of(actual)).Size.Ceiling();
        Assert.True(difference <= tolerance, $"{what}: expected {(decimal)expected.Floor()}, got {actual}");
    }

    private static List<SpanPosition> RandomPositions(SpanModel model, Prng random, int positionsMax, int lotsMax)
    {
        List<int> chosen = [];
        int count = 1 + (int)(random.NextUInt64() % (ulong)positionsMax);
        for (int i = 0; i < count; i++)
        {
            int instrument = (int)(random.NextUInt64() % (ulong)model.Instruments.Count);
            if (!chosen.Contains(instrument) && model.Instruments[instrument].LossesMicro is not null)
            {
                chosen.Add(instrument);
            }
        }

        if (chosen.Count == 0)
        {
            chosen.Add(Enumerable.Range(0, model.Instruments.Count)
                .First(i => model.Instruments[i].LossesMicro is not null));
        }

        ulong range = (ulong)(2 * lotsMax);
        return chosen.ConvertAll(i => new SpanPosition(i, (long)(random.NextUInt64() % range) - lotsMax));
    }

    // The oracle knows no scanning spreads; the published example covers them.
    private static SpanModel WithoutScanning(SpanModel model) => new(
        model.ClearingOrganization, model.BusinessDate, model.Scenarios, model.Commodities,
        [.. model.InterSpreads.Where(s => s.Method != SpanSpreadMethod.Scanning)], model.Instruments);

    private static SpanModel RandomModel(Prng random)
    {
        int Below(int limit) => (int)(random.NextUInt64() % (ulong)limit);
        string[] periods = ["202601", "202602", "202603", "202606"];
        SpanTier[] tiers =
            [new(1, "202601", "202601", 0), new(2, "202602", "202603", 0), new(3, "202606", "202612", 0)];
        List<SpanCommodity> commodities = [];
        List<SpanInstrument> instruments = [];
        for (int c = 0; c < 3; c++)
        {
            string code = $"C{c}";
            List<SpanSpread> spreads = [];
            for (int s = 0; s < 4; s++)
            {
                int a = Below(4), b = Below(4);
                spreads.Add(Models.Spread(
                    SpanSpreadMethod.Flat,
                    Below(100) * Models.One / 7,
                    TierLeg(code, a, SpanSide.A, (1 + Below(4)) * Models.One / 3),
                    TierLeg(code, b, SpanSide.B, (1 + Below(4)) * Models.One)));
            }

            commodities.Add(Models.Commodity(code, [.. spreads]) with
            {
                IntraTiers = tiers,
                InterTiers = tiers,
                MinimumTiers = [new SpanTier(0, "", "", Below(20) * Models.One)],
                MinimumMethod = (SpanMinimumMethod)Below(2),
                InitialFactorMicro = Models.One + Below(400_000),
                SpotRates = [new SpanSpotRate("202601", Below(9) * Models.One, Below(9) * Models.One)],
            });
            for (int i = 0; i < 6; i++)
            {
                bool isOption = i >= 3;
                SpanInstrument future = Models.Outright($"{code}/{i}", c, periods[Below(4)], 1 + Below(500));
                instruments.Add(!isOption ? future : future with
                {
                    Kind = SpanFamilyKind.OptionOnPhysical,
                    IsCall = Below(2) == 0,
                    IsPremiumPaid = true,
                    ValueMicro = Below(1_000_000_00),
                    DeltaMicro = Below(2_000_000) - 1_000_000,
                    LossesMicro = [.. Enumerable.Range(0, 16).Select(_ => (long)Below(600_000_000) - 300_000_000)],
                });
            }
        }

        List<SpanSpread> between = [];
        for (int s = 0; s < 5; s++)
        {
            int a = Below(3);
            between.Add(Models.Spread(
                SpanSpreadMethod.Weighted,
                Below(1_000_001),
                TierLeg($"C{a}", Below(4), SpanSide.A, (1 + Below(9)) * Models.One / 4),
                TierLeg($"C{(a + 1 + Below(2)) % 3}", 0, (SpanSide)Below(2), 1 + Below(9_000_000))));
        }

        return Models.Of(commodities, between, [.. instruments]);
    }

    private static SpanLeg TierLeg(string commodity, int tier, SpanSide side, long ratioMicro) =>
        new() { Commodity = commodity, Tier = tier, Side = side, RatioMicro = ratioMicro };
}
