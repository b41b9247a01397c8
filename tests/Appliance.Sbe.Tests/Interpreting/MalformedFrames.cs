using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Interpreting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>A hostile or odd frame and what decoding it must come to.</summary>
internal sealed record MalformedFrame(string Name, SbeSchema Schema, byte[] Bytes, SbeStatus Status);

/// <summary>
/// The frames of the shared list of hostile input, each over a small schema that has what the frame is about, so that
/// they run without the shared folder too. Names are those of the list, which is compared with this one.
/// </summary>
internal static class MalformedFrames
{
    private const string Car =
        """<sbe:message name="Car" id="1"><field name="serial" id="1" type="uint64"/>"""
        + """<field name="code" id="2" type="Code"/><field name="extras" id="3" type="Extras"/>"""
        + """<group name="fuel" id="4"><field name="speed" id="5" type="uint16"/></group>"""
        + """<data name="maker" id="6" type="varData"/></sbe:message>""";

    private const string Types =
        """<enum name="Code" encodingType="char"><validValue name="A">A</validValue></enum>"""
        + """<set name="Extras" encodingType="uint8"><choice name="roof">0</choice></set>"""
        + """<composite name="small"><type name="blockLength" primitiveType="uint16"/>"""
        + """<type name="numInGroup" primitiveType="uint8"/></composite>"""
        + """<composite name="wide"><type name="blockLength" primitiveType="uint16"/>"""
        + """<type name="numInGroup" primitiveType="uint32"/></composite>"""
        + """<composite name="wideData"><type name="length" primitiveType="uint32"/>"""
        + """<type name="varData" primitiveType="uint8" length="0"/></composite>""";

    // Block of 1 byte that was put into padding of version 0 by version 2: offset 8 of a block of 16.
    private const string Padded =
        """<sbe:message name="Padded" id="2" blockLength="16"><field name="a" id="1" type="uint64"/>"""
        + """<field name="late" id="2" type="uint8" sinceVersion="2"/></sbe:message>""";

    private const string Groups =
        """<sbe:message name="Small" id="3"><group name="g" id="1" dimensionType="small">"""
        + """<field name="x" id="2" type="uint64"/></group></sbe:message>"""
        + """<sbe:message name="Wide" id="4"><group name="g" id="1" dimensionType="wide">"""
        + """<field name="x" id="2" type="uint8"/></group></sbe:message>"""
        + """<sbe:message name="Bare" id="5"><group name="g" id="1">"""
        + """<group name="h" id="2"><field name="x" id="3" type="uint8"/></group></group></sbe:message>"""
        + """<sbe:message name="Empty" id="6"><group name="g" id="1"></group></sbe:message>"""
        + """<sbe:message name="Long" id="7"><data name="d" id="1" type="wideData"/></sbe:message>""";

    public static SbeSchema Schema { get; } = SchemaSource.ReadClean(Types, Car + Padded + Groups);

    public static IReadOnlyList<MalformedFrame> All { get; } =
    [
        Of("empty", "", SbeStatus.NeedMoreHeader),
        Of("header 7 of 8 bytes", "0a000100010000", SbeStatus.NeedMoreHeader),
        Of("header only, block missing", "0a00010001000000", SbeStatus.TruncatedBlock),
        Of("blockLength 0, version 0 (official C# reads past end)", "0000010001000000", SbeStatus.BlockTooShort),
        Of("blockLength 65535", "ffff010001000000", SbeStatus.TruncatedBlock),
        Of("unknown template", "0a00ff7f01000000", SbeStatus.UnknownTemplate),
        Of("wrong schema id", "0a0001006300000000", SbeStatus.UnknownSchema),
        Of("newer version 9 with bigger block 46 + 1 pad (zeros)",
            "0b00010001000900" + Zeros(11) + "02000000" + "0000", SbeStatus.Ok),
        Of("CME group count 255 x 32 over 32 bytes left", "0000030001000300" + "2000ff" + Zeros(32),
            SbeStatus.TruncatedGroup),
        Of("CME group blockLength 0 count 255", "0000030001000300" + "0000ff" + Zeros(8), SbeStatus.BlockTooShort),
        Of("group blockLength 65535 x numInGroup 65535", "0a00010001000000" + Zeros(10) + "ffffffff" + Zeros(8),
            SbeStatus.TruncatedGroup),
        Of("Binance groupSize32 numInGroup 0xFFFFFFFF blockLength 1", "0000040001000300" + "0100ffffffff" + Zeros(8),
            SbeStatus.TruncatedGroup),
        Of("group whose entries have no fixed fields (Binance/IEX/Euronext), blockLength 0, count 0xFFFF, nothing left",
            "0000050001000300" + "0000ffff", SbeStatus.TruncatedGroup),
        Of("nested group dims cut", "0000050001000300" + "00000100" + "0100", SbeStatus.TruncatedGroup),
        Of("varData uint32 length 0xFFFFFF00 (negative as int)", "0000070001000300" + "00ffffff" + Zeros(8),
            SbeStatus.TruncatedData),
        Of("varData length == remaining + 1", "0000070001000300" + "09000000" + Zeros(8), SbeStatus.TruncatedData),
        Of("enum value not in schema", "0a00010001000000" + Zeros(8) + "5a00" + "02000000" + "0000", SbeStatus.Ok),
        Of("undefined bits in set", "0a00010001000000" + Zeros(8) + "41f1" + "02000000" + "0000", SbeStatus.Ok),
        Of("null in required field", "0a00010001000000" + "ffffffffffffffff4100" + "02000000" + "0000", SbeStatus.Ok),
        Of("8-byte padded frame (Coinbase pads frames; up to 7 trailing zero bytes)",
            "0a00010001000000" + Zeros(10) + "02000000" + "0000" + Zeros(7), SbeStatus.Ok),
        Of("version older than field sinceVersion but block long enough (B3 offset 36/56, CME TradeableSize @27: field "
            + "placed in old padding)", "1000020001000100" + Zeros(8) + "07" + Zeros(7), SbeStatus.Ok),
    ];

    /// <summary>Entries without a byte and without anything nested: nothing but a cap bounds them.</summary>
    public static MalformedFrame EmptyEntries { get; } =
        Of("entries of no bytes at all", "0000060001000300" + "0000ffff", SbeStatus.GroupTooLarge);

    public static MalformedFrame Named(string name) => All.Single(f => f.Name == name);

    private static MalformedFrame Of(string name, string hex, SbeStatus status) =>
        new(name, Schema, Convert.FromHexString(hex), status);

    private static string Zeros(int bytes) => new('0', 2 * bytes);
}
