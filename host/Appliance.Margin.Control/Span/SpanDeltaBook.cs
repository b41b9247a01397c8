using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Deltas of one combined commodity by contract period: what is there, what spreads used, what is left. Long and short
/// of the same period are netted without charge. Amounts are e-6; taking goes through the periods in order.
/// </summary>
internal sealed class SpanDeltaBook
{
    private readonly List<string> periods = [];
    private readonly List<long> nets = [];
    private readonly List<long> spread = [];
    private readonly List<long> left = [];
    private long interUsed;

    public long Net { get; private set; }

    /// <summary>A spread between commodities has used some of it.</summary>
    public bool IsUsedByInter { get; private set; }

    /// <summary>Adds a position's deltas; the caller has checked that all sums stay in range.</summary>
    public void Add(string period, long delta)
    {
        int at = periods.BinarySearch(period, StringComparer.Ordinal);
        if (at < 0)
        {
            at = ~at;
            periods.Insert(at, period);
            nets.Insert(at, 0);
            spread.Insert(at, 0);
            left.Insert(at, 0);
        }

        nets[at] += delta;
        left[at] += delta;
        Net += delta;
    }

    /// <summary>What is left with this sign in the leg's periods.</summary>
    public long Available(SpanTier range, int sign)
    {
        long sum = 0;
        for (int i = 0; i < periods.Count; i++)
        {
            sum += Math.Sign(left[i]) == sign && range.Holds(periods[i]) ? Math.Abs(left[i]) : 0;
        }

        return sum;
    }

    /// <summary>
    /// What a spread between commodities may use: the net of what is left in the leg's periods, and over all such
    /// spreads no more than the net delta that the price risk is spread over.
    /// </summary>
    public long AvailableNet(SpanTier range, int sign)
    {
        long sum = 0;
        for (int i = 0; i < periods.Count; i++)
        {
            sum += range.Holds(periods[i]) ? left[i] : 0;
        }

        bool isThere = Math.Sign(sum) == sign && Math.Sign(Net) == sign;
        return isThere ? Math.Min(Math.Abs(sum), Math.Abs(Net) - interUsed) : 0;
    }

    public void TakeIntra(SpanTier range, int sign, long amount)
    {
        for (int i = 0; i < periods.Count && amount > 0; i++)
        {
            if (Math.Sign(left[i]) == sign && range.Holds(periods[i]))
            {
                long taken = Math.Min(amount, Math.Abs(left[i]));
                left[i] -= sign * taken;
                spread[i] += taken;
                amount -= taken;
            }
        }

        Check.That(amount == 0);
    }

    public void TakeInter(SpanTier range, int sign, long amount)
    {
        interUsed += amount;
        IsUsedByInter = true;
        for (int i = 0; i < periods.Count && amount > 0; i++)
        {
            if (Math.Sign(left[i]) == sign && range.Holds(periods[i]))
            {
                long taken = Math.Min(amount, Math.Abs(left[i]));
                left[i] -= sign * taken;
                amount -= taken;
            }
        }

        Check.That(amount == 0 && interUsed <= Math.Abs(Net));
    }

    /// <summary>No further spread may use anything: a scan together with others has used it all.</summary>
    public void TakeAll()
    {
        interUsed = Math.Abs(Net);
        IsUsedByInter = true;
        for (int i = 0; i < left.Count; i++)
        {
            left[i] = 0;
        }
    }

    /// <summary>Money for deltas near delivery, rounded up by period.</summary>
    public Int128 DeliveryCharge(IReadOnlyList<SpanSpotRate> rates)
    {
        Int128 charge = Int128.Zero;
        foreach (SpanSpotRate rate in rates)
        {
            SpanTier range = new(0, rate.Period, rate.Period, 0);
            for (int i = 0; i < periods.Count; i++)
            {
                if (range.Holds(periods[i]))
                {
                    charge += FixedPoint.CeilDiv((Int128)spread[i] * rate.SpreadMicro, 1_000_000)
                        + FixedPoint.CeilDiv((Int128)Math.Abs(left[i]) * rate.OutrightMicro, 1_000_000);
                }
            }
        }

        return charge;
    }

    public IReadOnlyList<SpanPeriodDelta> ToList()
    {
        List<SpanPeriodDelta> list = [];
        for (int i = 0; i < periods.Count; i++)
        {
            list.Add(new SpanPeriodDelta(periods[i], nets[i], spread[i], left[i]));
        }

        return list;
    }
}
