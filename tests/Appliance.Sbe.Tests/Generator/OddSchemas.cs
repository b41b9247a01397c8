using System.Collections.Generic;
using System.Linq;

namespace Appliance.Sbe.Tests.Generator;

/// <summary>Small schemas of our own in the shapes of real venues.</summary>
internal static class OddSchemas
{
    private static string Header(params string[] members) =>
        "<composite name='messageHeader'>" + string.Concat(members.Select(m => m.Split(' '))
            .Select(m => $"<type name='{m[0]}' primitiveType='{m[1]}'/>")) + "</composite>";

    private static string Schema(string attributes, string types, string messages) =>
        $"<messageSchema id='1' version='5' {attributes}><types>{types}</types>{messages}</messageSchema>";

    private static readonly string Narrow =
        Header("blockLength uint16", "templateId uint8", "schemaId uint8", "version uint16");

    public static IEnumerable<string> All => Named.Select(row => (string)row[1]);

    /// <summary>What is odd, and the schema.</summary>
    public static TheoryData<string, string> Named => new()
    {
        {
            "big-endian narrow header, byte-wide dimension, constant before the mantissa",
            Schema(
                "byteOrder='bigEndian' package='com.venue.feed.v1_6'",
                Narrow + """
                <composite name="RepeatingGroupDimensions"><type name="blockLength" primitiveType="uint8"/>
                  <type name="numInGroup" primitiveType="uint8"/></composite>
                <composite name="PriceType"><type name="Exponent" presence="constant" primitiveType="int8">-6</type>
                  <type name="Mantissa" primitiveType="int64"/></composite>
                <enum encodingType="uint8" name="PegType"><validValue name="Mid">2</validValue>
                  <validValue name="NullValue">255</validValue></enum>
                """,
                """
                <message blockLength="96" id="1" name="NewOrder">
                  <field id="44" name="Price" presence="optional" type="PriceType"/>
                  <field id="1094" name="PegPriceType" presence="optional" type="PegType"/>
                  <field id="447" name="Source" type="char"/>
                  <group blockLength="18" dimensionType="RepeatingGroupDimensions" id="453" name="Parties">
                    <field id="448" name="PartyID" type="char"/></group></message>
                """)
        },
        {
            "a long header with sets and sequence numbers, data without a length, enums of int8",
            Schema(
                string.Empty,
                """
                <composite name="messageHeader"><type name="protocolId" primitiveType="uint8"/>
                  <set name="flags" encodingType="uint8"><choice name="isResend">0</choice></set>
                  <type name="messageLength" primitiveType="uint16"/><type name="sendTime" primitiveType="int64"/>
                  <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
                  <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
                    </composite>
                <composite name="VarData"><type name="length" primitiveType="uint8"/>
                  <type name="varData" primitiveType="int8"/></composite>
                <composite name="Price9"><type name="price9" primitiveType="int64"/>
                  <type name="exponent" presence="constant" primitiveType="int8">-9</type></composite>
                <composite name="InstrumentHeader">
                  <set name="flags" encodingType="uint8"><choice name="clearBook">7</choice></set>
                  <enum name="side" encodingType="int8"><validValue name="BUY">1</validValue>
                    <validValue name="SELL">-1</validValue></enum></composite>
                """,
                """
                <message name="Ping" id="102"><field name="instrHeader" id="1" type="InstrumentHeader"/>
                  <field name="price" id="2" type="Price9" presence="optional"/>
                    <data name="data" id="3" type="VarData"/>
                </message>
                """)
        },
        {
            "a header with counts listed as the first field, doubles, a group of 4 numbers",
            Schema(
                string.Empty,
                Header("blockLength uint16", "templateId uint16", "schemaId uint16", "version uint16",
                    "numGroups uint16", "numVarDataFields uint16") + """
                <composite name="groupSizeEncoding"><type name="blockLength" primitiveType="uint16"/>
                  <type name="numInGroup" primitiveType="uint16"/><type name="numGroups" primitiveType="uint16"/>
                  <type name="numVarDataFields" primitiveType="uint16"/></composite>
                """,
                """
                <message name="snapshot" id="1004"><field name="header" id="1" type="messageHeader"/>
                  <field name="timestampMs" id="3" type="uint64"/>
                  <group name="levelsList" id="8"><field name="price" id="2" type="double"/>
                    <field name="amount" id="3" type="float" presence="optional"/></group></message>
                """)
        },
        {
            "names that collide, keywords, unusual characters, wide enums, arrays of any integer",
            Schema(
                "package='spaces and-dashes.1st'",
                Narrow + """
                <type name="class" primitiveType="uint32" length="3"/>
                  <type name="Wide" primitiveType="int64" length="2"/>
                <enum name="Decimal" encodingType="int32"><validValue name="new">-70000</validValue>
                  <validValue name="New">1</validValue><validValue name="1st">2</validValue></enum>
                <enum name="Huge" encodingType="uint64">
                  <validValue name="All">18446744073709551615</validValue></enum>
                <set name="Set" encodingType="uint64"><choice name="Top">63</choice><choice name="None">0</choice></set>
                <type name="Text" primitiveType="char" presence="constant" length="8">say "hi"</type>
                <type name="Backslash" primitiveType="char" presence="constant">\</type>
                <composite name="Only"><type name="a" primitiveType="int8" presence="constant">1</type></composite>
                <composite name="Price"><type name="Price" primitiveType="int64"/>
                  <composite name="Price2"><type name="IsNull" primitiveType="uint8"/></composite></composite>
                """,
                """
                <message name="object" id="1"><field name="class" id="1" type="class"/>
                  <field name="Class" id="2" type="Wide"/>
                  <field name="price" id="3" type="Price"/><field name="Price" id="4" type="Price" presence="optional"/>
                  <field name="PriceIsNull" id="5" type="uint8"/><field name="TemplateId" id="6" type="Decimal"/>
                  <field name="BlockLength" id="7" type="Huge" presence="optional"/>
                    <field name="flags" id="8" type="Set"/>
                  <field name="text" id="9" type="Text"/><field name="mark" id="10" type="Backslash"/>
                  <field name="only" id="11" type="Only"/>
                    <field name="self" id="12" type="char" presence="constant">X</field>
                  <field name="ref" id="13" type="uint8" presence="constant" valueRef="Decimal.New"/>
                  <field name="object" id="14" type="uint16" sinceVersion="3" deprecated="4"/></message>
                <message name="Object2" id="2"/>
                """)
        },
        {
            "groups without fixed fields, nested three deep, data inside, new fields in old padding",
            Schema(
                string.Empty,
                SchemaSource.Common + """
                <type name="uint16NULL" primitiveType="uint16" presence="optional" nullValue="0" sinceVersion="2"/>
                """,
                """
                <message name="Deep" id="1" blockLength="24"><field name="a" id="1" type="uint64"/>
                  <field name="late" id="2" type="uint16NULL" offset="20"/>
                  <field name="b" id="3" type="uint64" offset="8"/>
                  <group name="one" id="4"><group name="two" id="5"><group name="three" id="6">
                    <field name="x" id="7" type="int8"/><data name="d" id="8" type="varData"/></group></group>
                    <data name="e" id="9" type="varData"/></group>
                  <group name="bare" id="10"/><data name="f" id="11" type="varData" sinceVersion="3"/></message>
                """)
        },
    };
}
