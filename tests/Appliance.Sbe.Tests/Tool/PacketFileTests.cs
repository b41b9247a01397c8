using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Appliance.Core;
using Appliance.Sbe.Tests.Interpreting;
using Appliance.Sbe.Tool.Packets;

namespace Appliance.Sbe.Tests.Tool;

/// <summary>Capture files in every dress, whole, cut at every byte, and damaged.</summary>
public sealed class PacketFileTests
{
    private static readonly byte[] Payload = [1, 2, 3, 4, 5];
    private static readonly byte[] Packet = Packets.OnEthernet(Packets.V4(17, Packets.Udp(Payload, 14310)));
    private static readonly byte[] Second = Packets.OnEthernet(Packets.V6(17, Packets.Udp([9], 14310)));

    private static readonly string[] KindNames = ["pcap", "pcap big", "pcap nano", "pcapng", "pcapng big"];

    public static TheoryData<string> Kinds => [.. KindNames];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Packets_come_back_with_their_times(string kind)
    {
        (List<LinkPacket> packets, string fault) = Read(File(kind, Packet, Second));
        Assert.Equal(string.Empty, fault);
        Assert.Equal([1_500_000_000L, 2_500_000_000L], packets.Select(p => p.StampNs));
        Assert.Equal([Packet, Second], packets.Select(p => p.Bytes));
        Assert.All(packets, p => Assert.Equal(Packets.Ethernet, p.LinkType));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cut_file_gives_its_whole_packets_and_says_that_it_is_cut(string kind)
    {
        byte[] whole = File(kind, Packet, Second);
        int[] ends = [File(kind).Length, File(kind, Packet).Length, whole.Length];
        for (int length = 0; length < whole.Length; length++)
        {
            (List<LinkPacket> packets, string fault) = Read(whole[..length]);
            Assert.Equal(ends.Count(e => e <= length) - (ends[0] <= length ? 1 : 0), packets.Count);

            // A file may end between two packets; a pcapng file also between two blocks of other kinds.
            bool isNewer = kind.StartsWith("pcapng", StringComparison.Ordinal);
            bool mayBeWhole = ends.Contains(length) || (isNewer && length < ends[0]);
            Assert.True(fault.Length > 0 || mayBeWhole, $"{kind}: {length} bytes pass as a whole file");
        }
    }

    [Fact]
    public void No_damage_makes_it_throw()
    {
        Prng random = InterpreterSeed.Generator(77);
        int decoded = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] file = File(KindNames[round % KindNames.Length], Packet, Second);
            for (int change = 0; change < 3; change++)
            {
                file[random.Next(file.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            }

            (List<LinkPacket> packets, _) = Read(file);
            foreach (LinkPacket packet in packets)
            {
                Datagram datagram = DatagramReader.Read(packet);
                bool isInside = !datagram.HasPayload || datagram.Offset + datagram.Length <= packet.Bytes.Length;
                Assert.True(isInside, InterpreterSeed.Repeat($"round {round}: {datagram}"));
                decoded++;
            }
        }

        Assert.InRange(decoded, 2000, int.MaxValue);
    }

    [Fact]
    public void A_length_beyond_the_bound_is_refused_before_anything_is_taken()
    {
        byte[] file = Packets.Pcap(Packets.Ethernet, isBig: false, isNano: false, Packet);
        file.AsSpan(32, 4).Fill(0x7F);
        (List<LinkPacket> packets, string fault) = Read(file);
        Assert.Empty(packets);
        Assert.Contains("announces 2139062143 bytes", fault, StringComparison.Ordinal);
        file = Packets.PcapNg(Packets.Ethernet, isBig: false, Packet);
        file.AsSpan(4, 4).Fill(0x7C);
        (packets, fault) = Read(file);
        Assert.Empty(packets);
        Assert.Contains("length of", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_follow_the_resolution_of_the_interface()
    {
        Assert.Equal(1_500_000_000L, new PcapNgInterface(1, 0, 6, 0).StampNs(1_500_000));
        Assert.Equal(2_500_000_000L, new PcapNgInterface(1, 0, 6, 1).StampNs(1_500_000));
        Assert.Equal(500_000_000L, new PcapNgInterface(1, 0, 0x80 | 10, 0).StampNs(512));
        Assert.Equal(1L, new PcapNgInterface(1, 0, 12, 0).StampNs(1999));
        Assert.Equal(0L, new PcapNgInterface(1, 0, 127, 0).StampNs(ulong.MaxValue));
        Assert.Null(new PcapNgInterface(1, 0, 0, 0).StampNs(ulong.MaxValue));
        Assert.Null(new PcapNgInterface(1, 0, 6, long.MinValue).StampNs(0));
    }

    [Fact]
    public void Something_else_is_no_capture()
    {
        Assert.Contains("neither", Read([1, 2, 3, 4, 5, 6, 7, 8]).Fault, StringComparison.Ordinal);
        Assert.Contains("no capture", Read([1]).Fault, StringComparison.Ordinal);
    }

    private static byte[] File(string kind, params byte[][] packets) => kind switch
    {
        "pcap" => Packets.Pcap(Packets.Ethernet, isBig: false, isNano: false, packets),
        "pcap big" => Packets.Pcap(Packets.Ethernet, isBig: true, isNano: false, packets),
        "pcap nano" => Packets.Pcap(Packets.Ethernet, isBig: false, isNano: true, packets),
        "pcapng" => Packets.PcapNg(Packets.Ethernet, isBig: false, packets),
        _ => Packets.PcapNg(Packets.Ethernet, isBig: true, packets),
    };

    private static (List<LinkPacket> Packets, string Fault) Read(byte[] bytes)
    {
        List<LinkPacket> packets = [];
        if (!PacketFile.TryOpen(new MemoryStream(bytes), out IPacketFile? file, out string fault))
        {
            Assert.NotEmpty(fault);
            return (packets, fault);
        }

        while (file.TryRead(out LinkPacket? packet))
        {
            packets.Add(packet);
        }

        Assert.False(file.TryRead(out _));
        return (packets, file.Fault);
    }
}
