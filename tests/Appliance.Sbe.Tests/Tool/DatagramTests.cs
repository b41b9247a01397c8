using System.Collections.Generic;
using Appliance.Sbe.Tool.Packets;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Payloads found behind every kind of header, and never outside the packet.</summary>
public sealed class DatagramTests
{
    private static readonly byte[] Payload = [1, 2, 3, 4, 5];
    private static readonly byte[] Udp = Packets.Udp(Payload, 14310);

    // Hop-by-hop options of 16 bytes, then a fragment header that says the packet is whole.
    private static readonly byte[] Extended = [44, 1, .. new byte[14], 17, 0, 0, 0, 0, 0, 0, 7, .. Udp];

    public static IEnumerable<(int Link, byte[] Bytes)> Whole =>
    [
        (Packets.Ethernet, Packets.OnEthernet(Packets.V4(17, Udp))),
        (Packets.Ethernet, Packets.OnEthernet(Packets.V4(17, Udp), vlanTags: 2)),
        (Packets.Ethernet, Packets.OnEthernet(Packets.V6(17, Udp))),
        (Packets.Ethernet, Packets.OnEthernet(Packets.V6(0, Extended))),
        (Packets.Cooked, Packets.OnCooked(Packets.V4(17, Udp))),
        (Packets.Cooked, Packets.OnCooked(Packets.V6(17, Udp))),
        (276, [0x08, 0x00, .. new byte[18], .. Packets.V4(17, Udp)]),
        (0, [2, 0, 0, 0, .. Packets.V4(17, Udp)]),
        (Packets.RawIp, Packets.V4(17, Udp)),
        (Packets.RawIp, Packets.V6(17, Udp)),
    ];

    [Fact]
    public void Payloads_are_found()
    {
        foreach ((int link, byte[] bytes) in Whole)
        {
            // Ethernet pads short packets: what is behind the payload does not belong to it.
            byte[] padded = [.. bytes, 0xEE, 0xEE];
            Datagram datagram = Read(link, padded);
            Assert.Equal(DatagramKind.Udp, datagram.Kind);
            Assert.Equal(Payload, padded[datagram.Offset..(datagram.Offset + datagram.Length)]);
            Assert.True(datagram.IsOfPort(14310) && datagram.IsOfPort(9999) && !datagram.IsOfPort(1));
        }
    }

    [Fact]
    public void A_packet_cut_anywhere_gives_no_payload()
    {
        foreach ((int link, byte[] bytes) in Whole)
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Datagram datagram = Read(link, bytes[..length]);
                Assert.False(datagram.HasPayload);
                Assert.True(datagram.Kind is DatagramKind.Malformed or DatagramKind.Cut, $"{link}, {length} bytes");
            }
        }
    }

    [Fact]
    public void Segments_are_marked_as_such()
    {
        byte[] bytes = Packets.V4(6, Packets.Tcp(Payload, 443));
        Datagram datagram = Read(Packets.RawIp, bytes);
        Assert.Equal(DatagramKind.Tcp, datagram.Kind);
        Assert.Equal(Payload, bytes[datagram.Offset..(datagram.Offset + datagram.Length)]);
    }

    [Fact]
    public void What_cannot_be_decoded_is_named()
    {
        Assert.Equal(DatagramKind.Fragment, Read(Packets.RawIp, Packets.V4(17, Udp, 0x2000)).Kind);
        Assert.Equal(DatagramKind.Fragment, Read(Packets.RawIp, Packets.V4(17, Udp, 185)).Kind);
        byte[] part = [.. Extended];
        part[19] = 1;
        Assert.Equal(DatagramKind.Fragment, Read(Packets.RawIp, Packets.V6(0, part)).Kind);
        Assert.Equal(DatagramKind.Other, Read(Packets.RawIp, Packets.V4(1, new byte[20])).Kind);
        Assert.Equal(DatagramKind.Other, Read(Packets.Ethernet, [.. new byte[12], 0x08, 0x06, .. new byte[28]]).Kind);
        Assert.Equal(DatagramKind.UnknownLink, Read(9999, Packets.V4(17, Udp)).Kind);
        Assert.Equal(DatagramKind.Malformed, Read(Packets.RawIp, [0x15, .. new byte[40]]).Kind);
        Assert.Equal(DatagramKind.Malformed, Read(Packets.RawIp, [0x44, .. new byte[40]]).Kind);
    }

    [Fact]
    public void Lengths_that_contradict_each_other_are_malformed()
    {
        byte[] bytes = Packets.V4(17, Udp);
        bytes[24] = 0xFF;
        Assert.Equal(DatagramKind.Malformed, Read(Packets.RawIp, bytes).Kind);
        bytes = Packets.V4(17, Udp);
        bytes[25] = 7;
        Assert.Equal(DatagramKind.Malformed, Read(Packets.RawIp, bytes).Kind);
        bytes = Packets.V4(6, Packets.Tcp(Payload, 1));
        bytes[32] = 0xF0;
        Assert.Equal(DatagramKind.Malformed, Read(Packets.RawIp, bytes).Kind);
        byte[] endless = [.. new byte[8 * 20], .. Udp];
        Assert.Equal(DatagramKind.Other, Read(Packets.RawIp, Packets.V6(0, endless)).Kind);
    }

    private static Datagram Read(int link, byte[] bytes) => DatagramReader.Read(new LinkPacket(link, null, bytes));
}
