using System.Runtime.InteropServices;

namespace Disruptor;

/// <summary>
/// The fields of an unmanaged ring, padded on both sides: they never change, and nothing that does may share their
/// lines. A struct of its own because a generic class cannot state its layout.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Padding.Bytes + FieldsSize + Padding.Bytes)]
internal struct UnmanagedRingFields
{
    private const int FieldsSize = 56;

    [FieldOffset(Padding.Bytes)]
    public nint First;

    [FieldOffset(Padding.Bytes + 8)]
    public long IndexMask;

    [FieldOffset(Padding.Bytes + 16)]
    public nint EventSize;

    [FieldOffset(Padding.Bytes + 24)]
    public SequencerDispatch Sequencer;

    // Held so that the owner of the block lives as long as the ring.
    [FieldOffset(Padding.Bytes + 48)]
    public UnmanagedRingBufferMemory? Memory;
}
