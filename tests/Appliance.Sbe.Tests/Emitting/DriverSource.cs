using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Tests.Emitting;

/// <summary>
/// C# that drives the codecs of one message the way a user would: Print walks the decoder and gives JSON, Rewrite
/// decodes and encodes again. Written from the plan of the emitter, so that it names what was emitted.
/// </summary>
internal sealed class DriverSource
{
    public const string Helpers =
        """
        using System; using System.Globalization; using System.Text;
        internal static class Json
        {
            internal static void Name(StringBuilder o, string name)
            {
                if (o.Length > 0 && o[^1] is not ('{' or '[')) { o.Append(','); }
                if (name.Length > 0) { o.Append('"').Append(name).Append("\":"); }
            }
            internal static void Text(StringBuilder o, ReadOnlySpan<byte> bytes)
            {
                o.Append('"');
                foreach (byte b in bytes)
                {
                    bool isPlain = b >= 0x20 && b < 0x7F && b != '"' && b != '\\';
                    o.Append(isPlain ? ((char)b).ToString() : "\\u00" + b.ToString("x2", CultureInfo.InvariantCulture));
                }
                o.Append('"');
            }
            internal static void Item(StringBuilder o, IFormattable n) { Name(o, ""); o.Append(Number(n)); }
            internal static void Decimal(StringBuilder o, bool isNull, IFormattable mantissa, IFormattable exponent)
            {
                o.Append("{\"mantissa\":").Append(isNull ? "null" : Number(mantissa));
                o.Append(",\"exponent\":").Append(Number(exponent)).Append('}');
            }
            internal static string Word(object name) => "\"" + name + "\"";
            internal const string Absent = "{\"absent\":true}";
            internal static string Number(IFormattable n) => n switch
            {
                float f when float.IsNaN(f) => "null",
                double d when double.IsNaN(d) => "null",
                float f => ((double)f).ToString("R", CultureInfo.InvariantCulture),
                _ => n.ToString(null, CultureInfo.InvariantCulture),
            };
        }
        """;

    private readonly StringBuilder code = new();
    private readonly MessagePlan plan;
    private readonly NamesOf names;
    private int variables;

    private DriverSource(MessagePlan plan, NamesOf names)
    {
        this.plan = plan;
        this.names = names;
    }

    public delegate string NamesOf(SbeType type);

    public static string TypeName(MessagePlan plan) => plan.Root.DecoderName + "Driver";

    public static string Write(MessagePlan plan, string space, NamesOf names)
    {
        var source = new DriverSource(plan, names);
        source.Put($$"""
            #pragma warning disable CS0162, CS1591 // Also what cannot be null is asked; nobody reads this.
            using System; using System.Text; using {{Emitted.Runtime}};
            namespace {{space}};
            public static class {{TypeName(plan)}}
            {

            """);
        source.Print();
        source.Rewrite();
        source.code.Append("}\n");
        return source.code.ToString();
    }

    private void Put(FormattableString text) => code.Append(text.ToString(CultureInfo.InvariantCulture));

    private string New(string prefix) => prefix + (++variables).ToString(CultureInfo.InvariantCulture);

    private void Print()
    {
        Put($$"""
            public static string Print(byte[] frame)
            {
                var o = new StringBuilder();
                SbeStatus s = MessageHeader.TryRead(frame, out MessageHeader h);
                if (s != SbeStatus.Ok) { return s.ToString(); }
                s = {{plan.Root.DecoderName}}.TryWrap(frame.AsSpan(MessageHeader.Size), h, out var d);
                if (s != SbeStatus.Ok) { return s.ToString(); }
                o.Append('{');

            """);
        PrintBlock(plan.Root, "d");
        code.Append("o.Append('}');\nreturn o.ToString();\n}\n");
    }

    private void PrintBlock(BlockPlan block, string from)
    {
        foreach (ValueSlot slot in block.Values)
        {
            string type = block.Part is null ? block.DecoderName : plan.Root.DecoderName + "." + block.DecoderName;
            PrintValue(slot, from, type);
        }

        string at = from;
        foreach (PartPlan part in block.Parts)
        {
            string value = New("v");
            string rest = New("r");
            Put($$"""
                s = {{at}}.{{part.TryGet}}(out var {{value}}, out var {{rest}});
                if (s != SbeStatus.Ok) { return s.ToString(); }
                Json.Name(o, "{{part.Name}}");

                """);
            at = rest;
            if (part.Entry is null)
            {
                Put($"Json.Text(o, {value});\n");
                continue;
            }

            string entry = New("e");
            Put($$"""
                o.Append('[');
                foreach (var {{entry}} in {{value}})
                {
                Json.Name(o, ""); o.Append('{');

                """);
            PrintBlock(part.Entry, entry);
            code.Append("o.Append('}');\n}\no.Append(']');\n");
        }
    }

