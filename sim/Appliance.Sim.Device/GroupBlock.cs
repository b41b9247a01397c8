using System;
using System.Runtime.InteropServices;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>Head of one group's block. Primary state first; the rest follows from it and the epoch's arrays.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct GroupHeader
{
    [FieldOffset(0)] public long CashMicro;
    [FieldOffset(8)] public long ReservesMicro;

    /// <summary>sum (|Q|+Bx+Sx)*rmax: bounds every accumulator.</summary>
    [FieldOffset(16)] public long Gabs;

    /// <summary>sum |Q|: the quantisation reserve of L.</summary>
    [FieldOffset(24)] public long LotsL;

    /// <summary>sum |Q|+Bx+Sx: the quantisation reserve of W.</summary>
    [FieldOffset(32)] public long LotsW;

    /// <summary>Req(IM, W), without reserves.</summary>
    [FieldOffset(40)] public long RequirementW;

    /// <summary>Req(MM, L).</summary>
    [FieldOffset(48)] public long RequirementL;
    [FieldOffset(56)] public uint Epoch;
    [FieldOffset(60)] public byte IsOpen;

    /// <summary>The arrays of this epoch broke the gabs bound; accumulators mean nothing until the next one.</summary>
    [FieldOffset(61)] public byte IsOutOfRange;

    /// <summary>A final scalar clamped.</summary>
    [FieldOffset(62)] public byte IsSaturatedW;
    [FieldOffset(63)] public byte IsSaturatedL;
    [FieldOffset(64)] public int PositionCount;
    [FieldOffset(68)] public int BucketCount;
    [FieldOffset(72)] public WatchLevel Watch;
    [FieldOffset(73)] public MarginGroupKind Kind;

    /// <summary>Margined instrument by instrument; fixed when the group is opened.</summary>
    [FieldOffset(74)] public bool IsStandard;

    /// <summary>Combinations among the positions: without any, Bx and Sx are B and S.</summary>
    [FieldOffset(75)] public byte ComboCount;

    /// <summary>The only instrument of an isolated group.</summary>
    [FieldOffset(76)] public int OnlyInstrument;

    /// <summary>Sums over the buckets of W, on the line that an order check reads anyway.</summary>
    [FieldOffset(80)] public TermSums SumsW;
    [FieldOffset(128)] public TermSums SumsL;

    /// <summary>FUND over the instruments, exact.</summary>
    [FieldOffset(176)] public Int128 FundingW;

    /// <summary>ORACLE over the underlyings of W, exact; belongs to RequirementW.</summary>
    [FieldOffset(192)] public Int128 OracleW;

    /// <summary>STANDARD terms of the instruments, exact; zero in PORTFOLIO mode.</summary>
    [FieldOffset(208)] public Int128 StandardW;
    [FieldOffset(224)] public Int128 StandardL;

    /// <summary>Its own id: where its row in the columns is.</summary>
    [FieldOffset(240)] public uint Group;

    /// <summary>Assets whose balance is not zero, one bit each.</summary>
    [FieldOffset(244)] public uint AssetMask;

    /// <summary>Positions in options.</summary>
    [FieldOffset(248)] public int OptionCount;

    /// <summary>No options, no assets, small cash and open value: E_IM may be E_MM at sight.</summary>
    [FieldOffset(252)] public byte IsPlain;
}

/// <summary>
/// What all buckets together contribute to a requirement, so that a changed bucket is a difference and the others are
/// not read. Only for groups computed in 64 bits; anything else makes them anew when it is narrow again.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct TermSums
{
    public long Scan;

    /// <summary>BASIS + CONC; in STANDARD mode CONC alone, and no scan, tier or short option minimum.</summary>
    public long Added;
    public long Tier;
    public long ShortOption;

    /// <summary>ORACLE, of W alone.</summary>
    public long Oracle;

    /// <summary>The sums, the terms of every bucket and the scan row belong to the accumulators.</summary>
    public long IsValid;
}

/// <summary>What a group holds and works in one instrument.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct GroupPosition
{
    [FieldOffset(0)] public int Instrument;

    /// <summary>Index of the group's bucket for the instrument's underlying.</summary>
    [FieldOffset(4)] public int Bucket;

    /// <summary>Where <see cref="HolderIndex"/> keeps this position, -1 while Q is zero.</summary>
    [FieldOffset(8)] public int Holder;
    [FieldOffset(16)] public long Q;

    /// <summary>
    /// Bx and Sx of section 4: working lots of the instrument's own and, as a leg, of combinations. The own lots are
    /// what <see cref="ComboLegs"/> leaves of them. A combination has only its own.
    /// </summary>
    [FieldOffset(24)] public long Bx;
    [FieldOffset(32)] public long Sx;
}

/// <summary>
/// What one bucket contributes to a requirement: raw maxima, and their scaled forms while they fit. The scaled scan
/// lies in the group's scan row, since a maximum is no difference.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct BucketTerms
{
    /// <summary>max(0, max over the 30 scenarios).</summary>
    [FieldOffset(0)] public long Worst;

    /// <summary>max(0, delta up, delta down).</summary>
    [FieldOffset(8)] public long NetDelta;

    /// <summary>min of the summed positive deltas over expiries, up and down.</summary>
    [FieldOffset(16)] public long Matched;

    /// <summary>BASIS + CONC of the bucket.</summary>
    [FieldOffset(24)] public long Added;
    [FieldOffset(32)] public long Tier;
    [FieldOffset(40)] public long ShortOption;
}

/// <summary>Head of one bucket: the group's exposure to one underlying. L[32] and W[32] follow it in memory.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct GroupBucket
{
    [FieldOffset(0)] public int Underlying;
    [FieldOffset(4)] public int PositionCount;

    /// <summary>Positions outside expiry 0: then BASIS needs the expiries apart.</summary>
    [FieldOffset(8)] public int DatedCount;
    [FieldOffset(16)] public long ShortL;
    [FieldOffset(24)] public long ShortW;
    [FieldOffset(64)] public BucketTerms TermsL;
    [FieldOffset(128)] public BucketTerms TermsW;
}
