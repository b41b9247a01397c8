using System.Collections.Generic;
using System.Linq;

namespace Appliance.Sbe.Tests.Reading;

/// <summary>
/// For every rule of the reader at least one schema that breaks it, with marks where the findings must be.
/// </summary>
internal static class RuleCases
{
    public static IEnumerable<string> All =>
        Files.Concat(Types.Select(t => SchemaSource.Schema(t, string.Empty)))
            .Concat(Messages.Select(m => SchemaSource.Schema(Named, m)))
            .Concat(Blocks.Select(b => SchemaSource.Schema(Named, $"""<message name="M" id="1">{b}</message>""")));

    private const string Named =
        """<enum name="E" encodingType="uint8"><validValue name="A">1</validValue></enum>"""
        + """<type name="Empty" primitiveType="char" length="0"/>"""
        + """<type name="Nine" primitiveType="int8" presence="constant">9</type>""";

    private static string Deep(int depth) => string.Concat(Enumerable.Repeat("<a>", depth));

    // Whole files: what is wrong with them as text, XML or root.
    private static IEnumerable<string> Files =>
    [
        "<messageSchema id='1'>\n  <types>\n  </{SBE001}typos></messageSchema>",
        "<?xml version='1.0'?>\n{SBE004}<!DOCTYPE messageSchema [<!ENTITY a 'b'>]>\n<messageSchema id='1'/>",
        Deep(32) + "{SBE002}<a/>",
        "{SBE003}<?xml version='1.0' encoding='KOI8-R'?><messageSchema id='1'/>",
        "<!-- first -->\n{SBE005}<types/>",
        "{SBE010}{SBE014}<messageSchema><types/></messageSchema>",
        $"<messageSchema id='1' {{SBE011}}byteOrder='middle'><types>{SchemaSource.Common}</types></messageSchema>",
        "<messageSchema id='1' {SBE026}{SBE026}{SBE026}headerType='groupSizeEncoding'><types>" + SchemaSource.Common
            + "</types></messageSchema>",
        $"<messageSchema {{SBE023}}id='70000'><types>{SchemaSource.Common}</types></messageSchema>",
        $"<messageSchema id='1' {{SBE111}}version='2.0'><types>{SchemaSource.Common}</types></messageSchema>",
    ];

    private static IEnumerable<string> Types =>
    [
        """{SBE010}<type primitiveType="int8"/>""",
        """<type {SBE010}name=" " primitiveType="int8"/>""",
        """{SBE010}<type name="T"/>""",
        """<type name="T" primitiveType="int8" {SBE011}sinceVersion="new"/>""",
        """<type name="T" primitiveType="int8" {SBE109}deprecated="yes"/>""",
        """<type name="T" primitiveType="int8" {SBE011}presence="maybe"/>""",
        """<type name="T" primitiveType="uint8" {SBE012}nullValue="256"/>""",
        """<type name="T" primitiveType="uint64" {SBE012}nullValue="99999999999999999999999"/>""",
        """<type name="T" primitiveType="uint8" {SBE011}nullValue="none"/>""",
        """<type name="T" {SBE013}primitiveType="int24"/>""",
        """<composite name="A"><ref name="b" type="B"/></composite>"""
            + """<composite name="B"><ref name="a" {SBE015}type="A"/></composite>""",
        """<type name="T" primitiveType="int8"/><type {SBE016}name="T" primitiveType="int16"/>""",
        """<enum name="T" {SBE017}encodingType="varData"/>""",
        """<enum name="T" {SBE017}encodingType="double"/>""",
        """<set name="T" {SBE017}encodingType="int8"/>""",
        """<composite name="T"><type name="a" primitiveType="char" {SBE018}length="0"/></composite>""",
        """<type name="T" primitiveType="char" {SBE018}length="99999999"/>""",
        """{SBE019}<type name="T" primitiveType="int8" presence="constant"/>""",
        """<type name="T" primitiveType="int8" presence="constant" {SBE020}valueRef="Side.Buy"/>""",
        """<composite name="T"><type name="a" primitiveType="int64"/>"""
            + """<type name="b" primitiveType="int8" {SBE021}offset="7"/></composite>""",
        """<composite name="T"><type name="a" primitiveType="int8" {SBE023}offset="99999999"/></composite>""",
        """<composite name="T"><type name="a" primitiveType="int8"/>"""
            + """<type {SBE025}name="a" primitiveType="int8"/></composite>""",
        """<enum name="T" encodingType="uint8">{SBE029}<validValue name="A">x</validValue></enum>""",
        """<enum name="T" encodingType="char">{SBE029}<validValue name="A">10</validValue></enum>""",
        """<enum name="T" encodingType="char"><validValue name="A">1</validValue>"""
            + """<validValue {SBE029}name="A">2</validValue></enum>""",
        """<set name="T" encodingType="uint8">{SBE030}<choice name="A">8</choice></set>""",
        """<set name="T" encodingType="uint8"><choice name="A">0</choice><choice {SBE030}name="A">1</choice></set>""",
        """<type name="T" primitiveType="char" presence="constant" {SBE031}length="2">abc</type>""",
        """{SBE108}<typo/>""",
        """<enum name="T" encodingType="uint8">{SBE108}<choice name="A">1</choice></enum>""",
        """<enum name="T" encodingType="uint8">{SBE106}<validValue name="A">255</validValue></enum>""",
        """<type name="T" primitiveType="int8" {SBE109}valueRef="E.A"/>""",
        """<type name="T" primitiveType="int8" {SBE109}nullValue=""/>""",
        """{SBE109}<type name="T" primitiveType="int8">9</type>""",
        """<type name="T" primitiveType="uint8" {SBE112}maxValue="256"/>""",
        """<type name="T" primitiveType="int8"/><type {SBE113}name="T" primitiveType="int8" description="again"/>""",
        """<enum name="T" {SBE114}encodingType="int32"><validValue name="A">1</validValue></enum>""",
        """<enum name="T" encodingType="int8"><validValue name="A">1</validValue>"""
            + """{SBE115}<validValue name="B">1</validValue></enum>""",
        """<set name="T" encodingType="uint8"><choice name="A">1</choice>{SBE115}<choice name="B">1</choice></set>""",
    ];

