using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>
/// Recorded Deribit option chains: the venue's mark price must follow from its mark volatility, the row's futures
/// price and its time to maturity. The file counts years of 365.25 days and the venue of 365. Volatility is rounded
/// to 0.01 points and the columns of a row are not of one instant, so single rows differ by more than the median.
/// </summary>
public sealed class DeribitChainTests(ITestOutputHelper output)
{
    private const double MedianMax = 2e-5;
    private const double VenueYears = 365.25 / 365;

    [Fact]
    public void Marks_follow_from_mark_volatilities()
    {
        string? folder = SharedData.Find(output, "data", "options");
        if (folder is null)
        {
            return;
        }

        string[] files = Directory.GetFiles(folder, "deribit_daily_*.csv.gz");
        Array.Sort(files, StringComparer.Ordinal);
        Assert.NotEmpty(files);
        List<double> all = [];
        foreach (string file in files)
        {
            List<double> errors = [];
            (int rows, int withoutFuture) = Read(file, errors);
            all.AddRange(errors);
            Report(Path.GetFileName(file), errors, $"{rows} rows, {withoutFuture} without a futures price");
            Assert.True(Quantile(errors, 0.5) <= MedianMax, file);
        }

        Report("all", all, $"{files.Length} files");
        Assert.True(Quantile(all, 0.5) <= MedianMax);
    }

    // Rows whose expiry has no future carry the forward in the underlying column alone.
    private static (int Rows, int WithoutFuture) Read(string file, List<double> errors)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        string[] header = (reader.ReadLine() ?? "").Split(',');
        int type = Array.IndexOf(header, "option_type");
        int strike = Array.IndexOf(header, "strike");
        int years = Array.IndexOf(header, "time_to_maturity");
        int mark = Array.IndexOf(header, "mark_price");
        int future = Array.IndexOf(header, "futures_price");
        int underlying = Array.IndexOf(header, "underlying");
        int volatility = Array.IndexOf(header, "implied_volatility");
        int rows = 0;
        int withoutFuture = 0;
        while (reader.ReadLine() is string line)
        {
            string[] fields = line.Split(',');
            rows++;
            withoutFuture += fields[future].Length == 0 ? 1 : 0;
            OptionTerms option = new(
                fields[type] == "call" ? OptionKind.Call : OptionKind.Put,
                Number(fields[strike]),
                Number(fields[years]) * VenueYears);
            double forward = Number(fields[future].Length == 0 ? fields[underlying] : fields[future]);
            double price = OptionPricer.Inverse(option, forward, Number(fields[volatility])).Price;
            errors.Add(Math.Abs(price - Number(fields[mark])));
        }

        return (rows, withoutFuture);
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double Quantile(List<double> errors, double share)
    {
        List<double> sorted = [.. errors];
        sorted.Sort();
        return sorted[(int)((sorted.Count - 1) * share)];
    }

    private void Report(string name, List<double> errors, string what) =>
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: median {Quantile(errors, 0.5):E2}, p99 {Quantile(errors, 0.99):E2}, worst "
            + $"{Quantile(errors, 1):E2} coin over {errors.Count} prices; {what}"));
}
