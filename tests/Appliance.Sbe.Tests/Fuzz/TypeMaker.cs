using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Core;

namespace Appliance.Sbe.Tests.Fuzz;

/// <summary>Writes the types of a random schema and remembers what fields, groups and data may use.</summary>
internal sealed class TypeMaker(ulong seed)
{
    /// <summary>The name of the enum, and of one value of it.</summary>
    public const string Enum = "kind";

    public const string EnumValue = "first";

    private static readonly string[] Integers =
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];

    private static readonly string[] Arrays = ["char", "uint8", "int8", "int16", "uint32", "int64", "float", "double"];

    private readonly Prng random = new Prng(seed).Fork(1);
    private readonly StringBuilder text = new();

    /// <summary>Names of types that a field may have.</summary>
    public List<string> Fields { get; } = [];

    public List<string> Dimensions { get; } = [];

    /// <summary>Those that count the bytes of a block in a byte.</summary>
    public List<string> ByteDimensions { get; } = [];

    public List<string> Data { get; } = [];

    public string Make()
    {
        MakeDimensions();
        MakeData();
        MakeScalars();
        MakeNamed();
        int composites = (int)random.Between(1, 4);
        for (int i = 0; i < composites; i++)
        {
            Composite("block" + Text(i), i);
        }

        return text.ToString();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(string line) => text.Append(line).Append('\n');

    private void MakeDimensions()
    {
        (string Length, string Count, string More)[] layouts =
        [
            ("uint16", "uint16", ""), ("uint16", "uint8", ""), ("uint8", "uint8", ""), ("uint8", "uint16", ""),
            ("uint16", "uint32", ""), ("uint16", "uint8", " offset=\"7\""), ("uint16", "uint16", " maxValue=\"3\""),
        ];
        for (int i = 0; i < layouts.Length; i++)
        {
            (layouts[i].Length == "uint8" ? ByteDimensions : Dimensions).Add("dimension" + Text(i));
            Line($"<composite name=\"dimension{Text(i)}\">"
                + $"<type name=\"blockLength\" primitiveType=\"{layouts[i].Length}\"/>"
                + $"<type name=\"numInGroup\" primitiveType=\"{layouts[i].Count}\"{layouts[i].More}/></composite>");
        }

        Dimensions.Add("dimensionOfFour");
        Line("<composite name=\"dimensionOfFour\"><type name=\"blockLength\" primitiveType=\"uint16\"/>"
            + "<type name=\"numInGroup\" primitiveType=\"uint16\"/><type name=\"numGroups\" primitiveType=\"uint16\"/>"
            + "<type name=\"numVarDataFields\" primitiveType=\"uint16\"/></composite>");
    }

    private void MakeData()
    {
        string[] lengths = ["uint8", "uint16", "uint32"];
        string[] contents = ["uint8", "char", "int8"];
        foreach (string length in lengths)
        {
            string content = contents[random.Next(contents.Length)];
            string name = random.Chance(500_000) ? "varData" : "data";
            Data.Add("data" + length);
            Line($"<composite name=\"data{length}\"><type name=\"length\" primitiveType=\"{length}\"/>"
                + $"<type name=\"{name}\" primitiveType=\"{content}\" length=\"0\"/></composite>");
        }
    }

    private void MakeScalars()
    {
        int count = (int)random.Between(2, 6);
        for (int i = 0; i < count; i++)
        {
            string name = "type" + Text(i);
            Fields.Add(name);
            switch (random.Next(5))
            {
                case 0:
                    string integer = Integers[random.Next(Integers.Length)];
                    Line($"<type name=\"{name}\" primitiveType=\"{integer}\" presence=\"optional\" nullValue=\""
                        + $"{Text(random.Next(100))}\" minValue=\"0\" maxValue=\"{Text(100 + random.Next(20))}\"/>");
                    break;
                case 1:
                    Line($"<type name=\"{name}\" primitiveType=\"char\" length=\"{Text(random.Between(1, 9))}\"/>");
                    break;
                case 2:
                    string of = Arrays[random.Next(Arrays.Length)];
                    string presence = of != "char" && random.Chance(300_000) ? " presence=\"optional\"" : "";
                    Line($"<type name=\"{name}\" primitiveType=\"{of}\" "
                        + $"length=\"{Text(random.Between(2, 5))}\"{presence}/>");
                    break;
                case 3:
                    Line($"<type name=\"{name}\" primitiveType=\"char\" presence=\"constant\">fixed text</type>");
                    break;
                default:
                    string fixedOf = Integers[random.Next(Integers.Length)];
                    Line($"<type name=\"{name}\" primitiveType=\"{fixedOf}\" presence=\"constant\">"
                        + $"{Text(random.Next(100))}</type>");
                    break;
            }
        }
    }

    private void MakeNamed()
    {
        string[] encodings = ["char", "uint8", "uint16", "int8"];
        string encoding = encodings[random.Next(encodings.Length)];
        string[] values = encoding == "char" ? ["A", "-", "0"] : ["1", "7", "100"];
        Line($"<enum name=\"{Enum}\" encodingType=\"{encoding}\">"
            + $"<validValue name=\"{EnumValue}\">{values[0]}</validValue>"
            + $"<validValue name=\"class\">{values[1]}</validValue>"
            + $"<validValue name=\"Class\">{values[2]}</validValue></enum>");
        Fields.Add(Enum);
        string[] sets = ["uint8", "uint16", "uint32", "uint64"];
        int set = (int)random.Next(sets.Length);
        Line($"<set name=\"marks\" encodingType=\"{sets[set]}\"><choice name=\"low\">0</choice>"
            + $"<choice name=\"high\">{Text((8 << set) - 1)}</choice></set>");
        Fields.Add("marks");
        Line("<composite name=\"amount\"><type name=\"mantissa\" primitiveType=\"int64\""
            + (random.Chance(500_000) ? " presence=\"optional\"" : "") + "/>"
            + "<type name=\"exponent\" primitiveType=\"int8\""
            + (random.Chance(500_000) ? " presence=\"constant\">-4</type>" : "/>") + "</composite>");
        Fields.Add("amount");
    }

    private void Composite(string name, int number)
    {
        Line($"<composite name=\"{name}\">");
        int members = (int)random.Between(1, 5);
        for (int i = 0; i < members; i++)
        {
            Member("m" + Text(i), number);
        }

        // Without a member that takes bytes it would be no value at all.
        Line($"<type name=\"last\" primitiveType=\"uint16\"/></composite>");
        Fields.Add(name);
    }

    private void Member(string name, int number)
    {
        switch (random.Next(7))
        {
            case 0:
                Line($"<ref name=\"{name}\" type=\"{Enum}\"/>");
                break;
            case 1:
                Line($"<ref name=\"{name}\" type=\"marks\"/>");
                break;
            case 2 when number > 0:
                Line($"<ref name=\"{name}\" type=\"block{Text(random.Next(number))}\"/>");
                break;
            case 3:
                Line($"<composite name=\"{name}\"><type name=\"a\" primitiveType=\"uint8\"/>"
                    + "<type name=\"b\" primitiveType=\"int32\" offset=\"4\"/></composite>");
                break;
            case 4:
                Line($"<type name=\"{name}\" primitiveType=\"uint8\" presence=\"constant\">7</type>");
                break;
            case 5:
                Line($"<type name=\"{name}\" primitiveType=\"char\" length=\"{Text(random.Between(2, 6))}\"/>");
                break;
            default:
                string presence = random.Chance(300_000) ? " presence=\"optional\"" : "";
                Line($"<type name=\"{name}\" primitiveType=\"{Integers[random.Next(Integers.Length)]}\"{presence}/>");
                break;
        }
    }
}
