using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>
/// The newer capture file: blocks with their length at both ends. Packets are in enhanced and simple packet blocks;
/// blocks of other kinds are stepped over. A section may have another byte order than the one before it.
/// </summary>
internal sealed class PcapNgFile(StreamBytes bytes) : IPacketFile
{
    /// <summary>The first word of the file, the same in either byte order.</summary>
    public const uint SectionHeader = 0x0A0D0D0A;

    private const uint InterfaceDescription = 1;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const uint OrderMagic = 0x1A2B3C4D;
    private const int WordBytes = 4;
    private const int BlockOverheadBytes = 12;
    private const int EnhancedFixedBytes = 20;
    private const ushort OptionEnd = 0;
    private const ushort OptionResolution = 9;
    private const ushort OptionOffset = 14;

    private readonly List<PcapNgInterface> interfaces = [];
    private ByteOrder order;
    private bool isFirstWordTaken = true;
    private bool hasSection;

    public string Fault { get; private set; } = string.Empty;

    public bool TryRead([NotNullWhen(true)] out LinkPacket? packet)
    {
        packet = null;
        while (packet is null && Fault.Length == 0 && TryReadBlock(out uint type, out byte[] body))
        {
            switch (type)
            {
                case SectionHeader:
                    interfaces.Clear();
                    break;
                case InterfaceDescription:
                    Describe(body);
                    break;
                case EnhancedPacket:
                    packet = Enhanced(body);
                    break;
                case SimplePacket:
                    packet = Simple(body);
                    break;
            }
        }

        return packet is not null;
    }

    // The body without type and lengths. False at the end of the file, with a fault if that is inside a block.
    private bool TryReadBlock(out uint type, out byte[] body)
    {
        body = [];
        type = SectionHeader;
        long start = bytes.Position;
        if (isFirstWordTaken)
        {
            isFirstWordTaken = false;
            start -= WordBytes;
        }
        else
        {
            byte[] word = bytes.Read(WordBytes);
            if (word.Length < WordBytes)
            {
                return word.Length > 0 && Fail($"cut inside the block at byte {start}");
            }

            type = order.UInt32(word);
        }

        byte[] lengthWord = bytes.Read(WordBytes);
        byte[] magic = type == SectionHeader ? bytes.Read(WordBytes) : [];
        if (lengthWord.Length < WordBytes || (type == SectionHeader && !TryTurn(magic)))
        {
            return Fail($"the section at byte {start} is cut or has no byte order");
        }

        uint length = order.UInt32(lengthWord);
        int least = BlockOverheadBytes + magic.Length;
        if (!hasSection || length < least || length % WordBytes != 0 || length > PacketLimits.BlockBytesMax)
        {
            return Fail($"the block at byte {start} has a length of {length}");
        }

        body = bytes.Read((int)length - least);
        byte[] again = bytes.Read(WordBytes);
        if (again.Length < WordBytes)
        {
            return Fail($"cut inside the block at byte {start}");
        }

        return order.UInt32(again) == length || Fail($"the block at byte {start} has two lengths");
    }

    private bool TryTurn(byte[] magic)
    {
        foreach (bool isBig in (ReadOnlySpan<bool>)[false, true])
        {
            ByteOrder candidate = new(isBig);
            if (magic.Length == WordBytes && candidate.UInt32(magic) == OrderMagic)
            {
                order = candidate;
                hasSection = true;
                return true;
            }
        }

        return false;
    }

    private void Describe(byte[] body)
    {
        const int fixedBytes = 8;
        if (body.Length < fixedBytes || interfaces.Count == PacketLimits.InterfacesMax)
        {
            Fail("an interface block is too short, or there are too many");
            return;
        }

        byte resolution = PcapNgInterface.Micro;
        long offsetSeconds = 0;
        ReadOnlySpan<byte> options = body.AsSpan(fixedBytes);
        while (options.Length >= WordBytes && order.UInt16(options) != OptionEnd)
        {
            ushort code = order.UInt16(options);
            int length = order.UInt16(options[2..]);
            options = options[WordBytes..];
            if (length > options.Length)
            {
                Fail("an option runs past its interface block");
                return;
            }

            resolution = code == OptionResolution && length == 1 ? options[0] : resolution;
            offsetSeconds = code == OptionOffset && length == sizeof(ulong)
                ? unchecked((long)order.UInt64(options)) : offsetSeconds;
            options = options[Math.Min((length + 3) & ~3, options.Length)..];
        }

        uint snapBytes = order.UInt32(body.AsSpan(4));
        interfaces.Add(new PcapNgInterface(order.UInt16(body), snapBytes, resolution, offsetSeconds));
    }

    private LinkPacket? Enhanced(byte[] body)
    {
        if (body.Length < EnhancedFixedBytes)
        {
            return FailPacket("a packet block is too short");
        }

        uint index = order.UInt32(body);
        uint captured = order.UInt32(body.AsSpan(12));
        if (index >= interfaces.Count || captured > body.Length - EnhancedFixedBytes
            || captured > PacketLimits.PacketBytesMax)
        {
            return FailPacket($"a packet block of interface {index} announces {captured} bytes");
        }

        ulong ticks = ((ulong)order.UInt32(body.AsSpan(4)) << 32) | order.UInt32(body.AsSpan(8));
        PcapNgInterface from = interfaces[(int)index];
        byte[] data = body[EnhancedFixedBytes..(EnhancedFixedBytes + (int)captured)];
        return new LinkPacket(from.LinkType, from.StampNs(ticks), data);
    }

    private LinkPacket? Simple(byte[] body)
    {
        if (body.Length < WordBytes || interfaces.Count == 0)
        {
            return FailPacket("a simple packet block is too short, or has no interface");
        }

        PcapNgInterface from = interfaces[0];
        uint original = order.UInt32(body);
        uint captured = from.SnapBytes == 0 ? original : Math.Min(original, from.SnapBytes);
        if (captured > body.Length - WordBytes || captured > PacketLimits.PacketBytesMax)
        {
            return FailPacket($"a simple packet block announces {captured} bytes");
        }

        return new LinkPacket(from.LinkType, null, body[WordBytes..(WordBytes + (int)captured)]);
    }

    private LinkPacket? FailPacket(string fault)
    {
        Fail(fault);
        return null;
    }

    private bool Fail(string fault)
    {
        Fault = fault;
        return false;
    }
}
