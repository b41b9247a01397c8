using System;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>Fields, groups and data that came later: absent in older frames, never read from their bytes.</summary>
public sealed class VersionTests
{
    private const string Types = """
        <type name="text4" primitiveType="char" length="4"/><type name="three" primitiveType="int8" length="3"/>
        <type name="two" primitiveType="float" length="2" presence="optional"/>
        <type name="maybe" primitiveType="int16" presence="optional" nullValue="7"/>
        <type name="maybeFloat" primitiveType="float" presence="optional"/>
        <enum name="E" encodingType="uint8"><validValue name="one">1</validValue></enum>
        <set name="S" encodingType="uint8"><choice name="low">0</choice></set>
        <composite name="D"><type name="mantissa" primitiveType="int64" presence="optional"/>
        <type name="exponent" primitiveType="int8"/></composite>
        <composite name="C"><type name="y" primitiveType="uint16" presence="optional"/><ref name="d" type="D"/>
        <ref name="e" type="E"/></composite>
        """;

    private const string Inside = """
        <field name="a" id="1" type="uint8"/><field name="e" id="2" type="E" presence="optional"/>
        <field name="s" id="3" type="S"/><field name="f" id="4" type="maybeFloat"/>
        <field name="m" id="5" type="maybe" sinceVersion="1"/><field name="late" id="6" type="uint32" sinceVersion="2"/>
        <field name="c" id="7" type="C" sinceVersion="3"/><field name="t" id="8" type="text4" sinceVersion="3"/>
        <field name="b" id="9" type="three" sinceVersion="3"/><field name="w" id="10" type="two" sinceVersion="3"/>
        <field name="e2" id="11" type="E" sinceVersion="3"/><field name="s2" id="12" type="S" sinceVersion="3"/>
        <field name="d" id="13" type="D" sinceVersion="3"/>
        <group name="g" id="14"><field name="x" id="15" type="uint8"/>
        <field name="z" id="16" type="uint8" sinceVersion="2"/></group>
        <group name="h" id="17" sinceVersion="2"><field name="x" id="18" type="uint8"/></group>
        <data name="first" id="19" type="varData"/><data name="last" id="20" type="varData" sinceVersion="3"/>
        """;

    private static readonly SbeSchema Schema =
        SchemaSource.ReadClean(Types, $"""<sbe:message name="M" id="1">{Inside}</sbe:message>""");

    [Theory]
    [InlineData(0, "07 01 01 0000C07F", "")]
    [InlineData(1, "07 01 01 0000C07F 0700", ",\"m\":null")]
    [InlineData(2, "07 01 01 0000C07F 0800 09000000", ",\"m\":8,\"late\":9")]
    public void An_older_frame_lacks_what_came_later(int version, string block, string later)
    {
        string[] absent = ["m", "late", "c", "t", "b", "w", "e2", "s2", "d"];
        string missing = string.Empty;
        for (int i = version; i < absent.Length; i++)
        {
            missing += $",\"{absent[i]}\":{{\"absent\":true}}";
        }

        string z = version >= 2 ? "5" : "{\"absent\":true}";
        string expected = "{\"a\":7,\"e\":\"one\",\"s\":[\"low\"],\"f\":null" + later + missing
            + ",\"g\":[{\"x\":4,\"z\":" + z + "}],\"h\":" + (version >= 2 ? "[{\"x\":6}]" : "[]")
            + ",\"first\":\"A\",\"last\":\"\"}";
        string body = block.Replace(" ", string.Empty, StringComparison.Ordinal);
        string tail = (version >= 2 ? "02000100" + "0405" + "01000100" + "06" : "01000100" + "04") + "010041";
        string frame = $"{body.Length / 2:X2}0001000100{version:X2}00{body}{tail}";
        foreach (bool isSafe in new[] { false, true })
        {
            var codecs = new Codecs(Schema, isSafe);
            byte[] bytes = Convert.FromHexString(frame);
            Assert.Equal(expected, codecs.Printer("M")(bytes));
            Assert.NotEqual("Ok", codecs.Validate(bytes[..^1]));
            bytes[0]--;
            Assert.Equal("BlockTooShort", codecs.Validate(bytes));
        }
    }

    [Fact]
    public void What_is_absent_reads_as_null_and_what_is_unknown_survives()
    {
        const string Source = """
            #pragma warning disable CS1591 // Nobody reads this.
            using System; using Sbe.Runtime; using Test;
            public static class Look
            {
                public static string Absent(byte[] frame)
                {
                    MessageHeader.TryRead(frame, out var h);
                    MDecoder.TryWrap(frame.AsSpan(8), h, out var d);
                    bool isNull = d.mIsNull && d.late == MDecoder.lateNull && d.c.IsNull && d.c.yIsNull && d.c.dIsNull
                        && d.t.IsEmpty && d.b.IsEmpty && d.wIsNull && d.e2 == MDecoder.e2Null
                        && d.s2 == S.None && d.dIsNull
                        && !d.TryGetW(0, out _) && (byte)d.c.e == 255;
                    return isNull + " " + (byte)d.e + " " + (byte)d.s + " " + d.fBits.ToString("X") + " " + d.fIsNull;
                }

                public static string Misuse()
                {
                    byte[] frame = new byte[200];
                    string seen = "" + MEncoder.TryWrap(frame, out var e);
                    seen += " " + e.TryPutG(65535, out _, out _) + " " + e.TryPutG(-1, out _, out _);
                    seen += " " + e.TryPutG(100, out _, out _);
                    seen += " " + e.TryPutG(1, out var g, out var afterG);
                    seen += " " + afterG.TryPutH(0, out _, out var afterH);
                    seen += " " + afterH.TryPutFirst(new byte[200], out _);
                    seen += " " + afterH.TryPutFirst("x"u8, out var last);
                    seen += " " + last.TryPutLast(default, out var rest) + " " + (frame.Length - rest.Length);
                    try { var entry = g[1]; seen += " no"; } catch (ArgumentOutOfRangeException) { seen += " index"; }
                    try { e.t = "12345"u8; seen += " no"; } catch (ArgumentOutOfRangeException) { seen += " text"; }
                    return seen + " " + MDecoder.Validate(frame, out var left) + " " + left.Length;
                }
            }
            """;
        foreach (bool isSafe in new[] { false, true })
        {
            Type look = CodecAssembly.Load(Emitted.Files(Schema, isSafe), Source).GetType("Look")!;
            byte[] old = Convert.FromHexString("0700010001000000" + "07" + "63" + "81" + "0100A07F");
            Assert.Equal("True 99 129 7FA00001 True", look.GetMethod("Absent")!.Invoke(null, [old]));
            Assert.Equal(
                "Ok GroupTooLarge GroupTooLarge TruncatedGroup Ok Ok TruncatedData Ok Ok 74 index text Ok 126",
                look.GetMethod("Misuse")!.Invoke(null, null));
        }
    }
}
