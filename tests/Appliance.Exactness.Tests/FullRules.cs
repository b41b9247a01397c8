using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Random snapshots with every table of sections 3 to 5 filled: combinations of all shapes, collateral instruments,
/// STANDARD tables, funding, doubtful prices, both tail measures. The same generator state makes the same one.
/// </summary>
internal static class FullRules
{
    public const int Underlyings = 3;

    /// <summary>Instruments of one underlying: perpetual, future, option, two combinations, a collateral one.</summary>
    public const int PerUnderlying = 6;

    public static RiskSnapshot Make(Prng random, RiskProfile profile, bool isHuge)
    {
        UnderlyingRisk[] underlyings = new UnderlyingRisk[Underlyings];
        List<InstrumentRisk> instruments = [];
        for (int u = 0; u < Underlyings; u++)
        {
            underlyings[u] = Underlying(random, u);
            AddInstruments(random, u, instruments);
        }

        RiskParameters parameters = new()
        {
            LambdaQ32 = (ulong)random.Between(0, 1L << 32),
            PhiInitialQ32 = (ulong)random.Between(1L << 32, 1L << 34),
            PhiMaintenanceQ32 = (ulong)random.Between(0, 1L << 32),
            Tail = random.Chance(500_000) ? TailMeasure.ValueAtRisk : TailMeasure.ExpectedShortfall,
        };
        RiskSnapshot snapshot = new(profile, parameters, underlyings, [.. instruments], Assets(instruments));
        Fill(random, snapshot, isHuge);
        IReadOnlyList<string> faults = SnapshotCheck.Faults(snapshot);
        Check.That(faults.Count == 0, string.Join("; ", faults));
        return snapshot;
    }

    /// <summary>Every collateral instrument belongs to exactly one asset.</summary>
    private static AssetRisk[] Assets(List<InstrumentRisk> instruments)
    {
        List<AssetRisk> assets = [];
        for (int i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].IsCollateral)
            {
                AffineSegment[] credit = [new(Rate.One.Q32, 0)];
                assets.Add(new AssetRisk { Name = instruments[i].Symbol, Credit = credit, RiskInstrument = i });
            }
        }

        return [.. assets];
    }

    public static long ContractValue(Prng random, bool isHuge) =>
        isHuge ? random.Between(1L << 30, (1L << 37) - 1) : random.Between(1, 1L << 27);

    private static void AddInstruments(Prng random, int u, List<InstrumentRisk> instruments)
    {
        int first = instruments.Count;
        instruments.Add(Terms(random, new InstrumentRisk($"P{u}", u, 0, false, true)));
        instruments.Add(Terms(random, new InstrumentRisk($"F{u}", u, (int)random.Between(0, 2), false, true)));
        instruments.Add(Terms(random, new InstrumentRisk($"O{u}", u, (int)random.Between(0, 2), true, false)));
        instruments.Add(new InstrumentRisk($"S{u}", u, 0, false, false) { Legs = Legs(random, first, 2) });
        instruments.Add(new InstrumentRisk($"T{u}", u, 0, false, false) { Legs = Legs(random, first, 3) });
        instruments.Add(new InstrumentRisk($"A{u}", u, 0, false, false) { IsCollateral = true });
    }

    private static ComboLeg[] Legs(Prng random, int first, int count)
    {
        ComboLeg[] legs = new ComboLeg[count];
        int shift = (int)random.Next(3);
        for (int k = 0; k < count; k++)
        {
            int ratio = (int)random.Between(1, random.Chance(100_000) ? Limits.ComboRatioMax : 3);
            legs[k] = new ComboLeg(first + ((k + shift) % 3), random.Chance(500_000) ? ratio : -ratio);
        }

        return legs;
    }

    private static InstrumentRisk Terms(Prng random, InstrumentRisk risk)
    {
        AffineSegment[] initial = Table(random);
        return risk with
        {
            StandardInitial = initial,
            StandardMaintenance = initial.AsMemory(0, (int)random.Next(initial.Length + 1)),
            ShortLotInitialMicro = random.Between(1000, 1L << 40),
            ShortLotMaintenanceMicro = random.Next(1000),
            FundingQ32 = random.Chance(400_000) ? 0 : random.Between(-(1L << 33), 1L << 33),
        };
    }

    private static UnderlyingRisk Underlying(Prng random, int index)
    {
        AffineSegment[] tier = Table(random);
        AffineSegment[] concentration = Table(random);
        return new UnderlyingRisk
        {
            Name = $"U{index}",
            MultiplierQ32 = (ulong)random.Between(1L << 32, 1L << 34),
            BasisQ32 = (ulong)random.Between(0, 1L << 32),
            ShortOptionInitialMicro = random.Chance(500_000) ? 0 : random.Between(1000, 1L << 40),
            OracleQ32 = random.Chance(400_000) ? 0 : (ulong)random.Between(1, 1L << 34),
            TierInitial = tier,
            TierMaintenance = tier.AsMemory(0, tier.Length / 2),
            ConcentrationInitial = concentration,
            ConcentrationMaintenance = concentration.AsMemory(0, concentration.Length / 2),
        };
    }

    private static AffineSegment[] Table(Prng random)
    {
        AffineSegment[] table = new AffineSegment[(int)random.Next(4)];
        for (int k = 0; k < table.Length; k++)
        {
            table[k] = new AffineSegment((ulong)random.Between(0, 1L << 34), random.Next(1L << 40));
        }

        return table;
    }

    private static void Fill(Prng random, RiskSnapshot snapshot, bool isHuge)
    {
        for (int u = 0; u < Underlyings; u++)
        {
            Span<long> shocks = snapshot.LossShocksQ32(u);
            for (int s = 1; s < shocks.Length; s++)
            {
                shocks[s] = s is RiskProfile.DeltaUp or RiskProfile.DeltaDown ? 0 : random.Between(-1L << 31, 1L << 31);
            }
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            InstrumentRisk risk = snapshot.Instruments[i];
            if (risk.IsLinear)
            {
                snapshot.ArrayLinear(i, ContractValue(random, isHuge));
            }
            else if (!risk.IsCombo)
            {
                long range = ContractValue(random, isHuge);
                Span<long> losses = snapshot.Losses(i);
                for (int s = 1; s < losses.Length; s++)
                {
                    losses[s] = random.Between(-range, range);
                }

                // A notional far above the losses: STANDARD terms beyond 64 bits in a group that is narrow.
                snapshot.SetArrayedAt(i, random.Chance(300_000) ? Limits.PerLotLimit - 1 : range);
            }
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            if (snapshot.Instruments[i].IsCombo)
            {
                snapshot.ArrayCombo(i);
            }
        }
    }
}
