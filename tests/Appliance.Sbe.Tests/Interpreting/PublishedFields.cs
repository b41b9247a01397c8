using System.Collections.Generic;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>
/// The fields that the standard prints with their bytes, as parts of a schema: type f is declared, or data f.
/// </summary>
internal static class PublishedFields
{
    private const string Mantissa64 = """<type name="mantissa" primitiveType="int64"/>""";
    private const string Mantissa32 = """<type name="mantissa" primitiveType="int32"/>""";
    private const string Cents = """<type name="exponent" primitiveType="int8" presence="constant">-2</type>""";

    /// <summary>By the words that the list of fields has for the type.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = new Dictionary<string, string>
    {
        ["uint32"] = Primitive("uint32"),
        ["uint64"] = Primitive("uint64"),
        ["uint16"] = Primitive("uint16"),
        ["float"] = Primitive("float"),
        ["double"] = Primitive("double"),
        ["char"] = Primitive("char"),
        ["UTCTimestampNanos"] = Primitive("uint64"),
        ["UTCTimeOnlyNanos"] = Primitive("uint64"),
        ["UTCDateOnly uint16"] = Primitive("uint16"),
        ["uint8 optional max 6"] = """<type name="f" primitiveType="uint8" presence="optional" maxValue="6"/>""",
        ["uint32 null"] = """<type name="f" primitiveType="uint32" presence="optional"/>""",
        ["char[6]"] = """<type name="f" primitiveType="char" length="6"/>""",
        ["decimal {int64 mantissa,int8 exponent}"] =
            Composite(Mantissa64 + """<type name="exponent" primitiveType="int8"/>"""),
        ["decimal64 exp const -2"] = Composite(Mantissa64 + Cents),
        ["decimal32 exp const -2"] = Composite(Mantissa32 + Cents),
        ["varString uint16 length"] = Data(""" characterEncoding="UTF-8" """),
        ["DATA uint16 length"] = Data(string.Empty),
        ["MonthYear {uint16,uint8,uint8,uint8}"] = Composite(
            """<type name="year" primitiveType="uint16"/><type name="month" primitiveType="uint8"/>"""
            + """<type name="day" primitiveType="uint8" presence="optional"/>"""
            + """<type name="week" primitiveType="uint8" presence="optional"/>"""),
        ["TZTimestamp {uint64,uint8,int8,uint8}"] = Composite(
            """<type name="time" primitiveType="uint64"/><type name="unit" primitiveType="uint8"/>"""
            + """<type name="timezoneHour" primitiveType="int8"/>"""
            + """<type name="timezoneMinute" primitiveType="uint8"/>"""),

        // The standard prints ten of its eleven bytes: only the time is sure.
        ["TZTimeOnly {uint64,uint8,int8,uint8}"] =
            Composite("""<type name="time_as_8_bytes" primitiveType="uint64"/>"""),
        ["enum char Buy"] = """<enum name="f" encodingType="char"><validValue name="Buy">1</validValue></enum>""",
        ["boolean true"] = Boolean(string.Empty),
        ["boolean false"] = Boolean(string.Empty),
        ["boolean null"] = Boolean("""presence="optional" """),
        ["set uint8 {Bankrupt,Pending delisting}"] =
            """<set name="f" encodingType="uint8"><choice name="Bankrupt">0</choice>"""
            + """<choice name="Pending_delisting">1</choice></set>""",
        ["groupSizeEncoding 4xuint16"] = Composite(
            """<type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/>"""
            + """<type name="numGroups" primitiveType="uint16"/>"""
            + """<type name="numVarDataFields" primitiveType="uint16"/>"""),
    };

    public static bool IsData(string type) => Types[type].Contains("varData", System.StringComparison.Ordinal);

    private static string Primitive(string name) => $"""<type name="f" primitiveType="{name}"/>""";

    private static string Composite(string members) => $"""<composite name="f">{members}</composite>""";

    private static string Data(string encoding) => Composite(
        """<type name="length" primitiveType="uint16"/>"""
        + $"""<type name="varData" primitiveType="uint8" length="0"{encoding}/>""");

    private static string Boolean(string presence) =>
        $"""<type name="bit" primitiveType="uint8" {presence}/><enum name="f" encodingType="bit">"""
        + """<validValue name="False">0</validValue><validValue name="True">1</validValue></enum>""";
}
