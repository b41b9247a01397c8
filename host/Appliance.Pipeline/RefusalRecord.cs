using System.Runtime.InteropServices;
using Appliance.Core;

namespace Appliance.Pipeline;

/// <summary>An order refused before it got a sequence: all that its answer needs, in one cache line.</summary>
[StructLayout(LayoutKind.Explicit, Size = SlotBytes)]
public struct RefusalRecord
{
    public const int SlotBytes = 64;

    /// <summary>UTC nanoseconds at which it was refused.</summary>
    [FieldOffset(0)] public long StampNs;

    /// <summary>Monotonic nanoseconds at which the sender meant to send.</summary>
    [FieldOffset(8)] public long IntendedNs;
    [FieldOffset(16)] public ulong ClOrdId;
    [FieldOffset(24)] public uint Account;
    [FieldOffset(28)] public uint SecurityId;
    [FieldOffset(32)] public uint SeqNum;
    [FieldOffset(36)] public ReasonCode Reason;
}
