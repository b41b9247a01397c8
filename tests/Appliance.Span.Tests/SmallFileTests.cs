using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Appliance.Margin.Control.Span;

namespace Appliance.Span.Tests;

/// <summary>Reading and importing tests/vectors/span_small.xml, which has one of everything.</summary>
public sealed class SmallFileTests
{
    private static readonly SpanFile SmallFile = TestFiles.Read(TestFiles.SmallPath);

    [Fact]
    public void The_file_is_read_as_it_stands()
    {
        Assert.Equal("DEMO", SmallFile.ClearingOrganization);
        Assert.Equal("20260105", SmallFile.BusinessDate);
        Assert.Equal("4.00", SmallFile.FileFormat);
        Assert.Equal(4_000_000, SmallFile.LookAheadYearsNano);
        Assert.Equal(["EX"], SmallFile.Exchanges);
        Assert.Equal(8, SmallFile.Families.Count);
        Assert.Equal(29, SmallFile.Families.Sum(f => f.Contracts.Count));
        Assert.Equal(["ALFA", "BETA", "GAMA"], SmallFile.Commodities.Select(c => c.Code));
        Assert.Equal(16, SmallFile.ScanPoints.Count);
        Assert.Equal(new SpanScanPoint(3, 1_000_000, 3_000_000, 1_000_000, 1_000_000, 4), SmallFile.ScanPoints[2]);
        Assert.Equal(new SpanScanPoint(16, -3_000_000, 1_000_000, 0, 330_000, 16), SmallFile.ScanPoints[15]);
        Assert.Equal(1_000_000, SmallFile.DeltaPoints.Sum(p => p.WeightMicro));
        Assert.Empty(SmallFile.Notes);
    }

    [Fact]
    public void An_option_has_what_its_series_and_its_family_say()
    {
        SpanFamily family = SmallFile.Families.Single(f => f.Id == "21");
        Assert.Equal(
            (SpanFamilyKind.OptionOnPhysical, "ALFA", "EUR", "EQTY", "M"),
            (family.Kind, family.Code, family.Currency, family.ValueMethod, family.PriceModel));
        SpanContract option = family.Contracts[3];
        Assert.Equal(
            ("204", "202601", false, 50_000_000_000),
            (option.Id, option.Period, option.IsCall, option.StrikeNano));
        Assert.Equal((71_233_000, 302_000_000), (option.YearsNano, option.VolatilityNano));
        Assert.Equal((50_000_000, 20_000_000), (option.RateNano, option.DividendNano));
        Assert.Equal(300_000_000, option.PriceScanMicro);
        Assert.Equal((250_000_000, true), (option.VolatilityScanNano, option.IsVolatilityScanRelative));
        Assert.Equal("EX/1/1", option.UnderlyingKey);
        Assert.Equal(100_000_000_000, option.ContractFactorNano);
        Assert.Equal(16, option.LossesMicro!.Length);
        Assert.Equal(61, option.Line);
    }

    [Fact]
    public void Tiers_spreads_and_rates_are_read_in_their_order()
    {
        SpanCommodityDefinition alfa = SmallFile.Commodities[0];
        Assert.Equal([800_000L], alfa.AdjustmentsMicro);
        Assert.Equal(
            [
                new SpanTier(0, "", "", 0), new SpanTier(1, "202601", "202601", 0),
                new SpanTier(2, "202602", "202603", 0),
            ],
            alfa.IntraTiers);
        Assert.Equal([new SpanTier(0, "", "", 25_000_000)], alfa.MinimumTiers);
        Assert.Equal([new SpanSpotRate("202601", 5_000_000, 10_000_000)], alfa.SpotRates);
        Assert.Equal(["1", "2", "3"], alfa.IntraSpreads.Select(s => s.Id));
        Assert.Equal([60_000_000L, 40_000_000, 90_000_000], alfa.IntraSpreads.Select(s => s.RateMicro));
        Assert.Equal([1, 2], alfa.IntraSpreads[0].Legs.Select(leg => leg.Tier));
        Assert.Equal(SpanMinimumMethod.Max, SmallFile.Commodities[1].MinimumMethod);
        Assert.Equal(
            [SpanSpreadMethod.Scanning, SpanSpreadMethod.Weighted], SmallFile.InterSpreads.Select(s => s.Method));
        Assert.Equal([1_000_000L, 2_500_000], SmallFile.InterSpreads[1].Legs.Select(leg => leg.RatioMicro));
        Assert.Equal([SpanSide.A, SpanSide.B], SmallFile.InterSpreads[1].Legs.Select(leg => leg.Side));
    }

