using System.Runtime.InteropServices;

namespace Appliance.Bench.Wire;

/// <summary>An incremental refresh up to its first entry as a user writes it: header, block, dimension.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 32)]
internal struct OverlayRefresh
{
    public OverlayHeader Header;
    public ulong TransactTime;
    public byte MatchEventIndicator;
    private readonly byte padding1;
    private readonly ushort padding2;
    private readonly uint padding4;
    public OverlayDimension Dimension;
}