    private void PrintValue(ValueSlot slot, string from, string type)
    {
        ValueNames n = slot.Names;
        Put($"Json.Name(o, \"{slot.Name}\");\n");
        if (n.IsPresent.Length > 0)
        {
            Put($"if (!{from}.{n.IsPresent}) {{ o.Append(Json.Absent); }} else {{\n");
        }

        string name = from + "." + CSharpNames.Escape(n.Property);
        switch (slot.Kind)
        {
            case ValueKind.Constant:
                PrintConstant(slot, type + "." + CSharpNames.Escape(n.Property));
                break;
            case ValueKind.Composite:
                string inner = New("c");
                Put($"var {inner} = {name}; o.Append('{{');\n");
                var composite = (SbeComposite)slot.Type;
                var slots = NamedSlots(composite);
                foreach (ValueSlot member in slots)
                {
                    PrintValue(member, inner, names(composite));
                }

                code.Append("o.Append('}');\n");
                break;
            case ValueKind.Decimal:
                string isNull = n.IsNull.Length > 0 ? $"{from}.{n.IsNull}" : "false";
                string exponent = (slot.HasConstantExponent ? type : from) + "." + n.Exponent;
                Put($"Json.Decimal(o, {isNull}, {from}.{n.Mantissa}, {exponent});\n");
                break;
            case ValueKind.Text:
                Put($"Json.Text(o, {name});\n");
                break;
            case ValueKind.Bytes:
                Put($"o.Append('['); foreach (var x in {name}) {{ Json.Item(o, x); }} o.Append(']');\n");
                break;
            case ValueKind.Array:
                string index = New("i");
                Put($"o.Append('['); for (int {index} = 0; {from}.{n.TryGet}({index}, out var x{index}); {index}++)\n");
                Put($"{{ Json.Item(o, x{index}); }} o.Append(']');\n");
                break;
            case ValueKind.Enum:
                string keyword = CSharpTypes.Keyword(slot.Primitive);
                string absent = n.IsNull.Length > 0 ? $"{from}.{n.IsNull} ? \"null\" : " : string.Empty;
                Put($"o.Append(Enum.IsDefined({name}) ? Json.Word({name}) : {absent}");
                Put($"Json.Number(({keyword}){name}));\n");
                break;
            case ValueKind.Set:
                PrintSet((SbeSet)slot.Type, name);
                break;
            default:
                string nullTest = n.IsNull.Length > 0 ? $"{from}.{n.IsNull}" : "false";
                string print = slot.Primitive == SbePrimitive.Char
                    ? $"Json.Text(o, [{name}])"
                    : $"o.Append(Json.Number({name}))";
                Put($"if ({nullTest}) {{ o.Append(\"null\"); }} else {{ {print}; }}\n");
                break;
        }

        if (n.IsPresent.Length > 0)
        {
            code.Append("}\n");
        }
    }

    private void PrintConstant(ValueSlot slot, string name)
    {
        string text = slot.ConstantText is not null ? $"Json.Text(o, {name})"
            : slot.Type is SbeEnum ? $"o.Append(\"\\\"\" + {name} + \"\\\"\")"
            : slot.Primitive == SbePrimitive.Char ? $"Json.Text(o, [{name}])"
            : $"o.Append(Json.Number({name}))";
        Put($"{text};\n");
    }

    private void PrintSet(SbeSet set, string name)
    {
        string number = CSharpTypes.Keyword(set.Primitive);
        code.Append("o.Append('[');\n");
        foreach (SbeChoice choice in set.Choices)
        {
            Put($"if ((({number}){name} >> {choice.Bit} & 1) != 0)\n");
            Put($"{{ Json.Name(o, \"\"); o.Append(Json.Word(\"{choice.Name}\")); }}\n");
        }

        code.Append("o.Append(']');\n");
    }

    private static List<ValueSlot> NamedSlots(SbeComposite composite)
    {
        List<ValueSlot> slots = ValueSlot.Of(composite);
        ValueNames.Allocate(slots, new NameScope(MessagePlan.ReservedNames));
        return slots;
    }

