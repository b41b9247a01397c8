using System;
using System.Globalization;
using Appliance.Margin.Control;

namespace Appliance.Host.Explaining;

/// <summary>What entries of arrays mean: points of each underlying's grid, and where joint columns came from.</summary>
public sealed class ScenarioWords(RiskModel model, JointSelection joint)
{
    /// <summary>Entry 0 .. 29 of an underlying's bucket block: the price move, then volatility.</summary>
    public string OfEntry(int underlying, int entry)
    {
        UnderlyingModel of = model.Underlyings[underlying];
        foreach (ScenarioPoint point in of.Grid.Points)
        {
            if (point.Index == entry)
            {
                return OfPoint(point, of.PriceScanRangeQ32);
            }
        }

        return $"not in grid {of.Grid.Name}";
    }

    /// <summary>Joint column h: a made-up move, or the hour of a past one.</summary>
    public string OfColumn(int column)
    {
        if (column >= joint.Columns.Count)
        {
            return "";
        }

        JointColumn of = joint.Columns[column];
        string suffix = of.Kind == JointKind.Mirror ? ", opposite sign" : "";
        string name = of.Name.Split(' ')[0];
        bool isTime = of.Kind is JointKind.Historical or JointKind.Mirror
            && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long _);
        return isTime ? "hour of " + Time(long.Parse(name, CultureInfo.InvariantCulture)) + suffix : of.Name;
    }

    private static string OfPoint(ScenarioPoint point, ulong scanRangeQ32)
    {
        if (point.Twist != TermTwist.None)
        {
            return point.Twist == TermTwist.FrontUp
                ? "price unchanged, near volatilities up, far ones down"
                : "price unchanged, near volatilities down, far ones up";
        }

        string move = (point.Move.Sign > 0 ? "+" : "") + Percent(point.MoveQ32(scanRangeQ32));
        bool isOfRange = !point.IsMoveOutright && point.Move.Sign != 0;
        string how = isOfRange ? $" ({point.Name.Split(' ')[0]} of the scan range)" : "";
        string volatility = point.Volatility switch
        {
            VolatilityMove.Up => "up",
            VolatilityMove.Down => "down",
            _ => "unchanged",
        };
        ulong cover = point.CoverQ32(scanRangeQ32);
        string part = cover == Core.Rate.One.Q32 ? "" : $", {Percent((long)cover)} of the loss counts";
        return $"price {move}{how}, volatility {volatility}{part}";
    }

    // Two decimals, to the nearest: what is shown is a name, the exact shock stands beside the loss.
    private static string Percent(long q32)
    {
        Int128 hundredths = (((Int128)Math.Abs(q32) * 10_000) + (1L << 31)) >> 32;
        string sign = q32 < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{hundredths / 100}.{hundredths % 100:D2}%");
    }

    // The shipped table counts milliseconds, others may count seconds.
    private static string Time(long stamp)
    {
        const long FirstMs = 100_000_000_000;
        const long LastMs = 253_402_300_799_999;
        long ms = stamp < FirstMs ? stamp * 1000 : Math.Min(stamp, LastMs);
        return DateTimeOffset.FromUnixTimeMilliseconds(ms)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
