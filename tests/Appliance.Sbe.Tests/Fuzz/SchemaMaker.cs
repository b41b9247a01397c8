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
    private const int FieldsMax = 8;
    private const int LongBlockBytes = 2000;

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

    public string Make()
    {
        version = random.Chance(500_000) ? 0 : (int)random.Between(1, 9);
        HeaderLayout header = Pick(HeaderLayout.All);
        string order = Pick(["", " byteOrder=\"littleEndian\"", " byteOrder=\"bigEndian\""]);
        string package = Pick(["", " package=\"made.by-seed x\"", " package=\"made\""]);
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
            string length = random.Chance(100_000) ? $" blockLength=\"{Text(LongBlockBytes)}\"" : "";
            Line($"<sbe:message name=\"Message{Text(i)}\" id=\"{Text(i * 11)}\"{length}>");
            Block(0, isSmall: false);
            Line("</sbe:message>");
        }

        Line("</sbe:messageSchema>");
        return text.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(string line) => text.Append(line).Append('\n');

    private static string Since(int since) => since == 0 ? "" : $" sinceVersion=\"{Text(since)}\"";

    private T Pick<T>(IReadOnlyList<T> list) => list[(int)random.Next(list.Count)];

    // The length of a small block fits a byte.
    private void Block(int depth, bool isSmall)
    {
        var names = new HashSet<string>();
        int fields = (int)random.Next(FieldsMax);
        int since = 0;
        for (int i = 0; i < fields; i++)
        {
            // Versions grow along the block, as they must; now and then one skips some.
            bool isNewer = version > since && i > 0 && random.Chance(200_000);
            since = isNewer ? (int)random.Between(since + 1, version) : since;
            string offset = i == 0 && random.Chance(100_000) ? $" offset=\"{Text(random.Between(1, 9))}\"" : "";
            Field(names, Since(since) + offset, isSmall);
        }

        int groups = depth == DepthMax ? 0 : (int)random.Next(depth == 0 ? 3 : 2);
        for (int i = 0; i < groups; i++)
        {
            since = Later(since, i);
            bool isInnerSmall = random.Chance(300_000);
            string dimension = Pick(isInnerSmall ? types.ByteDimensions : types.Dimensions);
            Line($"<group name=\"{Name(names)}\" id=\"{Text(++nextId)}\" dimensionType=\"{dimension}\"{Since(since)}>");
            Block(depth + 1, isInnerSmall);
            Line("</group>");
        }

        int data = (int)random.Next(depth > 0 ? 2 : 3);
        for (int i = 0; i < data; i++)
        {
            since = Later(since, i);
            string type = Pick(types.Data);
            Line($"<data name=\"{Name(names)}\" id=\"{Text(++nextId)}\" type=\"{type}\"{Since(since)}/>");
        }
    }

    private int Later(int since, int place) =>
        version > since && place > 0 && random.Chance(150_000) ? (int)random.Between(since + 1, version) : since;

    private void Field(HashSet<string> names, string more, bool isSmall)
    {
        string name = Name(names);
        string head = $"<field name=\"{name}\" id=\"{Text(++nextId)}\"{more}";
        switch (random.Next(isSmall ? 5 : 10))
        {
            case 0:
                Line($"{head} type=\"{TypeMaker.Enum}\" presence=\"constant\" "
                    + $"valueRef=\"{TypeMaker.Enum}.{TypeMaker.EnumValue}\"/>");
                break;
            case 1:
                Line($"{head} type=\"{TypeMaker.Enum}\" presence=\"optional\"/>");
                break;
            case 2:
                Line($"{head} type=\"{Pick(Primitives)}\" presence=\"optional\"/>");
                break;
            case 3 or 4:
                Line($"{head} type=\"{Pick(Primitives)}\"/>");
                break;
            default:
                Line($"{head} type=\"{Pick(types.Fields)}\"/>");
                break;
        }
    }

    private string Name(HashSet<string> names)
    {
        string name = Pick(Names);
        return random.Chance(300_000) && names.Add(name) ? name : Fresh(names);
    }

    private string Fresh(HashSet<string> names)
    {
        string name = "n" + Text(nextId + 1);
        names.Add(name);
        return name;
    }
}
