using System;
using System.Diagnostics.CodeAnalysis;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>
/// The classic capture file: a header of 24 bytes, then records of 16 bytes and a packet. Times are micro- or
/// nanoseconds by its magic number, whose byte order is that of the whole file.
/// </summary>
internal sealed class PcapFile : IPacketFile
{
    private const uint MagicMicro = 0xA1B2C3D4;
    private const uint MagicNano = 0xA1B23C4D;
    private const int HeaderRestBytes = 20;
    private const int RecordBytes = 16;
    private const long NsPerSecond = 1_000_000_000;
    private const long NsPerMicro = 1_000;

    // The upper half of the field holds notes on checksums.
    private const int LinkTypeMask = 0xFFFF;

    private readonly StreamBytes bytes;
    private readonly ByteOrder order;
    private readonly long nsPerTick;
    private readonly int linkType;

    private PcapFile(StreamBytes bytes, ByteOrder order, long nsPerTick, int linkType)
    {
        this.bytes = bytes;
        this.order = order;
        this.nsPerTick = nsPerTick;
        this.linkType = linkType;
    }

    public string Fault { get; private set; } = string.Empty;

    /// <summary>The file behind its first word, or null with a <paramref name="fault"/>.</summary>
    public static PcapFile? TryOpen(StreamBytes bytes, uint magicAsLittleEndian, out string fault)
    {
        ReadOnlySpan<byte> magic =
        [
            (byte)(magicAsLittleEndian & 0xFF), (byte)((magicAsLittleEndian >> 8) & 0xFF),
            (byte)((magicAsLittleEndian >> 16) & 0xFF), (byte)(magicAsLittleEndian >> 24),
        ];
        foreach (bool isBig in (ReadOnlySpan<bool>)[false, true])
        {
            ByteOrder order = new(isBig);
            uint word = order.UInt32(magic);
            if (word is not (MagicMicro or MagicNano))
            {
                continue;
            }

            byte[] rest = bytes.Read(HeaderRestBytes);
            if (rest.Length < HeaderRestBytes)
            {
                fault = "cut inside the file header";
                return null;
            }

            fault = string.Empty;
            int linkType = (int)(order.UInt32(rest.AsSpan(16)) & LinkTypeMask);
            return new PcapFile(bytes, order, word == MagicNano ? 1 : NsPerMicro, linkType);
        }

        fault = $"0x{magicAsLittleEndian:x8} begins neither a pcap nor a pcapng file";
        return null;
    }

    public bool TryRead([NotNullWhen(true)] out LinkPacket? packet)
    {
        packet = null;
        long start = bytes.Position;
        byte[] record = Fault.Length == 0 ? bytes.Read(RecordBytes) : [];
        if (record.Length == 0)
        {
            return false;
        }

        if (record.Length < RecordBytes)
        {
            Fault = $"cut inside the record at byte {start}";
            return false;
        }

        uint captured = order.UInt32(record.AsSpan(8));
        if (captured > PacketLimits.PacketBytesMax)
        {
            Fault = $"the record at byte {start} announces {captured} bytes, at most {PacketLimits.PacketBytesMax}";
            return false;
        }

        byte[] data = bytes.Read((int)captured);
        if (data.Length < captured)
        {
            Fault = $"cut inside the packet at byte {start}";
            return false;
        }

        long stampNs = (order.UInt32(record) * NsPerSecond) + (order.UInt32(record.AsSpan(4)) * nsPerTick);
        packet = new LinkPacket(linkType, stampNs, data);
        return true;
    }
}
