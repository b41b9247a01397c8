using System;
using System.Buffers.Binary;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>Finds the IP packet in a packet of the link.</summary>
internal static class LinkLayer
{
    /// <summary>Offset of something that is no IP packet.</summary>
    public const int NotIp = -1;

    /// <summary>Offset where a header of the link is cut.</summary>
    public const int IsCut = -2;

    /// <summary>Offset where the link layer is not known.</summary>
    public const int Unknown = -3;

    private const int Null = 0;
    private const int Ethernet = 1;
    private const int RawOld = 12;
    private const int RawBsd = 14;
    private const int Raw = 101;
    private const int Loop = 108;
    private const int LinuxCooked = 113;
    private const int RawV4 = 228;
    private const int RawV6 = 229;
    private const int LinuxCooked2 = 276;
    private const int EthernetTypeAt = 12;
    private const int CookedTypeAt = 14;
    private const int CookedBytes = 16;
    private const int Cooked2Bytes = 20;
    private const int FamilyBytes = 4;
    private const ushort TypeV4 = 0x0800;
    private const ushort TypeV6 = 0x86DD;
    private const ushort TypeVlan = 0x8100;
    private const ushort TypeVlanService = 0x88A8;
    private const ushort TypeVlanOld = 0x9100;

    /// <summary>Where the IP packet begins, or one of the negative constants.</summary>
    public static int FindIp(LinkPacket packet)
    {
        byte[] bytes = packet.Bytes;
        return packet.LinkType switch
        {
            Ethernet => AfterType(bytes, EthernetTypeAt),
            LinuxCooked => bytes.Length < CookedBytes ? IsCut : AfterType(bytes, CookedTypeAt),
            LinuxCooked2 => bytes.Length < Cooked2Bytes ? IsCut : IsIp(UInt16(bytes, 0)) ? Cooked2Bytes : NotIp,
            Null or Loop => bytes.Length < FamilyBytes ? IsCut : FamilyBytes,
            Raw or RawOld or RawBsd or RawV4 or RawV6 => 0,
            _ => Unknown,
        };
    }

    // Behind the type at this offset, and behind the VLAN tags that may stand there instead.
    private static int AfterType(byte[] bytes, int typeAt)
    {
        for (int tags = 0; tags <= PacketLimits.VlanTagsMax; tags++)
        {
            if (bytes.Length < typeAt + sizeof(ushort))
            {
                return IsCut;
            }

            ushort type = UInt16(bytes, typeAt);
            if (type is not (TypeVlan or TypeVlanService or TypeVlanOld))
            {
                return IsIp(type) ? typeAt + sizeof(ushort) : NotIp;
            }

            typeAt += 2 * sizeof(ushort);
        }

        return NotIp;
    }

    private static bool IsIp(ushort type) => type is TypeV4 or TypeV6;

    private static ushort UInt16(byte[] bytes, int at) =>
        BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
}
