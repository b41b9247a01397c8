using System.Collections.Generic;
using System.Linq;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>A layout of the message header: names and widths of its members, in order.</summary>
internal sealed record HeaderLayout(params string[] Members)
{
    public static IReadOnlyList<HeaderLayout> All { get; } =
    [
        new("blockLength:uint16", "templateId:uint16", "schemaId:uint16", "version:uint16"),
        new("blockLength:uint16", "templateId:uint16", "schemaId:uint16", "version:uint16", "numGroups:uint16",
            "numVarDataFields:uint16"),
        new("frameLength:uint32", "blockLength:uint16", "templateId:uint16", "schemaId:uint16", "version:uint16"),
        new("blockLength:uint16", "templateId:uint8", "schemaId:uint8", "version:uint16"),
        new("version:uint8", "schemaId:uint16", "templateId:uint32", "blockLength:uint32"),
        new("sequence:uint64", "time:uint64", "blockLength:uint16", "templateId:uint16", "schemaId:uint16",
            "version:uint16", "source:uint64"),
    ];

    public string Xml(string name) =>
        $"<composite name=\"{name}\">" + string.Concat(Members.Select(Member)) + "</composite>";

    private static string Member(string member)
    {
        string[] parts = member.Split(':');
        return $"<type name=\"{parts[0]}\" primitiveType=\"{parts[1]}\"/>";
    }
}