    [Fact]
    public void Import_links_contracts_to_commodities_and_names_them()
    {
        SpanImported imported = TestFiles.Import(SmallFile);
        SpanModel model = imported.Model!;
        Assert.Empty(imported.Notes);
        Assert.Equal(29, model.Instruments.Count);
        SpanInstrument put = model.Instruments[model.IndexOf("EX/OOP/ALFA/202601/P/57.5")];
        Assert.Equal((true, false, true), (put.IsOption, put.IsCall, put.IsPremiumPaid));
        Assert.Equal("21:208", put.ContractId);
        Assert.Equal(5_000_000_000, put.UnderlyingValueMicro);
        Assert.Null(put.LossesMicro);
        SpanInstrument future = model.Instruments[model.IndexOf("EX/FUT/BETA/202602")];
        Assert.Equal((2_020_000_000, 2_020_000_000), (future.ValueMicro, future.UnderlyingValueMicro));
        Assert.Equal(1, future.Commodity);
        Assert.Equal((1_000_000, 800_000), Factors(model.Commodities[0]));
        Assert.Equal((1_100_000, 1_000_000), Factors(model.Commodities[1]));
        Assert.Equal((1_000_000, 1_000_000), Factors(model.Commodities[2]));
        Assert.Equal("+1/3 vol-", model.Scenarios[3].Name);
        Assert.Equal("-3 x0.33", model.Scenarios[15].Name);
        Assert.Equal(
            [true, true], model.Scenarios.Take(2).Select(s => s.IsNoPriceMove));
        Assert.DoesNotContain(model.Scenarios.Skip(2), s => s.IsNoPriceMove);
    }

    [Fact]
    public void Contracts_are_found_by_symbol_and_by_number()
    {
        SpanModel model = TestFiles.Import(SmallFile).Model!;
        for (int i = 0; i < model.Instruments.Count; i++)
        {
            Assert.Equal(i, model.IndexOf(model.Instruments[i].Symbol));
            Assert.Equal(i, model.IndexOfNumber(model.Instruments[i].ContractId));
        }

        Assert.Equal(model.IndexOf("EX/FUT/ALFA/202602"), model.IndexOfNumber("102"));
        Assert.Equal(SpanModel.SeveralInstruments, model.IndexOfNumber("1"));
        Assert.Equal(-1, model.IndexOfNumber("02"));
        Assert.Equal(-1, model.IndexOfNumber(""));
        Assert.Equal(-1, model.IndexOf("EX/FUT/ALFA/202604"));
        Assert.Equal("EX/FUT/ALFA/202603", model.NearestTo("EX/FUT/ALFA/202604"));
        Assert.Equal("EX/OOP/ALFA/202601/C/57.5", model.NearestTo("EX/OOP/ALFA/202601/C/100"));
    }

    [Fact]
    public void Missing_arrays_are_computed_only_when_asked_for_and_marked()
    {
        SpanModel published = TestFiles.Import(SmallFile).Model!;
        SpanModel computed = TestFiles.Import(SmallFile, isComputing: true).Model!;
        for (int i = 0; i < published.Instruments.Count; i++)
        {
            bool isMissing = published.Instruments[i].LossesMicro is null;
            Assert.Equal(isMissing, computed.Instruments[i].IsComputed);
            Assert.NotNull(computed.Instruments[i].LossesMicro);
            if (!isMissing)
            {
                Assert.Equal(published.Instruments[i].LossesMicro, computed.Instruments[i].LossesMicro);
            }
        }

        Assert.Equal(2, computed.Instruments.Count(i => i.IsComputed));

        // A call far from the money gains a little on the way up and can lose no more than its price.
        SpanInstrument call = computed.Instruments[computed.IndexOf("EX/OOP/ALFA/202601/C/57.5")];
        Assert.InRange(call.LossesMicro!.Max(), 1, call.ValueMicro + 500_000);
        Assert.InRange(call.DeltaMicro, 10_000, 200_000);
    }

