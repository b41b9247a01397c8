using System.Runtime.InteropServices;

namespace Appliance.Bench.Wire;

/// <summary>The dimension of a group as a user writes it by hand.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 8)]
internal struct OverlayDimension
{
    public ushort BlockLength;
    private readonly uint padding;
    public ushort NumInGroup;
}
