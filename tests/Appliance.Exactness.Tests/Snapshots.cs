using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Random snapshots that pass <see cref="SnapshotCheck"/>: options and linear contracts, several expiries,
/// combinations, collateral instruments and assets, tables of every length, rates up to their limits. The same
/// generator state makes the same snapshot.
/// </summary>
internal static class Snapshots
{
    public static RiskSnapshot Make(Prng random, Shape shape)
    {
        List<InstrumentRisk> instruments = [];
        for (int i = 0; i < shape.Instruments; i++)
        {
            bool isLinear = i == 0 || random.Chance(600_000);
            int underlying = i < shape.Underlyings ? i : (int)random.Next(shape.Underlyings);
            int expiry = random.Chance(500_000) ? 0 : (int)random.Next(random.Chance(500_000) ? 3 : 16);
            bool isOption = !isLinear && random.Chance(700_000);
            instruments.Add(new InstrumentRisk($"I{i}", underlying, expiry, isOption, isLinear));
        }

        for (int c = 0; c < shape.Combos; c++)
        {
            AddCombo(random, instruments, shape.Instruments);
        }

        AssetRisk[] assets = new AssetRisk[shape.Assets];
        for (int a = 0; a < assets.Length; a++)
        {
            assets[a] = Asset(random, a, a < shape.Cancelling, instruments, shape.Underlyings);
        }

        Numbers numbers = new(random, shape.Magnitude);
        UnderlyingRisk[] underlyings = [.. Enumerable.Range(0, shape.Underlyings)
            .Select(u => RiskDraws.Underlying(random, numbers, $"U{u}"))];
        return Build(random, shape, underlyings, [.. instruments], assets, null);
    }

    /// <summary>The epoch after one in which tables, parameters and some arrays are others.</summary>
    public static RiskSnapshot Next(Prng random, Shape shape, RiskSnapshot previous)
    {
        Numbers numbers = new(random, shape.Magnitude);
        UnderlyingRisk[] underlyings = [.. previous.Underlyings
            .Select(u => random.Chance(300_000) ? u : RiskDraws.Underlying(random, numbers, u.Name))];
        RiskSnapshot next = Build(random, shape, underlyings, previous.Instruments, previous.Assets, previous);
        next.Follow(previous);
        return next;
    }

    /// <summary>
    /// Largest value per lot of an instrument whose combinations must stay inside the bound of arrays.
    /// </summary>
    public static long PerLotMax(RiskSnapshot snapshot, int instrument) => PerLotMax(snapshot.Instruments, instrument);

    private static RiskSnapshot Build(
        Prng random,
        Shape shape,
        UnderlyingRisk[] underlyings,
        InstrumentRisk[] structure,
        AssetRisk[] assets,
        RiskSnapshot? previous)
    {
        Numbers numbers = new(random, shape.Magnitude);
        InstrumentRisk[] instruments = [.. structure.Select(i => RiskDraws.Instrument(random, numbers, i))];
        RiskSnapshot snapshot = new(
            shape.Profile,
            RiskDraws.Parameters(random, numbers),
            underlyings,
            instruments,
            [.. assets.Select(a => RiskDraws.Asset(random, numbers, a, underlyings.Length))]);
        FillArrays(random, numbers, snapshot, previous);
        IReadOnlyList<string> faults = SnapshotCheck.Faults(snapshot);
        Check.That(faults.Count == 0, string.Join("; ", faults));
        return snapshot;
    }

    private static void FillArrays(Prng random, Numbers numbers, RiskSnapshot snapshot, RiskSnapshot? previous)
    {
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            if (previous is not null && random.Chance(500_000))
            {
                previous.LossShocksQ32(u).CopyTo(snapshot.LossShocksQ32(u));
            }
            else
            {
                RiskDraws.Shocks(random, snapshot.LossShocksQ32(u));
            }
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            InstrumentRisk risk = snapshot.Instruments[i];
            bool isKept = previous is not null && random.Chance(500_000);
            long value = Math.Min(numbers.Fresh().PerLot(), PerLotMax(snapshot, i));
            if (risk.IsLinear)
            {
                snapshot.ArrayLinear(i, isKept ? previous!.ArrayedAtMicro(i) : value);
            }
            else if (!risk.IsCombo)
            {
                FillOwn(random, snapshot, isKept ? previous : null, i, value);
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

    // A few instruments keep arrays of zeros: their rmax is 1, and they fill gabs to the last micro.
    private static void FillOwn(Prng random, RiskSnapshot snapshot, RiskSnapshot? kept, int instrument, long value)
    {
        snapshot.SetArrayedAt(instrument, random.Chance(100_000) ? 0 : value);
        if (kept is not null)
        {
            kept.Losses(instrument).CopyTo(snapshot.Losses(instrument));
        }
        else if (!random.Chance(150_000))
        {
            RiskDraws.Losses(random, snapshot.Losses(instrument), value);
        }
    }

    private static void AddCombo(Prng random, List<InstrumentRisk> instruments, int count)
    {
        int underlying = instruments[(int)random.Next(count)].Underlying;
        List<int> candidates = [.. Enumerable.Range(0, count).Where(i => instruments[i].Underlying == underlying)];
        if (candidates.Count < 2)
        {
            return;
        }

        ComboLeg[] legs = new ComboLeg[random.Between(2, Math.Min(candidates.Count, Limits.ComboLegsMax))];
        for (int k = 0; k < legs.Length; k++)
        {
            int at = (int)random.Next(candidates.Count);
            long ratio = random.Chance(20_000) ? Limits.ComboRatioMax : random.Between(1, 3);
            legs[k] = new ComboLeg(candidates[at], (int)(random.Chance(500_000) ? ratio : -ratio));
            candidates.RemoveAt(at);
        }

        string name = $"C{instruments.Count}";
        instruments.Add(new InstrumentRisk(name, underlying, 0, IsOption: false, IsLinear: false) { Legs = legs });
    }

    private static AssetRisk Asset(
        Prng random, int index, bool isCancelling, List<InstrumentRisk> instruments, int underlyings)
    {
        AssetRisk asset = new() { Name = $"A{index}" };
        if (!isCancelling)
        {
            return asset;
        }

        bool isLinear = random.Chance(500_000);
        instruments.Add(new InstrumentRisk($"K{index}", (int)random.Next(underlyings), 0, false, isLinear)
        {
            IsCollateral = true,
        });
        long units = random.Next(4) switch
        {
            0 => 1,
            1 => FixedPoint.MoneyMax,
            _ => random.Between(1, 1L << (int)random.Between(2, 40)),
        };
        return asset with { RiskInstrument = instruments.Count - 1, LotUnits = units };
    }

    private static long PerLotMax(InstrumentRisk[] instruments, int instrument)
    {
        long largest = Limits.PerLotLimit - 1;
        foreach (InstrumentRisk combo in instruments)
        {
            long parts = 0;
            bool isLeg = false;
            foreach (ComboLeg leg in combo.Legs.Span)
            {
                parts += Math.Abs(leg.Ratio);
                isLeg |= leg.Instrument == instrument;
            }

            largest = isLeg ? Math.Min(largest, (Limits.PerLotLimit - 1) / parts) : largest;
        }

        return largest;
    }
}