    private static IEnumerable<string> Messages =>
    [
        """<include {SBE006}href="none.xml"/>""",
        """<include {SBE007}href="test.xml"/>""",
        """<include {SBE008}href="schema.xml"/>""",
        """<include {SBE008}parse="text" href="types.xml"/>""",
        """{SBE010}<include/>""",
        """<include href="types.xml"/><include {SBE118}href="types.xml"/>""",
        """{SBE108}<group/>""",
        """{SBE010}<message name="M"/>""",
        """<message name="M" {SBE011}id="first"/>""",
        """<message name="M" {SBE023}id="70000"/>""",
        """<message name="M" id="1"/><message name="N" {SBE024}id="1"/>""",
        """<message name="M" id="1"/><message {SBE025}name="M" id="2"/>""",
        """<message name="M" id="1" {SBE022}blockLength="7"><field name="f" id="1" type="int64"/></message>""",
        """{SBE105}<message name="M" id="1" blockLength="1500"/>""",
        """<message name="M" id="1" {SBE023}blockLength="65536"/>""".Insert(0, "{SBE105}"),
        """<message name="M" id="1" {SBE023}blockLength="2147483647"/>""",
        """{SBE110}<message name="M" id="1" sinceVersion="4"/>""",
    ];

    private static IEnumerable<string> Blocks =>
    [
        """<field name="f" id="1" {SBE014}type="Missing"/>""",
        """{SBE010}<field name="f" id="1"/>""",
        """<data name="d" id="1" {SBE017}type="int8"/>""",
        """<field name="f" id="1" {SBE018}type="Empty"/>""",
        """<field name="f" id="1" {SBE018}type="varData"/>""",
        """{SBE019}<field name="f" id="1" type="int8" presence="constant"/>""",
        """{SBE019}<field name="f" id="1" type="E" presence="constant"/>""",
        """<field name="f" id="1" type="E" presence="constant" {SBE020}valueRef="E.B"/>""",
        """<field name="f" id="1" type="int64"/><field name="g" id="2" type="int8" {SBE021}offset="3"/>""",
        """<field name="f" id="1" type="int64" offset="8"/><field name="g" id="2" type="int64" {SBE021}offset="1"/>""",
        """<field name="f" id="1" type="int8"/><field {SBE025}name="f" id="2" type="int8"/>""",
        """<group name="g" id="1" {SBE027}{SBE027}dimensionType="varData"/>""",
        """<data name="d" id="1" {SBE028}{SBE028}type="groupSizeEncoding"/>""",
        """<data name="d" id="1" type="varData"/>{SBE101}<group name="g" id="2"/>""",
        """<group name="g" id="2"/>{SBE101}<field name="f" id="3" type="int8"/>""",
        """{SBE102}<group name="g" id="1" sinceVersion="2"/><data name="d" id="2" type="varData"/>""",
        """{SBE103}<field name="f" id="1" type="int8" sinceVersion="2"/><field name="g" id="2" type="int8"/>""",
        """<field name="f" id="1" type="int8"/>{SBE104}<field name="g" id="1" type="int8"/>""",
        """{SBE107}<field name="f" id="1" type="messageHeader"/>""",
        """<field name="f" id="1" type="int8" {SBE109}nullValue="0"/>""",
        """<field name="f" id="1" type="Nine" {SBE109}presence="required"/>""",
        """<field name="f" id="1" type="E" {SBE109}valueRef="E.A"/>""",
        """{SBE110}<field name="f" id="1" type="int8" sinceVersion="4"/>""",
        """<field name="f" id="1" type="int16" {SBE111}offset="2.0"/>""",
        """{SBE116}<field name="f" type="int8"/>""",
        """{SBE108}<comment/>""",
    ];
}
