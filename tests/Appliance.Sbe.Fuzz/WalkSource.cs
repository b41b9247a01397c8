using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Appliance.Sbe.Emitting;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// C# that reads all there is to read in a frame of a schema and adds it to a digest, the way a user would: wrap the
/// message the header names, take its fields, walk its groups. Written from the plan of the emitter.
/// </summary>
internal sealed class WalkSource
{
    /// <summary>The class beside the codecs of a schema; its method is a <see cref="FrameWalk"/>.</summary>
    public const string TypeName = "FrameWalker";

    public const string MethodName = "Walk";

    /// <summary>Returned where Validate and the walk differ: both say whether the same frame can be read.</summary>
    public const int Disagreement = 255;

    private readonly StringBuilder code = new();
    private readonly SbeSchema schema;
    private readonly string space;
    private readonly string runtime;
    private int variables;

    private WalkSource(SbeSchema schema, string space, string runtime)
    {
        this.schema = schema;
        this.space = space;
        this.runtime = runtime;
    }

    /// <summary>The plans of a schema with the names that the emitter gives them.</summary>
    public static List<MessagePlan> Plans(SbeSchema schema, string space, string runtime) =>
        CSharpEmitter.Plan(schema, new EmitContext(space, runtime, new Flavor(isSafe: false), []));

    public static string Write(SbeSchema schema, string space, string runtime) =>
        new WalkSource(schema, space, runtime).Write(Plans(schema, space, runtime));

    private string Write(List<MessagePlan> plans)
    {
        Add($$"""
            #pragma warning disable CS0162, CS1591, CS0472 // Nobody reads this.
            using System; using System.Runtime.InteropServices; using Appliance.Sbe.Fuzz; using {{runtime}};
            namespace {{space}};
            public static class {{TypeName}}
            {
            public static int {{MethodName}}(ReadOnlySpan<byte> frame, ref Digest d)
            {
            SbeStatus valid =
                {{CSharpNames.Pascal(CSharpNames.FileStem(schema.File))}}Schema.Validate(frame, out _, out var rest);
            SbeStatus s = Read(frame, ref d, out int left);
            if (s != valid || (s == SbeStatus.Ok && left >= 0 && left != rest.Length)) { return {{Disagreement}}; }
            if (s == SbeStatus.Ok) { d.Add((ulong)rest.Length); }
            return (int)s;
            }
            private static SbeStatus Read(ReadOnlySpan<byte> frame, ref Digest d, out int left)
            {
            left = -1;
            SbeStatus s = MessageHeader.TryRead(frame, out MessageHeader h);
            if (s != SbeStatus.Ok) { return s; }
            if (h.SchemaId != {{schema.Id}}) { return SbeStatus.UnknownSchema; }
            ReadOnlySpan<byte> body = frame[MessageHeader.Size..];
            switch (h.TemplateId)
            {
            """);
        foreach (MessagePlan plan in plans)
        {
            Add($"case {plan.Message.Id}: return Read{plan.Message.Id}(body, h, ref d, out left);");
        }

        Add("default: return SbeStatus.UnknownTemplate;\n}\n}");
        foreach (MessagePlan plan in plans)
        {
            Message(plan);
        }

        Add("}");
        return code.ToString();
    }

    private void Add(string text) => code.Append(text).Append('\n');

    private string New(string prefix) => prefix + (++variables).ToString(CultureInfo.InvariantCulture);

    private void Message(MessagePlan plan)
    {
        Add($$"""
            private static SbeStatus Read{{plan.Message.Id}}(
                ReadOnlySpan<byte> body, scoped in MessageHeader h, ref Digest d, out int left)
            {
            left = -1;
            SbeStatus s = {{plan.Root.DecoderName}}.TryWrap(body, h, out var m);
            if (s != SbeStatus.Ok) { return s; }
            """);
        Block(plan.Root, "m", isRoot: true);
        Add("return SbeStatus.Ok;\n}");
    }

