using System.Runtime.InteropServices;

namespace Appliance.Bench.Wire;

/// <summary>The message header as a user writes it by hand.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct OverlayHeader
{
    public ushort BlockLength;
    public ushort TemplateId;
    public ushort SchemaId;
    public ushort Version;
}
