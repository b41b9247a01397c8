using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>The numbers of one epoch, drawn onto a structure that every epoch of a stream shares.</summary>
internal static class RiskDraws
{
    public static RiskParameters Parameters(Prng random, Numbers numbers)
    {
        ulong maintenance = numbers.Fresh().RateFrom(1L << 31);
        ulong call = (1UL << 32) + (ulong)random.Next(1L << 31);
        bool isPlain = random.Chance(300_000);
        return new RiskParameters
        {
            LambdaQ32 = random.Chance(100_000) ? Rate.One.Q32 : (ulong)random.Next((1L << 32) + 1),
            PhiMaintenanceQ32 = maintenance,
            PhiInitialQ32 = Math.Min(maintenance + (ulong)random.Next(1L << 31), FixedPoint.RateLimitQ32 - 1),
            CallQ32 = call,
            TargetQ32 = random.Chance(200_000) ? call : call + (ulong)random.Next(1L << 31),
            Tail = random.Chance(350_000) ? TailMeasure.ValueAtRisk : TailMeasure.ExpectedShortfall,
            ProfitWeightQ32 = isPlain ? Rate.One.Q32 : numbers.Share(),
            ProfitCapMicro = isPlain || random.Chance(300_000) ? FixedPoint.MoneyMax
                : random.Chance(50_000) ? 0 : numbers.Offset(),
        };
    }

    public static UnderlyingRisk Underlying(Prng random, Numbers numbers, string name)
    {
        numbers.Fresh();
        (long initial, long maintenance) = numbers.Minimum();
        AffineSegment[] tier = numbers.Table();
        AffineSegment[] concentration = numbers.Table();
        return new UnderlyingRisk
        {
            Name = name,
            MultiplierQ32 = numbers.RateFrom(Rate.One.Q32),
            BasisQ32 = numbers.Charge(),
            ShortOptionInitialMicro = initial,
            ShortOptionMaintenanceMicro = maintenance,
            LongOptionHaircutQ32 = random.Chance(300_000) ? 0 : numbers.Share(),
            OracleQ32 = random.Chance(300_000) ? 0 : numbers.Charge(),
            TierInitial = numbers.Dominating(tier),
            TierMaintenance = tier,
            ConcentrationInitial = numbers.Dominating(concentration),
            ConcentrationMaintenance = concentration,
        };
    }

    /// <summary>What an epoch says of an instrument; underlying, expiry, kind and legs stay.</summary>
    public static InstrumentRisk Instrument(Prng random, Numbers numbers, InstrumentRisk structure)
    {
        numbers.Fresh();
        if (structure.IsCombo)
        {
            return structure;
        }

        AffineSegment[] standard = numbers.Table();
        (long initial, long maintenance) = numbers.Minimum();
        long funding = (long)numbers.Charge();
        return structure with
        {
            StandardInitial = numbers.Dominating(standard),
            StandardMaintenance = standard,
            ShortLotInitialMicro = initial,
            ShortLotMaintenanceMicro = maintenance,
            FundingQ32 = random.Chance(500_000) ? funding : -funding,
        };
    }

    /// <summary>What an epoch says of an asset; the collateral instrument and its lots stay.</summary>
    public static AssetRisk Asset(Prng random, Numbers numbers, AssetRisk structure, int underlyings)
    {
        numbers.Fresh();
        return structure with
        {
            PriceMicro = random.Chance(100_000) ? 0 : numbers.PerLot(),
            Credit = numbers.Credit(),
            DebtHaircutQ32 = numbers.Charge(),
            WrongWayUnderlying = random.Chance(250_000) ? -1 : (int)random.Next(underlyings),
            IsWrongWayLong = random.Chance(500_000),
            WrongWayQ32 = random.Chance(150_000) ? 0 : numbers.Share(),
            OracleQ32 = random.Chance(400_000) ? 0 : numbers.Charge(),
        };
    }

    /// <summary>Any losses within a range: nothing in the rules asks for more sense than that.</summary>
    public static void Losses(Prng random, Span<long> losses, long range)
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

    public static void Shocks(Prng random, Span<long> shocks)
    {
        const long ShockMax = 1L << 32;
        long range = random.Between(1, random.Chance(200_000) ? ShockMax : ShockMax / 5);
        for (int s = 1; s < shocks.Length; s++)
        {
            shocks[s] = s is RiskProfile.DeltaUp or RiskProfile.DeltaDown ? 0 : random.Between(-range, range);
        }
    }
}