    private void Block(BlockPlan block, string from, bool isRoot)
    {
        foreach (ValueSlot slot in block.Values)
        {
            Value(slot, from);
        }

        string at = from;
        foreach (PartPlan part in block.Parts)
        {
            string value = New("v");
            string rest = New("r");
            Add($"s = {at}.{part.TryGet}(out var {value}, out var {rest}); if (s != SbeStatus.Ok) {{ return s; }}");
            at = rest;
            if (part.IsLast && isRoot)
            {
                Add($"left = {rest}.Length;");
            }

            if (part.Entry is null)
            {
                Add($"d.Add({value});");
                continue;
            }

            string entry = New("e");
            string count = New("n");
            Add($"d.Add((ulong){value}.Count); int {count} = 0;\nforeach (var {entry} in {value})\n{{\n{count}++;");
            Block(part.Entry, entry, isRoot: false);
            Add($"}}\nif ({count} != {value}.Count) {{ return (SbeStatus){Disagreement - 1}; }}");
        }
    }

    private void Value(ValueSlot slot, string from)
    {
        if (slot.Kind == ValueKind.Constant)
        {
            return;
        }

        ValueNames n = slot.Names;
        string name = from + "." + CSharpNames.Escape(n.Property);
        bool isGated = n.IsPresent.Length > 0;
        if (isGated)
        {
            Add($"d.Begin({from}.{n.IsPresent});");
        }

        bool isWireNull = slot.Kind is ValueKind.Scalar or ValueKind.Enum or ValueKind.Decimal;
        bool hasNull = n.IsNull.Length > 0
            && (slot.Kind != ValueKind.Composite || NullImage.CanBeNull((SbeComposite)slot.Type));
        if (hasNull)
        {
            Add($"d.Add{(isWireNull ? "" : "Own")}({from}.{n.IsNull});");
        }

        Read(slot, from, name);
        if (isGated)
        {
            Add("d.End();");
        }
    }

    private void Read(ValueSlot slot, string from, string name)
    {
        ValueNames n = slot.Names;
        switch (slot.Kind)
        {
            case ValueKind.Decimal:
                Add($"d.Add({Bits($"{from}.{n.Mantissa}", slot.Primitive)});");
                if (!slot.HasConstantExponent)
                {
                    SbePrimitive exponent = ((SbeEncodedType)slot.Exponent!.Type).Primitive;
                    Add($"d.Add({Bits($"{from}.{n.Exponent}", exponent)});");
                }

                break;
            case ValueKind.Composite:
                string inner = New("c");
                Add($"var {inner} = {name};");
                foreach (ValueSlot member in Named((SbeComposite)slot.Type))
                {
                    Value(member, inner);
                }

                break;
            case ValueKind.Text:
                Add($"d.Add({name});");
                break;
            case ValueKind.Bytes:
                Add(slot.Primitive == SbePrimitive.Int8 ? $"d.Add(MemoryMarshal.AsBytes({name}));" : $"d.Add({name});");
                break;
            case ValueKind.Array:
                string i = New("i");
                string value = New("x");
                string bits = SbePrimitives.IsFloating(slot.Primitive)
                    ? FloatBits(value, slot.Primitive) : Bits(value, slot.Primitive);
                Add($"for (int {i} = 0; {from}.{n.TryGet}({i}, out var {value}); {i}++) {{ d.Add({bits}); }}");
                break;
            case ValueKind.Scalar when SbePrimitives.IsFloating(slot.Primitive):
                Add($"d.Add((ulong){from}.{n.Bits});");
                break;
            default:
                Add($"d.Add({Bits($"({CSharpTypes.Keyword(slot.Primitive)}){name}", slot.Primitive)});");
                break;
        }
    }

    private static List<ValueSlot> Named(SbeComposite composite)
    {
        List<ValueSlot> slots = ValueSlot.Of(composite);
        ValueNames.Allocate(slots, new NameScope(MessagePlan.ReservedNames));
        return slots;
    }

    private static string Bits(string value, SbePrimitive primitive) =>
        SbePrimitives.IsSigned(primitive) ? $"unchecked((ulong)(long)({value}))" : $"(ulong)({value})";

    private static string FloatBits(string value, SbePrimitive primitive) => primitive == SbePrimitive.Float
        ? $"BitConverter.SingleToUInt32Bits({value})" : $"BitConverter.DoubleToUInt64Bits({value})";
}
