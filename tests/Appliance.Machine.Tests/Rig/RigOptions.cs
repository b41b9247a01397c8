using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Machine.Tests;

/// <summary>
/// A machine small enough to reason about. A lot is worth 100 at the first mark and its scan range is exactly a
/// quarter, so one lot held needs 25.000001 of maintenance and 31.250001 of initial margin.
/// </summary>
internal sealed record RigOptions
{
    /// <summary>Contract value of every instrument at the first mark, micro.</summary>
    public const long FirstMark = 100_000_000;

    public int Accounts { get; init; } = 8;

    public int Orders { get; init; } = 64;

    public int Instruments { get; init; } = 2;

    /// <summary>Instrument i belongs to underlying i modulo this.</summary>
    public int Underlyings { get; init; } = 2;

    public int GroupInstruments { get; init; } = 8;

    public int GroupBuckets { get; init; } = 4;

    /// <summary>Fills the joint block with moves of up to a quarter; 0 leaves it empty.</summary>
    public ulong JointSeed { get; init; }

    public RiskParameters Parameters { get; init; } = new();

    public Func<InstrumentConfig, InstrumentConfig> Instrument { get; init; } = config => config;

    public Func<MachineConfig, MachineConfig> Machine { get; init; } = config => config;

    public MachineConfig MachineConfig()
    {
        List<InstrumentConfig> instruments = [];
        for (int i = 0; i < Instruments; i++)
        {
            instruments.Add(Instrument(new InstrumentConfig
            {
                Symbol = $"I{i}",
                SecurityId = (uint)i + 1,
                TickE9 = 1_000_000,
                LotE8 = Frames.LotE8,
                CollarQ32 = Rate.Up(1, 2).Q32,
                TauQ32 = Rate.Down(1, 64).Q32,
            }));
        }

        return Machine(new MachineConfig
        {
            AccountsMax = Accounts,
            OrdersMax = Orders,
            Instruments = instruments,
            FeeReserveQ32 = Rate.Down(1, 1024).Q32,
        });
    }

    public RiskSnapshot Snapshot()
    {
        UnderlyingRisk[] underlyings = new UnderlyingRisk[Underlyings];
        for (int u = 0; u < Underlyings; u++)
        {
            underlyings[u] = new UnderlyingRisk { Name = $"U{u}" };
        }

        InstrumentRisk[] instruments = new InstrumentRisk[Instruments];
        for (int i = 0; i < Instruments; i++)
        {
            instruments[i] = new InstrumentRisk($"I{i}", i % Underlyings, Expiry: i / Underlyings, false, true);
        }

        RiskSnapshot snapshot = new(RiskProfile.Lite, Parameters, underlyings, instruments);
        for (int u = 0; u < Underlyings; u++)
        {
            Span<long> shocks = snapshot.LossShocksQ32(u);
            LossShock.FillBucket(Rate.Up(1, 4).Q32, shocks[..RiskProfile.BucketEntries]);
            if (JointSeed != 0)
            {
                Prng random = new Prng(JointSeed).Fork((ulong)u);
                foreach (ref long shock in shocks[RiskProfile.BucketEntries..])
                {
                    shock = random.Between(-(1L << 30), 1L << 30);
                }
            }
        }

        return snapshot;
    }
}
