namespace Appliance.Sbe.Tool.Packets;

/// <summary>What a capture file may cost. Files come from anywhere; whatever they announce, no more is taken.</summary>
internal static class PacketLimits
{
    /// <summary>Bytes of one captured packet; the usual tools stop there as well.</summary>
    public const int PacketBytesMax = 1 << 18;

    /// <summary>Bytes of one pcapng block.</summary>
    public const int BlockBytesMax = 1 << 20;

    /// <summary>Interfaces of one pcapng section.</summary>
    public const int InterfacesMax = 1 << 10;

    /// <summary>VLAN tags of one packet.</summary>
    public const int VlanTagsMax = 4;

    /// <summary>Extension headers of one IPv6 packet.</summary>
    public const int ExtensionHeadersMax = 8;
}
