using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Packets and capture files, built byte by byte.</summary>
internal static class Packets
{
    public const int Ethernet = 1;
    public const int RawIp = 101;
    public const int Cooked = 113;

    public static byte[] Udp(byte[] payload, int port) =>
        [.. Big(9999), .. Big(port), .. Big(8 + payload.Length), 0, 0, .. payload];

    public static byte[] Tcp(byte[] payload, int port) =>
        [.. Big(9999), .. Big(port), .. new byte[8], 0x50, .. new byte[7], .. payload];

    public static byte[] V4(byte protocol, byte[] content, int fragment = 0) =>
        [0x45, 0, .. Big(20 + content.Length), 0, 0, .. Big(fragment), 64, protocol, 0, 0, 10, 0, 0, 1, 239, 1, 2, 3,
            .. content];

    public static byte[] V6(byte next, byte[] content) =>
        [0x60, 0, 0, 0, .. Big(content.Length), next, 64, .. new byte[15], 1, .. new byte[15], 2, .. content];

    public static byte[] OnEthernet(byte[] ip, int vlanTags = 0)
    {
        List<byte> bytes = [.. new byte[12]];
        for (int i = 0; i < vlanTags; i++)
        {
            bytes.AddRange([0x81, 0x00, 0, 5]);
        }

        bytes.AddRange(ip[0] >> 4 == 4 ? [0x08, 0x00] : new byte[] { 0x86, 0xDD });
        bytes.AddRange(ip);
        return [.. bytes];
    }

    public static byte[] OnCooked(byte[] ip) =>
        [.. new byte[14], .. ip[0] >> 4 == 4 ? [0x08, 0x00] : new byte[] { 0x86, 0xDD }, .. ip];

    /// <summary>A pcap file in either byte order, with micro- or nanoseconds, 1.5 s after the epoch and on.</summary>
    public static byte[] Pcap(int linkType, bool isBig, bool isNano, params byte[][] packets)
    {
        List<byte> file = [];
        Word(file, isNano ? 0xA1B23C4D : 0xA1B2C3D4, isBig);
        Half(file, 2, isBig);
        Half(file, 4, isBig);
        Word(file, 0, isBig);
        Word(file, 0, isBig);
        Word(file, 65535, isBig);
        Word(file, (uint)linkType, isBig);
        uint second = 1;
        foreach (byte[] packet in packets)
        {
            Word(file, second++, isBig);
            Word(file, isNano ? 500_000_000u : 500_000u, isBig);
            Word(file, (uint)packet.Length, isBig);
            Word(file, (uint)packet.Length, isBig);
            file.AddRange(packet);
        }

        return [.. file];
    }

    /// <summary>A pcapng file: section, an unknown block, interface with times in nanoseconds, packets.</summary>
    public static byte[] PcapNg(int linkType, bool isBig, params byte[][] packets)
    {
        List<byte> file = [];
        List<byte> body = [];
        Word(body, 0x1A2B3C4D, isBig);
        Half(body, 1, isBig);
        Half(body, 0, isBig);
        body.AddRange(new byte[8].Select(_ => (byte)0xFF));
        Block(file, 0x0A0D0D0A, body, isBig);
        Block(file, 0x00000BAD, [1, 2, 3, 4], isBig);
        body.Clear();
        Half(body, linkType, isBig);
        Half(body, 0, isBig);
        Word(body, 0, isBig);
        Half(body, 9, isBig);
        Half(body, 1, isBig);
        body.AddRange([9, 0, 0, 0]);
        Word(body, 0, isBig);
        Block(file, 1, body, isBig);
        uint second = 1;
        foreach (byte[] packet in packets)
        {
            ulong stamp = (second++ * 1_000_000_000UL) + 500_000_000UL;
            body.Clear();
            Word(body, 0, isBig);
            Word(body, (uint)(stamp >> 32), isBig);
            Word(body, (uint)(stamp & uint.MaxValue), isBig);
            Word(body, (uint)packet.Length, isBig);
            Word(body, (uint)packet.Length, isBig);
            body.AddRange(packet);
            body.AddRange(new byte[-packet.Length & 3]);
            Block(file, 6, body, isBig);
        }

        return [.. file];
    }

    public static byte[] Big(int value) => [(byte)((value >> 8) & 0xFF), (byte)(value & 0xFF)];

    private static void Block(List<byte> file, uint type, List<byte> body, bool isBig)
    {
        Word(file, type, isBig);
        Word(file, (uint)(12 + body.Count), isBig);
        file.AddRange(body);
        Word(file, (uint)(12 + body.Count), isBig);
    }

    private static void Half(List<byte> file, int value, bool isBig)
    {
        byte[] big = Big(value);
        file.AddRange(isBig ? big : [big[1], big[0]]);
    }

    private static void Word(List<byte> file, uint value, bool isBig)
    {
        Span<byte> word = stackalloc byte[4];
        if (isBig)
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        }

        file.AddRange(word);
    }
}
