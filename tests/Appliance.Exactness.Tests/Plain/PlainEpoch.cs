using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>One epoch as it was loaded: later changes of the snapshot do not reach it.</summary>
internal sealed class PlainEpoch
{
    private readonly long[][] losses;
    private readonly long[] arrayedAt;
    private readonly long[] rmax;

    private PlainEpoch(RiskSnapshot source, PlainEpoch? last)
    {
        Number = source.Epoch;
        Profile = source.Profile;
        Parameters = source.Parameters;
        Underlyings = source.Underlyings;
        Instruments = source.Instruments;
        Assets = source.Assets;
        int count = Instruments.Length;
        (losses, arrayedAt, rmax) = (new long[count][], new long[count], new long[count]);
        for (int i = 0; i < count; i++)
        {
            bool isSame = last is not null && source.ArrayEpoch(i) <= last.Number;
            losses[i] = isSame ? last!.losses[i] : source.Losses(i).ToArray();
            arrayedAt[i] = isSame ? last!.arrayedAt[i] : source.ArrayedAtMicro(i);
            rmax[i] = isSame ? last!.rmax[i] : Largest(losses[i]);
        }
    }

    public uint Number { get; }

    public RiskProfile Profile { get; }

    public RiskParameters Parameters { get; }

    public UnderlyingRisk[] Underlyings { get; }

    public InstrumentRisk[] Instruments { get; }

    public AssetRisk[] Assets { get; }

    public static PlainEpoch Of(RiskSnapshot source, PlainEpoch? last) => new(source, last);

    /// <summary>New arrays under old tables, or new tables over old arrays: what a half-switched group has.</summary>
    public static PlainEpoch Mixed(PlainEpoch arrays, PlainEpoch tables) => new(arrays, tables);

    public ReadOnlySpan<long> Losses(int instrument) => losses[instrument];

    public long ArrayedAt(int instrument) => arrayedAt[instrument];

    public long Rmax(int instrument) => rmax[instrument];

    public bool Knows(int instrument) => instrument >= 0 && instrument < Instruments.Length;

    /// <summary>The asset a collateral instrument stands for.</summary>
    public int AssetOf(int instrument) => Array.FindIndex(Assets, asset => asset.RiskInstrument == instrument);

    private PlainEpoch(PlainEpoch arrays, PlainEpoch tables)
    {
        (losses, arrayedAt, rmax) = (arrays.losses, arrays.arrayedAt, arrays.rmax);
        (Number, Profile) = (arrays.Number, arrays.Profile);
        (Parameters, Underlyings) = (tables.Parameters, tables.Underlyings);
        (Instruments, Assets) = (tables.Instruments, tables.Assets);
        Number = Math.Max(arrays.Number, tables.Number);
    }

    private static long Largest(long[] array)
    {
        long largest = 1;
        foreach (long loss in array)
        {
            largest = Math.Max(largest, Math.Abs(loss));
        }

        Check.That(largest < Limits.PerLotLimit);
        return largest;
    }
}
