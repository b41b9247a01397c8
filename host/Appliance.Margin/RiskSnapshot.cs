using System;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// Everything a device needs to margin: tables and, per instrument, one array of losses per lot. The control plane
/// fills one and checks it with <see cref="SnapshotCheck"/>; a device copies it at LoadEpoch. Linear instruments
/// are re-arrayed in place from marks, which makes the next epoch without any allocation.
/// </summary>
public sealed class RiskSnapshot
{
    private readonly long[] losses;
    private readonly long[] lossShocksQ32;
    private readonly long[] arrayedAtMicro;
    private readonly uint[] arrayEpochs;
    private readonly int[] combos;

    public RiskSnapshot(
        RiskProfile profile,
        RiskParameters parameters,
        UnderlyingRisk[] underlyings,
        InstrumentRisk[] instruments,
        AssetRisk[]? assets = null)
    {
        Check.That(profile.IsLegal);
        Check.That(underlyings.Length <= Limits.UnderlyingsMax && instruments.Length <= Limits.InstrumentsMax);
        Assets = assets ?? [];
        Check.That(Assets.Length <= Limits.AssetsMax);
        Profile = profile;
        Parameters = parameters;
        Underlyings = underlyings;
        Instruments = instruments;
        losses = new long[instruments.Length * profile.Entries];
        lossShocksQ32 = new long[underlyings.Length * profile.Entries];
        arrayedAtMicro = new long[instruments.Length];
        arrayEpochs = new uint[instruments.Length];
        Array.Fill(arrayEpochs, Epoch);
        combos = FindCombos(instruments);
    }

    public RiskProfile Profile { get; }

    public RiskParameters Parameters { get; }

    public UnderlyingRisk[] Underlyings { get; }

    public InstrumentRisk[] Instruments { get; }

    public AssetRisk[] Assets { get; }

    /// <summary>Starts at 1; <see cref="NextEpoch"/> makes the next.</summary>
    public uint Epoch { get; private set; } = 1;

    /// <summary>Loss per +1 lot by scenario, micro: 32 bucket entries, then the joint columns.</summary>
    public Span<long> Losses(int instrument) =>
        losses.AsSpan(instrument * Profile.Entries, Profile.Entries);

    /// <summary>Signed Q32 loss of a long per unit of contract value, by scenario; the delta rows are unused.</summary>
    public Span<long> LossShocksQ32(int underlying) =>
        lossShocksQ32.AsSpan(underlying * Profile.Entries, Profile.Entries);

    /// <summary>
    /// Contract value of the epoch, micro: what the array was made from, and the notional of one lot in STANDARD mode
    /// and in the funding reserve. 0 where none was set.
    /// </summary>
    public long ArrayedAtMicro(int instrument) => arrayedAtMicro[instrument];

    /// <summary>
    /// Contract value of the epoch for an instrument whose array is set directly; the load check bounds it.
    /// </summary>
    public void SetArrayedAt(int instrument, long contractValueMicro)
    {
        Check.That(!Instruments[instrument].IsLinear);
        arrayedAtMicro[instrument] = contractValueMicro;
    }

    /// <summary>Makes a combination's array from those of its legs.</summary>
    public void ArrayCombo(int instrument)
    {
        ReadOnlySpan<ComboLeg> legs = Instruments[instrument].Legs.Span;
        Span<long> target = Losses(instrument);
        for (int s = 0; s < target.Length; s++)
        {
            Int128 sum = Int128.Zero;
            foreach (ComboLeg leg in legs)
            {
                sum += (Int128)leg.Ratio * Losses(leg.Instrument)[s];
            }

            // Beyond the bound it is cut to it, where the load check finds it.
            target[s] = (long)Int128.Clamp(sum, (Int128)(-Limits.PerLotLimit), (Int128)Limits.PerLotLimit);
        }
    }

