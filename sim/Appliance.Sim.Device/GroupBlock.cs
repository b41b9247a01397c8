using System;
using System.Runtime.InteropServices;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Head of one group's block, five cache lines: the first three are what an order check reads and writes, the rest is
/// what trades and STANDARD groups need beside them.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 320)]
internal unsafe struct GroupHeader
{
    [FieldOffset(0)] public long ReservesMicro;

    /// <summary>sum (|Q|+Bx+Sx)*rmax: bounds every accumulator.</summary>
    [FieldOffset(8)] public long Gabs;

    /// <summary>sum |Q|+Bx+Sx: the quantisation reserve of W.</summary>
    [FieldOffset(16)] public long LotsW;

    /// <summary>Req(IM, W), without reserves.</summary>
    [FieldOffset(24)] public long RequirementW;

    /// <summary>Req(MM, L).</summary>
    [FieldOffset(32)] public long RequirementL;
    [FieldOffset(40)] public uint Epoch;
    [FieldOffset(44)] public byte IsOpen;

    /// <summary>The arrays of this epoch broke the gabs bound; accumulators mean nothing until the next one.</summary>
    [FieldOffset(45)] public byte IsOutOfRange;

    /// <summary>A final scalar clamped.</summary>
    [FieldOffset(46)] public byte IsSaturatedW;
    [FieldOffset(47)] public byte IsSaturatedL;
    [FieldOffset(48)] public int PositionCount;
    [FieldOffset(52)] public short BucketCount;

    /// <summary>The only instrument of an isolated group.</summary>
    [FieldOffset(54)] public ushort OnlyInstrument;
    [FieldOffset(56)] public WatchLevel Watch;
    [FieldOffset(57)] public MarginGroupKind Kind;

    /// <summary>Margined instrument by instrument; fixed when the group is opened.</summary>
    [FieldOffset(58)] public bool IsStandard;

    /// <summary>Combinations among the positions: without any, Bx and Sx are B and S.</summary>
    [FieldOffset(59)] public byte ComboCount;

    /// <summary>Its own id: where its row in the columns is. Set once.</summary>
    [FieldOffset(60)] public uint Group;

    /// <summary>Sums over the buckets of W.</summary>
    [FieldOffset(64)] public TermSums SumsW;

    /// <summary>The group's row of position keys (<see cref="PositionKeys"/>). Set once.</summary>
    [FieldOffset(120)] public ushort* Keys;

    /// <summary>FUND over the instruments, exact.</summary>
    [FieldOffset(128)] public Int128 FundingW;

    /// <summary>ORACLE over the underlyings of W, exact; belongs to RequirementW.</summary>
    [FieldOffset(144)] public Int128 OracleW;
    [FieldOffset(160)] public long CashMicro;

    /// <summary>sum |Q|: the quantisation reserve of L.</summary>
    [FieldOffset(168)] public long LotsL;

    /// <summary>Assets whose balance is not zero, one bit each.</summary>
    [FieldOffset(176)] public uint AssetMask;

    /// <summary>Positions in options.</summary>
    [FieldOffset(180)] public int OptionCount;

    /// <summary>The open values together are small: without huge prices no profit reaches MoneyMax.</summary>
    [FieldOffset(184)] public byte IsOpenValueSmall;
    [FieldOffset(192)] public TermSums SumsL;

    /// <summary>STANDARD terms of the instruments, exact; zero in PORTFOLIO mode.</summary>
    [FieldOffset(256)] public Int128 StandardW;
    [FieldOffset(272)] public Int128 StandardL;
}

/// <summary>
/// What all buckets together contribute to a requirement, so that a changed bucket is a difference and the others are
/// not read. Only for groups computed in 64 bits; anything else makes them anew when it is narrow again.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 56)]
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

    /// <summary>Largest of the scan row, -1 while it is not known.</summary>
    public long ScanMax;
}

/// <summary>What a group holds and works in one instrument: two to a cache line.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct GroupPosition
{
    [FieldOffset(0)] public long Q;

    /// <summary>
    /// Bx and Sx of section 4: working lots of the instrument's own and, as a leg, of combinations. The own lots are
    /// what <see cref="ComboLegs"/> leaves of them. A combination has only its own.
    /// </summary>
    [FieldOffset(8)] public long Bx;
    [FieldOffset(16)] public long Sx;

    /// <summary>Where <see cref="HolderIndex"/> keeps this position, -1 while Q is zero.</summary>
    [FieldOffset(24)] public int Holder;
    [FieldOffset(28)] public ushort Instrument;

    /// <summary>Index of the group's bucket for the instrument's underlying.</summary>
    [FieldOffset(30)] public ushort Bucket;
}

/// <summary>
/// What one bucket contributes to a requirement: raw maxima, and their scaled forms while they fit. The scaled scan
/// lies in the group's scan row, since a maximum is no difference.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
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

/// <summary>
/// One bucket: the group's exposure to one underlying. Ten cache lines; the first five are what an order check
/// touches, the rest is L.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 640)]
internal struct GroupBucket
{
    /// <summary>Byte offset of W[32].</summary>
    public const int WOffset = 64;

    /// <summary>Byte offset of L[32].</summary>
    public const int LOffset = 384;

    [FieldOffset(0)] public int Underlying;
    [FieldOffset(4)] public short PositionCount;

    /// <summary>Positions outside expiry 0: then BASIS needs the expiries apart.</summary>
    [FieldOffset(6)] public short DatedCount;
    [FieldOffset(8)] public long ShortW;
    [FieldOffset(16)] public BucketTerms TermsW;
    [FieldOffset(320)] public long ShortL;
    [FieldOffset(336)] public BucketTerms TermsL;
}
