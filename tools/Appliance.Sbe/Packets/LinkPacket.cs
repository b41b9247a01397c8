namespace Appliance.Sbe.Tool.Packets;

/// <summary>A packet as the link carried it.</summary>
/// <param name="LinkType">Number of the link layer, by the registry of tcpdump.</param>
/// <param name="StampNs">UTC nanoseconds since 1970; null when the file has no time for it.</param>
/// <param name="Bytes">What was captured, which may be less than what was sent.</param>
internal sealed record LinkPacket(int LinkType, long? StampNs, byte[] Bytes);