    [Fact]
    public void Gzip_gives_the_same_model()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(TestFiles.SmallPath));
        }

        packed.Position = 0;
        SpanReading reading = SpanReader.Read(packed, SpanLimits.Default);
        SpanModel a = TestFiles.Import(reading.File!).Model!;
        SpanModel b = TestFiles.Import(SmallFile).Model!;
        Assert.Equal(a.Instruments.Select(i => i.Symbol), b.Instruments.Select(i => i.Symbol));
        Assert.Equal(
            a.Instruments.SelectMany(i => i.LossesMicro ?? []), b.Instruments.SelectMany(i => i.LossesMicro ?? []));
    }

    [Theory]
    [InlineData("<cc>ALFA</cc>", "<cc>BETA</cc>", "combined commodity BETA is there twice")]
    [InlineData("<pfId>12</pfId><pfType>FUT</pfType>", "<pfId>11</pfId><pfType>FUT</pfType>", "in two combined")]
    [InlineData("<cId>102</cId><pe>202602</pe>", "<cId>101</cId><pe>202602</pe>", "contract EX/11/101 is there twice")]
    [InlineData("<cId>102</cId><pe>202602</pe>", "<cId>102</cId><pe>202601</pe>", "stands for two contracts")]
    [InlineData("<a>300.000000</a>", "<a>140737488.355328</a>", "not below 2^47")]
    [InlineData("<p>50.25</p>", "<p>9000000000</p>", "")]
    [InlineData("<val>60.00</val>", "<val>200000000</val>", "a rate is not below 2^47")]
    public void Contradictions_are_listed_with_their_line(string found, string replaced, string fault)
    {
        SpanImported imported = SpanImport.Build(Edited(found, replaced));
        if (fault.Length == 0)
        {
            Assert.Empty(imported.Faults);
            return;
        }

        Assert.Null(imported.Model);
        Assert.Contains(imported.Faults, f => f.Contains(fault, StringComparison.Ordinal));
        Assert.All(imported.Faults, f => Assert.Matches("^line [1-9][0-9]*: ", f));
    }

    [Theory]
    [InlineData("<somMeth>GROSS</somMeth>", "<somMeth>NONE</somMeth>", "somMeth NONE")]
    [InlineData("<wfprMeth>NORMAL</wfprMeth>", "<wfprMeth>CAPPED</wfprMeth>", "wfprMeth CAPPED")]
    [InlineData("<chargeMeth>F</chargeMeth>", "<chargeMeth>P</chargeMeth>", "chargeMeth P")]
    [InlineData("<tn>2</tn><rs>B</rs>", "<tn>7</tn><rs>B</rs>", "unknown tier")]
    [InlineData("<tLeg><cc>ALFA</cc><tn>2</tn><rs>B</rs>", "<tLeg><cc>BETA</cc><tn>2</tn><rs>B</rs>", "a leg in BETA")]
    [InlineData("<tn>2</tn><rs>A</rs>", "<tn>2</tn><rs>B</rs>", "legs that share deltas")]
    [InlineData("<isContractScale>0", "<isContractScale>1", "contract scaling")]
    public void What_is_not_computed_is_refused_by_name(string found, string replaced, string reason)
    {
        SpanFile file = Edited(found, replaced);
        if (reason == "contract scaling")
        {
            file = Edited(
                ("<isContractScale>0", "<isContractScale>1"),
                ("<sc>1.000000</sc><setlDate>", "<sc>2</sc><setlDate>"));
        }

        SpanModel model = TestFiles.Import(file).Model!;
        Assert.Contains(reason, model.Commodities[0].Unsupported, StringComparison.Ordinal);
        SpanMarginOutcome outcome = SpanMargin.Compute(
            model, [new SpanPosition(model.IndexOf("EX/FUT/ALFA/202601"), 1)]);
        Assert.Null(outcome.Report);
        Assert.Contains(reason, Assert.Single(outcome.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cc>BETA</cc><tn>0</tn><rs>B</rs><i>2.5</i>", "<cc>NONE</cc><tn>0</tn><rs>B</rs><i>2.5</i>")]
    [InlineData("<val>0.500000</val>", "<val>1.500000</val>")]
    [InlineData("<chargeMeth>W</chargeMeth>", "<chargeMeth>F</chargeMeth>")]
    public void A_credit_that_cannot_be_computed_is_noted_and_not_given(string found, string replaced)
    {
        SpanImported imported = TestFiles.Import(Edited(found, replaced));
        Assert.Contains("1 spreads between commodities", Assert.Single(imported.Notes), StringComparison.Ordinal);
        SpanMarginReport report = Models.Margin(
            imported.Model!, ("EX/FUT/ALFA/202602", 2), ("EX/FUT/BETA/202601", -5));
        Assert.All(report.Commodities, m => Assert.Equal(0, m.InterCreditMicro));
        SpanMarginReport credited = Models.Margin(
            TestFiles.Import(SmallFile).Model!, ("EX/FUT/ALFA/202602", 2), ("EX/FUT/BETA/202601", -5));
        Assert.All(credited.Commodities, m => Assert.True(m.InterCreditMicro > 0));
    }

    [Fact]
    public void Delta_scaling_multiplies_deltas_alone()
    {
        SpanModel model = TestFiles.Import(
            Edited("<p>50.25</p><sc>1.000000</sc>", "<p>50.25</p><sc>2.500000</sc>")).Model!;
        SpanInstrument scaled = model.Instruments[model.IndexOf("EX/FUT/ALFA/202601")];
        Assert.Equal(2_500_000, scaled.DeltaMicro);
        Assert.Equal(300_000_000, scaled.LossesMicro!.Max());
    }

    private static (long, long) Factors(SpanCommodity commodity) =>
        (commodity.InitialFactorMicro, commodity.MaintenanceFactorMicro);

    private static SpanFile Edited(string found, string replaced) => Edited((found, replaced));

    private static SpanFile Edited(params (string Found, string Replaced)[] edits)
    {
        string text = File.ReadAllText(TestFiles.SmallPath);
        foreach ((string found, string replaced) in edits)
        {
            int at = text.IndexOf(found, StringComparison.Ordinal);
            Assert.True(at >= 0, found);
            text = text[..at] + replaced + text[(at + found.Length)..];
        }

        SpanReading reading = Hostile.Read(text);
        Assert.True(reading.File is not null, $"{reading.Fault}");
        return reading.File;
    }
}
