using System;
using System.Globalization;
using System.IO;

namespace Appliance.Telemetry.Tests;

public sealed class HgrmTableTests
{
    [Fact]
    public void The_table_of_four_values_is_the_standard_one()
    {
        var histogram = new LatencyHistogram();
        foreach (long ns in (long[])[1, 2, 3, 4])
            histogram.Record(ns);
        const string expected = """
                   Value     Percentile TotalCount 1/(1-Percentile)

                   1.000 0.000000000000          1           1.00
                   1.000 0.100000000000          1           1.11
                   1.000 0.200000000000          1           1.25
                   2.000 0.300000000000          2           1.43
                   2.000 0.400000000000          2           1.67
                   2.000 0.500000000000          2           2.00
                   3.000 0.550000000000          3           2.22
                   3.000 0.600000000000          3           2.50
                   3.000 0.650000000000          3           2.86
                   3.000 0.700000000000          3           3.33
                   3.000 0.750000000000          3           4.00
                   4.000 0.775000000000          4           4.44
                   4.000 1.000000000000          4
            #[Mean    =        2.500, StdDeviation   =        1.118]
            #[Max     =        4.000, Total count    =            4]
            #[Buckets =           57, SubBuckets     =          128]

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), Write(histogram, 1));
    }

    [Fact]
    public void Counts_never_fall_and_the_last_line_holds_everything()
    {
        var histogram = new LatencyHistogram();
        for (long index = 1; index <= 100_000; index++)
            histogram.Record(index * 37);
        long last = 0;
        double value = 0;
        foreach (string line in Write(histogram, 1_000).Split('\n'))
        {
            string[] cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('#') || cells.Length < 3 || cells[0] == "Value")
                continue;
            Assert.True(value <= double.Parse(cells[0], CultureInfo.InvariantCulture));
            Assert.True(last <= long.Parse(cells[2], CultureInfo.InvariantCulture));
            value = double.Parse(cells[0], CultureInfo.InvariantCulture);
            last = long.Parse(cells[2], CultureInfo.InvariantCulture);
        }

        Assert.Equal(histogram.Count, last);
        Assert.Equal(3_700.0, value);
    }

    [Fact]
    public void An_empty_table_has_a_head_and_a_foot()
    {
        string text = Write(new LatencyHistogram(), 1);
        Assert.Contains("#[Max     =        0.000, Total count    =            0]", text, StringComparison.Ordinal);
        Assert.Equal(6, text.Split('\n').Length);
    }

    private static string Write(LatencyHistogram histogram, long nsPerUnit)
    {
        using var writer = new StringWriter();
        histogram.WriteHgrm(writer, nsPerUnit);
        return writer.ToString();
    }
}
