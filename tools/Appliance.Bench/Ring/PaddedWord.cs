using System.Runtime.InteropServices;

namespace Appliance.Bench.Ring;

/// <summary>A word with two cache lines to itself on both sides.</summary>
[StructLayout(LayoutKind.Explicit, Size = 264)]
internal struct PaddedWord
{
    [FieldOffset(128)]
    public long Value;
}
