using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>Tells the kinds of capture files apart by their first bytes.</summary>
internal static class PacketFile
{
    /// <summary>False with a one-line <paramref name="fault"/> when it is neither pcap nor pcapng.</summary>
    public static bool TryOpen(Stream stream, [NotNullWhen(true)] out IPacketFile? file, out string fault)
    {
        StreamBytes bytes = new(stream);
        byte[] magic = bytes.Read(sizeof(uint));
        file = null;
        fault = string.Empty;
        if (magic.Length < sizeof(uint))
        {
            fault = $"{magic.Length} bytes are no capture";
            return false;
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(magic);
        file = word == PcapNgFile.SectionHeader ? new PcapNgFile(bytes) : PcapFile.TryOpen(bytes, word, out fault);
        return file is not null;
    }
}
