using System.Runtime.InteropServices;

namespace Appliance.Disruptor.Tests;

/// <summary>
/// One cache line with its author, its number and a word that ties the two: a slot seen half written or of another
/// lap does not add up.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct StressSlot
{
    [FieldOffset(0)]
    public long Producer;

    [FieldOffset(8)]
    public long Index;

    [FieldOffset(56)]
    public long Tie;

    public static long TieOf(long producer, long index) => unchecked(((producer + 1) * 0x1E37_79B9_7F4A_7C15) ^ index);
}
