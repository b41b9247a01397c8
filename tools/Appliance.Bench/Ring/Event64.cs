using System.Runtime.InteropServices;

namespace Appliance.Bench.Ring;

/// <summary>A cache line; its first and its last word are written and read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct Event64 : IRelayEvent
{
    [FieldOffset(0)]
    private long first;

    [FieldOffset(56)]
    private long last;

    public long Number
    {
        readonly get => (first + last) >> 1;
        set => last = first = value;
    }
}
