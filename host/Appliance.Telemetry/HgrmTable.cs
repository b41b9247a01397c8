using System;
using System.Globalization;
using System.IO;

namespace Appliance.Telemetry;

/// <summary>
/// The text form of HdrHistogram's percentile distribution: five lines to each halving of what is left above, then
/// mean, deviation and maximum. A report for people and plotting tools, so this is the one place with fractions.
/// </summary>
internal static class HgrmTable
{
    private const int LinesPerHalving = 5;

    public static void Write(TextWriter writer, LatencyHistogram histogram, long nsPerUnit)
    {
        Line(writer, $"{"Value",12} {"Percentile",14} {"TotalCount",10} {"1/(1-Percentile)",14}\n\n");
        WriteLevels(writer, histogram, nsPerUnit);
        double mean = MeanOf(histogram);
        double deviation = DeviationOf(histogram, mean) / nsPerUnit;
        mean /= nsPerUnit;
        double max = (double)histogram.Max / nsPerUnit;
        Line(writer, $"#[Mean    = {mean,12:F3}, StdDeviation   = {deviation,12:F3}]\n");
        Line(writer, $"#[Max     = {max,12:F3}, Total count    = {histogram.Count,12}]\n");
        int halvings = LatencyHistogram.BucketCount / LatencyHistogram.ErrorDivisor;
        Line(writer, $"#[Buckets = {halvings,12}, SubBuckets     = {LatencyHistogram.ErrorDivisor,12}]\n");
    }

    private static void WriteLevels(TextWriter writer, LatencyHistogram histogram, long nsPerUnit)
    {
        // In percent, as the original counts: its steps are then exact and so are the levels.
        double level = 0;
        long seen = 0;
        for (int index = 0; index < LatencyHistogram.BucketCount && seen < histogram.Count; index++)
        {
            long here = histogram.CountIn(index);
            seen += here;
            double value = (double)Math.Min(LatencyHistogram.HighestIn(index), histogram.Max) / nsPerUnit;
            while (here > 0 && level < 100 && 100.0 * seen / histogram.Count >= level)
            {
                Line(writer, $"{value,12:F3} {level / 100:F12} {seen,10} {100 / (100 - level),14:F2}\n");
                level = NextLevel(level);
                if (seen == histogram.Count)
                {
                    break;
                }
            }
        }

        if (histogram.Count > 0)
        {
            Line(writer, $"{(double)histogram.Max / nsPerUnit,12:F3} {1.0:F12} {seen,10}\n");
        }
    }

    private static double NextLevel(double level)
    {
        double halvings = Math.Floor(Math.Log2(100 / (100 - level))) + 1;
        return level + (100 / (LinesPerHalving * Math.Pow(2, halvings)));
    }

    private static double MeanOf(LatencyHistogram histogram) =>
        histogram.Count == 0 ? 0 : (double)histogram.Sum / histogram.Count;

    private static double DeviationOf(LatencyHistogram histogram, double mean)
    {
        double squares = 0;
        for (int index = 0; index < LatencyHistogram.BucketCount; index++)
        {
            double distance = Math.Min(LatencyHistogram.HighestIn(index), histogram.Max) - mean;
            squares += histogram.CountIn(index) * distance * distance;
        }

        return histogram.Count == 0 ? 0 : Math.Sqrt(squares / histogram.Count);
    }

    private static void Line(TextWriter writer, FormattableString line) =>
        writer.Write(line.ToString(CultureInfo.InvariantCulture));
}