    private void Rewrite()
    {
        bool hasParts = plan.HasParts;
        Put($$"""
            public static byte[] Rewrite(byte[] frame, int room)
            {
                var buffer = new byte[room];
                Array.Fill(buffer, (byte)0xA5);
                MessageHeader.TryRead(frame, out MessageHeader h);
                SbeStatus s = {{plan.Root.DecoderName}}.TryWrap(frame.AsSpan(MessageHeader.Size), h, out var d);
                if (s != SbeStatus.Ok) { return []; }
                s = {{plan.Root.EncoderName}}.TryWrap(buffer.AsSpan(), out var w);
                if (s != SbeStatus.Ok) { return []; }

            """);
        CopyValues(plan.Root.Values, "d", "w");
        string end = CopyParts(plan.Root, "d", "w", string.Empty);
        code.Append(hasParts
            ? $"return buffer[..(buffer.Length - {end}.Length)];\n}}\n"
            : $"return buffer[..{plan.Root.EncoderName}.FrameLength];\n}}\n");
    }

    private string CopyParts(BlockPlan block, string from, string to, string writer)
    {
        foreach (PartPlan part in block.Parts)
        {
            string value = New("v");
            string rest = New("r");
            string next = part.IsLast && writer.Length > 0 ? writer : New("t");
            string outNext = next == writer ? "out " + writer : "out var " + next;
            PutTry($"{from}.{part.TryGet}(out var {value}, out var {rest})");
            from = rest;
            if (part.Entry is not { } entry)
            {
                PutTry($"{to}.{part.TryPut}({value}, {outNext})");
            }
            else
            {
                string puts = New("p");
                string read = New("e");
                string write = New("k");
                string index = New("i");
                string both = entry.IsFlat ? ", " + outNext : string.Empty;
                PutTry($"{to}.{part.TryPut}({value}.Count, out var {puts}{both})");
                Put($"int {index} = 0;\nforeach (var {read} in {value})\n{{\n");
                code.Append(entry.IsFlat
                    ? $"var {write} = {puts}[{index}++];\n"
                    : $"{index}++; if ({puts}.TryNext(out var {write}) != SbeStatus.Ok) {{ return []; }}\n");
                CopyValues(entry.Values, read, write);
                CopyParts(entry, read, write, puts);
                code.Append("}\n");
                if (!entry.IsFlat)
                {
                    PutTry($"{puts}.TryEnd({outNext})");
                }
            }

            to = next;
        }

        return to;
    }

    private void PutTry(FormattableString call) =>
        code.Append("s = ").Append(call.ToString(CultureInfo.InvariantCulture))
            .Append("; if (s != SbeStatus.Ok) { return []; }\n");

    private void CopyValues(IEnumerable<ValueSlot> slots, string from, string to)
    {
        foreach (ValueSlot slot in slots.Where(s => s.Kind != ValueKind.Constant))
        {
            ValueNames n = slot.Names;
            if (n.IsPresent.Length > 0)
            {
                Put($"if ({from}.{n.IsPresent}) {{\n");
            }

            switch (slot.Kind)
            {
                case ValueKind.Decimal:
                    Put($"{to}.{n.Mantissa} = {from}.{n.Mantissa};\n");
                    if (!slot.HasConstantExponent)
                    {
                        Put($"{to}.{n.Exponent} = {from}.{n.Exponent};\n");
                    }

                    break;
                case ValueKind.Composite:
                    string read = New("c");
                    string write = New("c");
                    string name = CSharpNames.Escape(n.Property);
                    Put($"var {read} = {from}.{name}; var {write} = {to}.{name};\n");
                    CopyValues(NamedSlots((SbeComposite)slot.Type), read, write);
                    break;
                case ValueKind.Array:
                    string i = New("i");
                    Put($"for (int {i} = 0; {from}.{n.TryGet}({i}, out var x{i}); {i}++)\n");
                    Put($"{{ {to}.{n.TrySet}({i}, x{i}); }}\n");
                    break;
                default:
                    string property = CSharpNames.Escape(n.Bits.Length > 0 ? n.Bits : n.Property);
                    Put($"{to}.{property} = {from}.{property};\n");
                    break;
            }

            code.Append(n.IsPresent.Length > 0 ? "}\n" : string.Empty);
        }
    }
}
