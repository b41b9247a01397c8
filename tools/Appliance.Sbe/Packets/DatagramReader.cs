using System;
using System.Buffers.Binary;
using System.Net;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>
/// Finds the payload in a packet: link, IPv4 or IPv6, UDP or TCP. Every length is compared with the bytes that are
/// there. Checksums are not looked at: captures on the sending machine do not have them yet.
/// </summary>
internal static class DatagramReader
{
    private const int V4BytesMin = 20;
    private const int V6Bytes = 40;
    private const int UdpBytes = 8;
    private const int TcpBytesMin = 20;
    private const int FragmentMask = 0x3FFF;
    private const int FragmentMaskV6 = 0xFFF9;
    private const byte ProtocolTcp = 6;
    private const byte ProtocolUdp = 17;
    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte FragmentHeader = 44;
    private const byte Authentication = 51;
    private const byte DestinationOptions = 60;

    public static Datagram Read(LinkPacket packet)
    {
        int at = LinkLayer.FindIp(packet);
        if (at < 0)
        {
            return new Datagram(at switch
            {
                LinkLayer.NotIp => DatagramKind.Other,
                LinkLayer.IsCut => DatagramKind.Malformed,
                _ => DatagramKind.UnknownLink,
            });
        }

        ReadOnlySpan<byte> bytes = packet.Bytes;
        int version = at < bytes.Length ? bytes[at] >> 4 : 0;
        return version switch
        {
            4 => ReadV4(bytes, at),
            6 => ReadV6(bytes, at),
            _ => new Datagram(DatagramKind.Malformed),
        };
    }

    private static Datagram ReadV4(ReadOnlySpan<byte> bytes, int at)
    {
        ReadOnlySpan<byte> ip = bytes[at..];
        int headerBytes = (ip[0] & 0x0F) * 4;
        if (ip.Length < V4BytesMin || headerBytes < V4BytesMin || ip.Length < headerBytes)
        {
            return new Datagram(DatagramKind.Malformed);
        }

        // 0 where the network card cuts the packet up; then it is as long as what was captured.
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        total = total == 0 ? ip.Length : total;
        if (total < headerBytes)
        {
            return new Datagram(DatagramKind.Malformed);
        }

        if ((BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & FragmentMask) != 0)
        {
            return new Datagram(DatagramKind.Fragment);
        }

        IPAddress source = new(ip.Slice(12, 4));
        IPAddress target = new(ip.Slice(16, 4));
        return ReadTransport(bytes, ip[9], at + headerBytes, at + total, source, target);
    }

    private static Datagram ReadV6(ReadOnlySpan<byte> bytes, int at)
    {
        ReadOnlySpan<byte> ip = bytes[at..];
        if (ip.Length < V6Bytes)
        {
            return new Datagram(DatagramKind.Malformed);
        }

        int payload = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        int end = payload == 0 ? bytes.Length : at + V6Bytes + payload;
        byte next = ip[6];
        int start = at + V6Bytes;
        IPAddress source = new(ip.Slice(8, 16));
        IPAddress target = new(ip.Slice(24, 16));
        for (int n = 0; n < PacketLimits.ExtensionHeadersMax && IsExtension(next); n++)
        {
            if (bytes.Length - start < 8)
            {
                return new Datagram(DatagramKind.Malformed);
            }

            if (next == FragmentHeader
                && (BinaryPrimitives.ReadUInt16BigEndian(bytes[(start + 2)..]) & FragmentMaskV6) != 0)
            {
                return new Datagram(DatagramKind.Fragment);
            }

            int length = next switch
            {
                FragmentHeader => 8,
                Authentication => (bytes[start + 1] + 2) * 4,
                _ => (bytes[start + 1] + 1) * 8,
            };
            next = bytes[start];
            start += length;
            if (start > bytes.Length)
            {
                return new Datagram(DatagramKind.Malformed);
            }
        }

        return ReadTransport(bytes, next, start, end, source, target);
    }

    private static bool IsExtension(byte header) =>
        header is HopByHop or Routing or FragmentHeader or Authentication or DestinationOptions;

    // [start, end) is what IP says its payload is; the capture may hold less of it.
    private static Datagram ReadTransport(
        ReadOnlySpan<byte> bytes, byte protocol, int start, int end, IPAddress source, IPAddress target)
    {
        if (protocol is not (ProtocolUdp or ProtocolTcp))
        {
            return new Datagram(DatagramKind.Other);
        }

        int fixedBytes = protocol == ProtocolUdp ? UdpBytes : TcpBytesMin;
        if (end < start + fixedBytes || bytes.Length < start + fixedBytes)
        {
            return new Datagram(DatagramKind.Malformed);
        }

        ReadOnlySpan<byte> header = bytes[start..];
        int headerBytes = protocol == ProtocolUdp ? UdpBytes : (header[12] >> 4) * 4;
        int length = protocol == ProtocolUdp ? BinaryPrimitives.ReadUInt16BigEndian(header[4..]) : end - start;

        // 0 in UDP over IPv6 stands for more than 65535.
        length = length == 0 ? end - start : length;
        if (headerBytes < fixedBytes || length < headerBytes || length > end - start)
        {
            return new Datagram(DatagramKind.Malformed);
        }

        bool isCut = length > bytes.Length - start;
        DatagramKind whole = protocol == ProtocolUdp ? DatagramKind.Udp : DatagramKind.Tcp;
        return new Datagram(isCut ? DatagramKind.Cut : whole)
        {
            Source = new IPEndPoint(source, BinaryPrimitives.ReadUInt16BigEndian(header)),
            Target = new IPEndPoint(target, BinaryPrimitives.ReadUInt16BigEndian(header[2..])),
            Offset = start + headerBytes,
            Length = length - headerBytes,
        };
    }
}
