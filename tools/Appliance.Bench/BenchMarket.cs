using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Margin;

namespace Appliance.Bench;

/// <summary>
/// A market made up from a seed: linear instruments on their underlyings with tiered tables and heavy-tailed joint
/// columns. The shape costs what a real one costs; the numbers are nobody's.
/// </summary>
public sealed class BenchMarket
{
    public const long TickE9 = 100_000_000;
    public const long LotE8 = 100_000;
    public const long MultiplierE8 = 100_000_000;

    /// <summary>Micro per lot of one tick: 0.1 * 0.001 in micro.</summary>
    public const long TickValueMicro = 100;
    private const long MicroPerUnit = 1_000_000;
    private readonly long[] marksMicro;

    /// <param name="isDated">Instruments of one underlying have different expiries; else all are perpetuals.</param>
    public BenchMarket(int instruments, int underlyings, RiskProfile profile, ulong seed, bool isDated = true)
    {
        Prng prng = new Prng(seed).Fork(1);
        InstrumentRisk[] risks = new InstrumentRisk[instruments];
        marksMicro = new long[instruments];
        for (int i = 0; i < instruments; i++)
        {
            risks[i] = new InstrumentRisk($"X{i}", i % underlyings, isDated ? i / underlyings : 0, false, true);
            marksMicro[i] = prng.Between(1_000, 500_000) * TickValueMicro;
        }

        UnderlyingRisk[] tables = new UnderlyingRisk[underlyings];
        for (int u = 0; u < underlyings; u++)
        {
            tables[u] = Tables($"U{u}", prng.Between(100, 130));
        }

        Snapshot = new RiskSnapshot(profile, new RiskParameters(), tables, risks);
        for (int u = 0; u < underlyings; u++)
        {
            FillShocks(Snapshot.LossShocksQ32(u), prng);
        }

        for (int i = 0; i < instruments; i++)
        {
            Snapshot.ArrayLinear(i, marksMicro[i]);
        }

        Check.That(SnapshotCheck.Faults(Snapshot).Count == 0);
    }

    public RiskSnapshot Snapshot { get; }

    public int Instruments => marksMicro.Length;

    /// <summary>Contract value of one lot, micro.</summary>
    public long MarkMicro(int instrument) => marksMicro[instrument];

    public long MarkE9(int instrument) => marksMicro[instrument] / TickValueMicro * TickE9;

    /// <summary>SecurityID of an instrument on the wire.</summary>
    public static uint SecurityId(int instrument) => (uint)instrument + 1;

    public MachineConfig MachineConfig(int accounts, int orders)
    {
        List<InstrumentConfig> configs = [];
        for (int i = 0; i < Instruments; i++)
        {
            configs.Add(new InstrumentConfig
            {
                Symbol = $"X{i}",
                SecurityId = SecurityId(i),
                TickE9 = TickE9,
                LotE8 = LotE8,
                MultiplierE8 = MultiplierE8,
                // Marks are set once: no run may be long enough to make them stale.
                StaleAfterNs = 1L << 60,
            });
        }

        return new MachineConfig { AccountsMax = accounts, OrdersMax = orders, Instruments = configs };
    }

    private static UnderlyingRisk Tables(string name, long multiplierPercent)
    {
        // Three tiers of 2, 4 and 10 percent, maintenance half of it; concentration starts high up.
        AffineSegment[] initial =
        [
            new(Rate.Up(2, 100).Q32, 0),
            new(Rate.Up(4, 100).Q32, 1_000 * MicroPerUnit),
            new(Rate.Up(10, 100).Q32, 31_000 * MicroPerUnit),
        ];
        AffineSegment[] maintenance =
        [
            new(Rate.Up(1, 100).Q32, 0),
            new(Rate.Up(2, 100).Q32, 1_000 * MicroPerUnit),
            new(Rate.Up(5, 100).Q32, 31_000 * MicroPerUnit),
        ];
        AffineSegment[] concentration = [new(Rate.Up(5, 100).Q32, 25_000 * MicroPerUnit)];
        return new UnderlyingRisk
        {
            Name = name,
            MultiplierQ32 = Rate.Up(multiplierPercent, 100).Q32,
            TierInitial = initial,
            TierMaintenance = maintenance,
            ConcentrationInitial = concentration,
            ConcentrationMaintenance = concentration,
        };
    }

    // Bucket moves of a price scan range of 9 to 15 percent; joint columns mostly small, one in eight three times that.
    private static void FillShocks(Span<long> shocks, Prng prng)
    {
        long third = (long)Rate.Up(prng.Between(3, 5), 100).Q32;
        ReadOnlySpan<int> thirds = [0, 1, -1, 2, -2, 3, -3];
        for (int s = 0; s < 21; s++)
        {
            shocks[s] = -thirds[s / 3] * third;
        }

        ReadOnlySpan<int> outright = [-66, -50, -33, 50, 100, 200, 300];
        ReadOnlySpan<int> damping = [210, 280, 420, 280, 140, 70, 47];
        for (int s = 0; s < outright.Length; s++)
        {
            shocks[21 + s] = -((long)outright[s] * damping[s] * (1L << 32) / 100_000);
        }

        for (int s = RiskProfile.BucketEntries; s < shocks.Length; s++)
        {
            long largest = prng.Next(8) == 0 ? 9 * third : 3 * third;
            shocks[s] = prng.Between(-largest, largest);
        }
    }
}
