using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Core;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>
/// Writes random legal schemas: header and dimension layouts, types, presence, versions, offsets and names that real
/// schemas have, in combinations that none has yet. The same seed gives the same text.
/// </summary>
internal sealed class SchemaMaker(ulong seed)
{
    private const int DepthMax = 3;

    private static readonly string[] Primitives =
        ["char", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double"];

    // Keywords, members of every type, twins that differ in case, names that generated members want for themselves.
    private static readonly string[] Names =
    [
        "class", "Price", "price", "object", "TemplateId", "BlockLength", "IsNull", "Equals", "ToString", "value",
        "decoder", "status", "Count", "rest", "group", "wireBlock", "PriceIsNull", "PriceNull", "int", "event",
    ];

    private readonly Prng random = new(seed);
    private readonly StringBuilder text = new();
    private readonly TypeMaker types = new(seed);
    private int version;
    private int nextId;

    /// <summary>Bytes of a group's block may be counted in a byte, so all blocks stay below that.</summary>
    private const int FieldsMax = 8;

    public string Make()
    {
        version = random.Chance(500_000) ? 0 : (int)random.Between(1, 9);
        HeaderLayout header = HeaderLayout.All[random.Next(HeaderLayout.All.Count)];
        string order = random.Next(3) switch { 0 => "", 1 => " byteOrder=\"littleEndian\"", _ => " byteOrder=\"bigEndian\"" };
        string package = random.Next(3) switch { 0 => "", 1 => " package=\"made.by-seed x\"", _ => " package=\"made\"" };
        bool isDefaultName = random.Chance(500_000);
        string name = isDefaultName ? "messageHeader" : "frameHead";
        string headerType = isDefaultName ? "" : " headerType=\"frameHead\"";
        Line($"<sbe:messageSchema xmlns:sbe=\"http://fixprotocol.io/2016/sbe\"{package} id=\"{random.Next(200)}\" "
            + $"version=\"{version}\"{order}{headerType}>");
        Line("<types>");
        Line(header.Xml(name));
        text.Append(types.Make());
        Line("</types>");
        int messages = (int)random.Between(1, 3);
        for (int i = 1; i <= messages; i++)
        {
            Line($"<sbe:message name=\"Message{Text(i)}\" id=\"{Text(i * 11)}\">");
            Block(0, isGroup: false);
            Line("</sbe:message>");
        }

        Line("</sbe:messageSchema>");
        return text.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(string line) => text.Append(line).Append('\n');

    private string Since(int since) => since == 0 ? "" : $" sinceVersion=\"{Text(since)}\"";

    private void Block(int depth, bool isGroup)
    {
        var names = new HashSet<string>();
        int fields = (int)random.Next(FieldsMax);
        int since = 0;
        for (int i = 0; i < fields; i++)
        {
            // Versions grow along the block, as they must; now and then one skips some.
            since = version > since && i > 0 && random.Chance(200_000) ? (int)random.Between(since + 1, version) : since;
            Field(names, since);
        }

        int groups = depth == DepthMax ? 0 : (int)random.Next(depth == 0 ? 3 : 2);
        for (int i = 0; i < groups; i++)
        {
            since = Later(since, i);
            string dimension = types.Dimensions[random.Next(types.Dimensions.Count)];
            Line($"<group name=\"{Name(names)}\" id=\"{Text(++nextId)}\" dimensionType=\"{dimension}\"{Since(since)}>");
            Block(depth + 1, isGroup: true);
            Line("</group>");
        }

        int data = (int)random.Next(isGroup ? 2 : 3);
        for (int i = 0; i < data; i++)
        {
            since = Later(since, i);
            string type = types.Data[random.Next(types.Data.Count)];
            Line($"<data name=\"{Name(names)}\" id=\"{Text(++nextId)}\" type=\"{type}\"{Since(since)}/>");
        }
    }

    private int Later(int since, int place) =>
        version > since && place > 0 && random.Chance(150_000) ? (int)random.Between(since + 1, version) : since;

    private void Field(HashSet<string> names, int since)
    {
        string name = Name(names);
        string head = $"<field name=\"{name}\" id=\"{Text(++nextId)}\"{Since(since)}";
        switch (random.Next(10))
        {
            case 0:
                Line($"{head} type=\"{types.Enum}\" presence=\"constant\" valueRef=\"{types.Enum}.{types.EnumValue}\"/>");
                break;
            case 1:
                Line($"{head} type=\"{types.Enum}\" presence=\"optional\"/>");
                break;
            case 2:
                Line($"{head} type=\"{Primitives[random.Next(Primitives.Length)]}\" presence=\"optional\"/>");
                break;
            case 3 or 4:
                Line($"{head} type=\"{Primitives[random.Next(Primitives.Length)]}\"/>");
                break;
            default:
                Line($"{head} type=\"{types.Fields[random.Next(types.Fields.Count)]}\"/>");
                break;
        }
    }

    private string Name(HashSet<string> names)
    {
        string name = Names[random.Next(Names.Length)];
        return random.Chance(300_000) && names.Add(name) ? name : Fresh(names);
    }

    private string Fresh(HashSet<string> names)
    {
        string name = "n" + Text(nextId + 1);
        names.Add(name);
        return name;
    }
}
