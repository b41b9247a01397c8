using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using Appliance.Core;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>Years of recorded hourly prices, crashes included, through the daily update of the scan range.</summary>
public sealed class DynamicReplayTests(ITestOutputHelper output)
{
    private const int HoursPerDay = 24;
    private const int WindowHours = 365 * HoursPerDay;
    private const int HorizonHours = 8;

    [Theory]
    [InlineData("ATOMUSDT")]
    [InlineData("LTCUSDT")]
    public void The_range_covers_what_came_next_and_falls_by_no_more_than_its_step(string symbol)
    {
        string? path = SharedData.Find(output, "data", "ohlcv", "binance_um_1h", "to2024", $"{symbol}_1h.csv.gz");
        if (path is null)
        {
            return;
        }

        int[] returns = ReadReturnsPpm(path);
        DynamicSettings settings = new();
        DynamicState? state = null;
        ulong previous = 0;
        int moves = 0;
        int exceeded = 0;
        double sum = 0;
        double highest = 0;
        int days = 0;
        for (int hour = 30 * HoursPerDay; hour + HoursPerDay <= returns.Length; hour += HoursPerDay, days++)
        {
            int from = Math.Max(hour - WindowHours, 0);
            MarketObservation seen = new() { ReturnsPpm = returns.AsMemory(from, hour - from), DepthMicro = 1 };
            UnderlyingDynamics update = DynamicMargin.Update(settings, seen, state, days);
            ulong level = update.State.Ratchet.LevelQ32;
            Assert.True(level + settings.Ratchet.CutPerDayQ32 >= previous && level >= update.ModelRangeQ32);
            Int128 inForce = FixedPoint.MulCeilWide((Int128)update.State.PublishedRangeQ32, update.MultiplierQ32);
            Assert.True(inForce >= (Int128)Math.Min(level, Rate.One.Q32));
            (state, previous) = (update.State, level);
            double range = level / 4294967296.0;
            sum += range;
            highest = Math.Max(highest, range);
            for (int start = hour; start < hour + HoursPerDay; start += HorizonHours)
            {
                long move = 0;
                for (int t = start; t < start + HorizonHours; t++)
                {
                    move += returns[t];
                }

                exceeded += Math.Abs(move) / 1e6 > range ? 1 : 0;
                moves++;
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{symbol}: {days} days, range {sum / days:P1} on average, {highest:P1} at most; "
            + $"{exceeded} of {moves} eight-hour moves beyond it"));
        Assert.True(days > 1_000 && exceeded * 100 <= moves);
    }

    private static int[] ReadReturnsPpm(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        int close = Array.IndexOf((reader.ReadLine() ?? "").Split(','), "close");
        List<int> returns = [];
        double last = 0;
        while (reader.ReadLine() is string line)
        {
            double price = double.Parse(line.Split(',')[close], NumberStyles.Float, CultureInfo.InvariantCulture);
            if (last > 0)
            {
                returns.Add((int)Math.Round(((price / last) - 1) * 1e6));
            }

            last = price;
        }

        return [.. returns];
    }
}
