using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Random snapshots that pass <see cref="SnapshotCheck"/>: options and linear contracts, several expiries, tables of
/// every length, rates up to their limits. The same generator state makes the same snapshot.
/// </summary>
internal static class Snapshots
{
    private const long ShockMax = 1L << 32;

    public static RiskSnapshot Make(Prng random, Shape shape)
    {
        UnderlyingRisk[] underlyings = new UnderlyingRisk[shape.Underlyings];
        for (int u = 0; u < underlyings.Length; u++)
        {
            underlyings[u] = Underlying(random, u, Resolve(random, shape.Magnitude));
        }

        InstrumentRisk[] instruments = new InstrumentRisk[shape.Instruments];
        for (int i = 0; i < instruments.Length; i++)
        {
            bool isLinear = i == 0 || random.Chance(600_000);
            int underlying = i < underlyings.Length ? i : (int)random.Next(underlyings.Length);
            int expiry = random.Chance(500_000) ? 0 : (int)random.Next(random.Chance(500_000) ? 3 : 16);
            bool isOption = !isLinear && random.Chance(700_000);
            instruments[i] = new InstrumentRisk($"I{i}", underlying, expiry, isOption, isLinear);
        }

        RiskSnapshot snapshot = new(
            shape.Profile, Parameters(random, Resolve(random, shape.Magnitude)), underlyings, instruments);
        Fill(random, snapshot, shape.Magnitude);
        IReadOnlyList<string> faults = SnapshotCheck.Faults(snapshot);
        Check.That(faults.Count == 0, string.Join("; ", faults));
        return snapshot;
    }

    /// <summary>A contract value of the magnitude, the largest and the smallest among them.</summary>
    public static long ContractValue(Prng random, Magnitude magnitude) => Resolve(random, magnitude) switch
    {
        Magnitude.Calm => random.Between(1_000_000, 100_000_000_000),
        Magnitude.Tiny => random.Between(1, 100),
        _ => random.Chance(300_000) ? Limits.PerLotLimit - 1 : random.Between(1, Limits.PerLotLimit - 1),
    };

    public static Magnitude Resolve(Prng random, Magnitude magnitude) =>
        magnitude == Magnitude.Mixed ? (Magnitude)random.Next(3) : magnitude;

    private static void Fill(Prng random, RiskSnapshot snapshot, Magnitude magnitude)
    {
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            long range = random.Between(1, random.Chance(200_000) ? ShockMax : ShockMax / 5);
            Span<long> shocks = snapshot.LossShocksQ32(u);
            for (int s = 1; s < shocks.Length; s++)
            {
                shocks[s] = s is RiskProfile.DeltaUp or RiskProfile.DeltaDown ? 0 : random.Between(-range, range);
            }
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            long value = ContractValue(random, magnitude);
            if (snapshot.Instruments[i].IsLinear)
            {
                snapshot.ArrayLinear(i, value);
            }
            else if (!random.Chance(150_000))
            {
                DrawLosses(random, snapshot.Losses(i), value);
            }
        }
    }

    // A few instruments keep arrays of zeros: their rmax is 1, and they fill gabs to the last micro.
    private static void DrawLosses(Prng random, Span<long> losses, long range)
    {
        for (int s = 1; s < losses.Length; s++)
        {
            losses[s] = random.Chance(50_000)
                ? range * (random.Chance(500_000) ? 1 : -1)
                : random.Between(-range, range);
        }

        // Delta rows are each other's opposite in practice; nothing in the rules says so.
        if (random.Chance(700_000))
        {
            losses[RiskProfile.DeltaDown] = -losses[RiskProfile.DeltaUp];
        }
    }

    private static RiskParameters Parameters(Prng random, Magnitude magnitude)
    {
        ulong maintenance = RateFrom(random, magnitude, 1L << 31);
        ulong call = (1UL << 32) + (ulong)random.Next(1L << 31);
        return new RiskParameters
        {
            LambdaQ32 = random.Chance(100_000) ? Rate.One.Q32 : (ulong)random.Next((1L << 32) + 1),
            PhiMaintenanceQ32 = maintenance,
            PhiInitialQ32 = Math.Min(maintenance + (ulong)random.Next(1L << 31), FixedPoint.RateLimitQ32 - 1),
            CallQ32 = call,
            TargetQ32 = random.Chance(200_000) ? call : call + (ulong)random.Next(1L << 31),
        };
    }

    private static UnderlyingRisk Underlying(Prng random, int index, Magnitude magnitude)
    {
        long maintenance = random.Chance(300_000) ? 0 : Offset(random, magnitude) % Limits.PerLotLimit;
        long initial = Math.Min(maintenance + random.Next(1_000_000), Limits.PerLotLimit - 1);
        AffineSegment[] tier = Table(random, magnitude);
        AffineSegment[] concentration = Table(random, magnitude);
        return new UnderlyingRisk
        {
            Name = $"U{index}",
            MultiplierQ32 = RateFrom(random, magnitude, Rate.One.Q32),
            BasisQ32 = random.Chance(200_000) ? 0 : (ulong)random.Next(1L << (magnitude == Magnitude.Huge ? 40 : 30)),
            ShortOptionInitialMicro = initial,
            ShortOptionMaintenanceMicro = maintenance,
            TierInitial = Dominating(random, tier),
            TierMaintenance = tier,
            ConcentrationInitial = Dominating(random, concentration),
            ConcentrationMaintenance = concentration,
        };
    }

    // From a floor on, up to the limit of rates when numbers are large.
    private static ulong RateFrom(Prng random, Magnitude magnitude, ulong floor)
    {
        if (random.Chance(200_000))
        {
            return floor;
        }

        ulong room = FixedPoint.RateLimitQ32 - floor;
        return magnitude != Magnitude.Huge ? floor + (ulong)random.Next(1L << 31)
            : random.Chance(300_000) ? FixedPoint.RateLimitQ32 - 1
            : floor + (ulong)random.Next((long)room);
    }

    private static long Offset(Prng random, Magnitude magnitude) => magnitude switch
    {
        Magnitude.Calm => random.Next(50_000_000_000),
        Magnitude.Tiny => random.Next(1000),
        _ => random.Next(FixedPoint.MoneyMax) >> (int)random.Next(40),
    };

    private static AffineSegment[] Table(Prng random, Magnitude magnitude)
    {
        long count = random.Chance(20_000) ? Limits.AffineSegmentsMax - 1 : random.Next(5);
        AffineSegment[] table = new AffineSegment[count];
        for (int k = 0; k < table.Length; k++)
        {
            ulong slope = (ulong)random.Next(1L << (magnitude == Magnitude.Huge ? 40 : 29));
            table[k] = new AffineSegment(slope, random.Chance(300_000) ? 0 : Offset(random, magnitude));
        }

        return table;
    }

    // The maintenance table itself, scaled by up to two, plus a line of its own: dominates by value.
    private static AffineSegment[] Dominating(Prng random, AffineSegment[] table)
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
}
