using System.Runtime.InteropServices;

namespace Appliance.Bench.Wire;

/// <summary>One entry of an incremental refresh as a user writes it by hand, padding included.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 32)]
internal struct OverlayEntry
{
    public long MDEntryPx;
    public long MDEntrySize;
    public uint SecurityID;
    public uint RptSeq;
    public byte MDPriceLevel;
    public byte MDUpdateAction;
    public byte MDEntryType;
}
