using System.Net;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>The payload of one UDP packet or TCP segment, or why there is none.</summary>
internal sealed record Datagram(DatagramKind Kind)
{
    public IPEndPoint Source { get; init; } = new(IPAddress.None, 0);

    public IPEndPoint Target { get; init; } = new(IPAddress.None, 0);

    /// <summary>Of the payload, from the start of the packet's bytes.</summary>
    public int Offset { get; init; }

    /// <summary>Bytes of the payload.</summary>
    public int Length { get; init; }

    public bool HasPayload => Kind is DatagramKind.Udp or DatagramKind.Tcp;

    public bool IsOfPort(int port) => Source.Port == port || Target.Port == port;
}
