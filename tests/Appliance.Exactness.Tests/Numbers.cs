using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Exactness.Tests;

/// <summary>Rates, offsets and tables of a magnitude, all of them legal.</summary>
internal sealed class Numbers(Prng random, Magnitude world)
{
    /// <summary>The magnitude of the next thing drawn.</summary>
    public Magnitude Magnitude { get; private set; }

    /// <summary>Begins a thing: in a mixed world each has a magnitude of its own.</summary>
    public Numbers Fresh()
    {
        Magnitude = world == Magnitude.Mixed ? (Magnitude)random.Next(3) : world;
        return this;
    }

    /// <summary>A value per lot or per unit, the largest and the smallest among them.</summary>
    public long PerLot() => Magnitude switch
    {
        Magnitude.Calm => random.Between(1_000_000, 100_000_000_000),
        Magnitude.Tiny => random.Between(1, 100),
        _ => random.Chance(300_000) ? Limits.PerLotLimit - 1 : random.Between(1, Limits.PerLotLimit - 1),
    };

    /// <summary>A rate from a floor on, up to the limit of rates when numbers are large.</summary>
    public ulong RateFrom(ulong floor)
    {
        if (random.Chance(200_000))
        {
            return floor;
        }

        ulong room = FixedPoint.RateLimitQ32 - floor;
        return Magnitude != Magnitude.Huge ? floor + (ulong)random.Next(1L << 31)
            : random.Chance(300_000) ? FixedPoint.RateLimitQ32 - 1
            : floor + (ulong)random.Next((long)room);
    }

    /// <summary>A rate up to 1, both ends among them.</summary>
    public ulong Share() => random.Next(8) switch
    {
        0 => 0,
        1 => Rate.One.Q32,
        _ => (ulong)random.Next((1L << 32) + 1),
    };

    /// <summary>Often 0, else a small rate, or any where numbers are large.</summary>
    public ulong Charge() => random.Chance(400_000)
        ? 0
        : (ulong)random.Next(1L << (Magnitude == Magnitude.Huge ? 40 : 30));

    public long Offset() => Magnitude switch
    {
        Magnitude.Calm => random.Next(50_000_000_000),
        Magnitude.Tiny => random.Next(1000),
        _ => random.Next(FixedPoint.MoneyMax) >> (int)random.Next(40),
    };

    public AffineSegment[] Table()
    {
        long count = random.Chance(15_000) ? Limits.AffineSegmentsMax - 1 : random.Next(4);
        AffineSegment[] table = new AffineSegment[count];
        for (int k = 0; k < table.Length; k++)
        {
            ulong slope = (ulong)random.Next(1L << (Magnitude == Magnitude.Huge ? 40 : 29));
            table[k] = new AffineSegment(slope, random.Chance(300_000) ? 0 : Offset());
        }

        return table;
    }

    /// <summary>A credit table: slopes to 1, offsets from 0, one of them 0; none at all gives no credit.</summary>
    public AffineSegment[] Credit()
    {
        AffineSegment[] table = new AffineSegment[random.Chance(80_000) ? 0 : random.Between(1, 3)];
        for (int k = 0; k < table.Length; k++)
        {
            table[k] = new AffineSegment(random.Chance(300_000) ? Rate.One.Q32 : Share(), k == 0 ? 0 : Offset());
        }

        return table;
    }

    /// <summary>The maintenance table, scaled by up to two, plus a line of its own: dominates by value.</summary>
    public AffineSegment[] Dominating(AffineSegment[] table)
    {
        List<AffineSegment> initial = [];
        bool isDoubled = random.Chance(400_000);
        foreach (AffineSegment segment in table)
        {
            bool fits = isDoubled && segment.SlopeQ32 < FixedPoint.RateLimitQ32 / 2
                && segment.OffsetMicro <= FixedPoint.MoneyMax / 2;
            initial.Add(fits ? new AffineSegment(2 * segment.SlopeQ32, 2 * segment.OffsetMicro) : segment);
        }

        if (random.Chance(500_000))
        {
            initial.Add(new AffineSegment((ulong)random.Next(1L << 30), random.Next(10_000_000_000)));
        }

        return [.. initial];
    }

    /// <summary>An amount per lot for maintenance and one at least as large for initial.</summary>
    public (long Initial, long Maintenance) Minimum()
    {
        long maintenance = random.Chance(300_000) ? 0 : Offset() % Limits.PerLotLimit;
        return (Math.Min(maintenance + random.Next(1_000_000), Limits.PerLotLimit - 1), maintenance);
    }
}