    /// <summary>
    /// Largest contract value whose array stays below 2^47 in every scenario; marks above it are refused.
    /// </summary>
    public long ContractValueMax(int instrument)
    {
        InstrumentRisk risk = Instruments[instrument];
        UInt128 largest = Rate.One.Q32;
        foreach (long shock in risk.IsLinear ? LossShocksQ32(risk.Underlying) : [])
        {
            largest = UInt128.Max(largest, (UInt128)Int128.Abs(shock));
        }

        return (long)(((UInt128)(Limits.PerLotLimit - 1) << 32) / largest);
    }

    /// <summary>Makes a linear instrument's array from its contract value (MARGIN.md section 3).</summary>
    public void ArrayLinear(int instrument, long contractValueMicro)
    {
        InstrumentRisk risk = Instruments[instrument];
        Check.That(risk.IsLinear && contractValueMicro is > 0 and < Limits.PerLotLimit);
        Span<long> target = Losses(instrument);
        ReadOnlySpan<long> shocks = LossShocksQ32(risk.Underlying);
        for (int s = 0; s < target.Length; s++)
        {
            target[s] = (long)(((Int128)contractValueMicro * shocks[s] + 0xFFFF_FFFF) >> 32);
        }

        target[RiskProfile.DeltaUp] = contractValueMicro;
        target[RiskProfile.DeltaDown] = -contractValueMicro;
        arrayedAtMicro[instrument] = contractValueMicro;
    }

    /// <summary>
    /// Epoch in which the instrument's array last changed: groups that hold none of those switch for free.
    /// </summary>
    public uint ArrayEpoch(int instrument) => arrayEpochs[instrument];

    /// <summary>
    /// Epoch in which anything but arrays (parameters, tables, assets) last changed: a group that is older switches
    /// in full.
    /// </summary>
    public uint TablesEpoch { get; private set; } = 1;

    /// <summary>
    /// The next epoch: the arrays of one linear instrument are made anew from its mark, and those of the combinations
    /// it is in; the others stay.
    /// </summary>
    public void NextEpoch(int instrument, long contractValueMicro)
    {
        Epoch++;
        ArrayLinear(instrument, contractValueMicro);
        arrayEpochs[instrument] = Epoch;
        foreach (int combo in combos)
        {
            if (IsLegOf(combo, instrument))
            {
                ArrayCombo(combo);
                arrayEpochs[combo] = Epoch;
            }
        }
    }

    /// <summary>
    /// Makes this snapshot the epoch after <paramref name="previous"/>, with all of it counted as new.
    /// </summary>
    public void Follow(RiskSnapshot previous)
    {
        Epoch = previous.Epoch + 1;
        TablesEpoch = Epoch;
        Array.Fill(arrayEpochs, Epoch);
    }

    /// <summary>A snapshot that later epochs of this one do not change: for reports.</summary>
    public RiskSnapshot Freeze()
    {
        RiskSnapshot copy = new(Profile, Parameters, Underlyings, Instruments, Assets)
        {
            Epoch = Epoch,
            TablesEpoch = TablesEpoch,
        };
        losses.CopyTo(copy.losses, 0);
        lossShocksQ32.CopyTo(copy.lossShocksQ32, 0);
        arrayedAtMicro.CopyTo(copy.arrayedAtMicro, 0);
        arrayEpochs.CopyTo(copy.arrayEpochs, 0);
        return copy;
    }

    private static int[] FindCombos(InstrumentRisk[] instruments)
    {
        int[] found = new int[Array.FindAll(instruments, i => i.IsCombo).Length];
        int next = 0;
        for (int i = 0; i < instruments.Length; i++)
        {
            if (instruments[i].IsCombo)
            {
                found[next++] = i;
            }
        }

        return found;
    }

    private bool IsLegOf(int combo, int instrument)
    {
        foreach (ComboLeg leg in Instruments[combo].Legs.Span)
        {
            if (leg.Instrument == instrument)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// SHA-256 of the canonical bytes of every field, arrays and epochs too: what an auditor compares.
    /// </summary>
    public byte[] Sha256() => SnapshotDigest.Sha256(this);
}
