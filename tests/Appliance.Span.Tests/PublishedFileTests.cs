using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Appliance.Margin.Control;
using Appliance.Margin.Control.Span;
using Xunit.Abstractions;

namespace Appliance.Span.Tests;

/// <summary>A clearing house's own file, where it lies beside the repository.</summary>
public sealed class PublishedFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Everything_in_it_is_imported()
    {
        if (TestFiles.Shared(output) is not string path)
        {
            return;
        }

        SpanFile file = TestFiles.Read(path);
        SpanImported imported = TestFiles.Import(file);
        SpanModel model = imported.Model!;
        Assert.Empty(imported.Notes);
        Assert.Equal(("TAKASBANK", "20160517"), (model.ClearingOrganization, model.BusinessDate));
        Assert.Equal(98, file.Families.Count);
        Assert.Equal((2811, 40, 56), (model.Instruments.Count, model.Commodities.Count, model.InterSpreads.Count));
        Assert.Equal(
            (37, 146, 2628),
            (Count(model, SpanFamilyKind.Physical), Count(model, SpanFamilyKind.Future),
                Count(model, SpanFamilyKind.OptionOnPhysical)));
        Assert.Equal(634, model.Instruments.Count(i => i.LossesMicro is null));
        Assert.All(model.Commodities, commodity =>
        {
            Assert.Equal("", commodity.Unsupported);
            Assert.Equal((1_000_000, 750_000), (commodity.InitialFactorMicro, commodity.MaintenanceFactorMicro));
            Assert.Equal(SpanSpreadMethod.Flat, Assert.Single(commodity.IntraSpreads).Method);
            Assert.Single(commodity.MinimumTiers);
        });
        Assert.Equal(
            [(500_000L, 38), (600_000, 16), (1_000_000, 2)],
            model.InterSpreads.GroupBy(s => s.RateMicro).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
        Assert.All(model.InterSpreads, s => Assert.Equal((SpanSpreadMethod.Weighted, ""), (s.Method, s.Unsupported)));
        Assert.Equal("+3 x0.32", model.Scenarios[14].Name);
    }

    [Fact]
    public void Arrays_are_those_of_the_table_and_are_recomputed_within_the_bounds()
    {
        if (TestFiles.Shared(output) is not string path
            || TestFiles.Shared(output, "takas_arrays_shared.csv.gz") is not string table)
        {
            return;
        }

        SpanFile file = TestFiles.Read(path);
        SpanImported imported = TestFiles.Import(file);
        SpanArrayModel arrays = new(file);
        using StreamReader csv = new(new GZipStream(File.OpenRead(table), CompressionMode.Decompress));
        string[] header = csv.ReadLine()!.Split(',');
        int first = Array.IndexOf(header, "ra1");
        List<double> optionErrors = [];
        int futures = 0;
        while (csv.ReadLine()?.Split(',') is string[] row)
        {
            string symbol = row[0] == "FUT"
                ? $"BIST/FUT/{row[1]}/{row[2]}"
                : $"BIST/OOP/{row[1]}/{row[2]}/{row[5]}/{Trimmed(row[6])}";
            int index = imported.Model!.IndexOf(symbol);
            Assert.True(index >= 0, symbol);
            Assert.Equal(
                row[first..(first + 16)].Select(Micro), imported.Model.Instruments[index].LossesMicro!);
            Assert.Equal(Micro(row[^1]), imported.Model.Instruments[index].DeltaMicro);
            SpanComputed computed = arrays.Compute(imported.Sources[index], out _)!;
            double worst = Enumerable.Range(0, 16)
                .Max(s => Math.Abs(computed.Losses[s] - double.Parse(row[first + s], CultureInfo.InvariantCulture)));
            if (row[0] == "FUT")
            {
                Assert.InRange(worst, 0, 0.001);
                futures++;
                continue;
            }

            optionErrors.Add(worst);
            double delta = double.Parse(row[^1], CultureInfo.InvariantCulture);
            Assert.InRange(Math.Abs(computed.CompositeDelta!.Value - delta), 0, 0.0001);
        }

        optionErrors.Sort();
        Assert.Equal((130, 2010), (futures, optionErrors.Count));
        Assert.InRange(optionErrors[(int)Math.Ceiling(0.99 * optionErrors.Count) - 1], 0, 0.002);
        Assert.InRange(optionErrors[^1], 0, 0.003);
    }

    [Fact]
    public void Cut_at_every_thousandth_byte_it_is_refused()
    {
        if (TestFiles.Shared(output) is not string path)
        {
            return;
        }

        using MemoryStream plain = new();
        using (GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        byte[] bytes = plain.ToArray();
        Assert.NotNull(Hostile.Read(bytes).File);
        int cuts = 0;
        for (int length = 0; length < bytes.Length - 1; length += 1000)
        {
            SpanReading reading = SpanReader.Read(new MemoryStream(bytes, 0, length), SpanLimits.Default);
            Assert.True(reading.File is null && reading.Fault!.Text.Length > 0, $"cut at {length}");
            cuts++;
        }

        Assert.InRange(cuts, 1000, 2000);
    }

    private static int Count(SpanModel model, SpanFamilyKind kind) => model.Instruments.Count(i => i.Kind == kind);

    private static long Micro(string text)
    {
        Assert.True(DecimalText.TryParseMantissa(text, -6, out long micro), text);
        return micro;
    }

    private static string Trimmed(string decimalText)
    {
        Assert.True(DecimalText.TryParseMantissa(decimalText, -9, out long nano), decimalText);
        return DecimalText.Of(nano, -9);
    }
}
