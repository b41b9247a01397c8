using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The enums, sets and composites of a namespace, each in a file of its own.</summary>
internal sealed class TypeEmitter
{
    // What the runtime calls the number inside every enum.
    private static readonly string[] EnumReserved = { "value__" };

    private readonly EmitContext context;

    internal TypeEmitter(EmitContext context) => this.context = context;

    internal string Emit(TypeEntry entry)
    {
        CodeWriter code = context.NewFile();
        switch (entry.Type)
        {
            case SbeEnum named:
                Enum(code, named, entry.Name);
                break;
            case SbeSet set:
                Set(code, set, entry.Name);
                break;
            default:
                Composite(code, (SbeComposite)entry.Type, entry);
                break;
        }

        return code.ToString();
    }

    private static void Enum(CodeWriter code, SbeEnum type, string name)
    {
        code.Summary(type.Description);
        code.Open("public enum " + CSharpNames.Escape(name) + " : " + CSharpTypes.Keyword(type.Primitive));
        var scope = new NameScope(EnumReserved);
        foreach (SbeValidValue value in type.Values)
        {
            code.Summary(value.Description, Versions(value.SinceVersion, value.Deprecated));
            string member = CSharpNames.Escape(scope.Allocate(CSharpNames.Verbatim(value.Name)));
            code.Line(member + " = " + CSharpTypes.Literal(new SbeValue(type.Primitive, value.Value.Bits)) + ",");
        }

        code.Close();
    }

    private static void Set(CodeWriter code, SbeSet type, string name)
    {
        code.Summary(type.Description);
        code.Line("[Flags]");
        code.Open("public enum " + CSharpNames.Escape(name) + " : " + CSharpTypes.Keyword(type.Primitive));
        var scope = new NameScope(EnumReserved);
        if (!type.Choices.Exists(c => c.Name == "None"))
        {
            code.Line(scope.Allocate("None") + " = 0,");
        }

        string one = type.Primitive == SbePrimitive.UInt64 ? "1ul" : type.Primitive == SbePrimitive.UInt32 ? "1u" : "1";
        foreach (SbeChoice choice in type.Choices)
        {
            code.Summary(choice.Description, Versions(choice.SinceVersion, choice.Deprecated));
            string member = CSharpNames.Escape(scope.Allocate(CSharpNames.Verbatim(choice.Name)));
            code.Line(member + " = " + one + " << " + CSharpTypes.Text(choice.Bit) + ",");
        }

        code.Close();
    }

    private static string Versions(int since, int? deprecated) =>
        (since > 0 ? "Since version " + CSharpTypes.Text(since) + ". " : string.Empty)
        + (deprecated is { } version ? "Deprecated since version " + CSharpTypes.Text(version) + "." : string.Empty);

    private void Composite(CodeWriter code, SbeComposite type, TypeEntry entry)
    {
        SbeByteOrder order = entry.Schema.ByteOrder;
        Flavor flavor = context.Flavor;
        List<ValueSlot> slots = ValueSlot.Of(type);
        var reserved = new List<string>(MessagePlan.ReservedNames) { entry.Name, entry.EncoderName };
        ValueNames.Allocate(slots, new NameScope(reserved));

        code.Summary(type.Description.Length > 0 ? type.Description : "Reads the composite " + type.Name);
        code.Open("public readonly ref struct " + entry.Name);
        code.Summary("Bytes on the wire.");
        code.Line("public const int EncodedLength = " + CSharpTypes.Text(type.EncodedLength) + ";");
        code.Blank();
        var getters = new Getters(code, context, order);
        getters.Constants(slots);
        Start(code, entry.Name, flavor.ReadBlock);
        getters.Properties(slots);
        if (NullImage.CanBeNull(type))
        {
            code.Blank();
            code.Summary("Is its first member null?");
            code.Expression("public bool IsNull", IsNull(slots.Find(s => s.EncodedLength > 0)!));
        }

        code.Close();
        code.Blank();
        code.SummaryXml("Writes what <see cref=\"" + entry.Name + "\"/> reads.");
        code.Open("public readonly ref struct " + entry.EncoderName);
        Start(code, entry.EncoderName, flavor.WriteBlock);
        new Setters(code, context, order).Properties(slots);
        code.Close();
    }

    private void Start(CodeWriter code, string name, string block)
    {
        code.Blank();
        code.Line("private readonly " + block + " wireBlock;");
        code.Blank();
        code.Expression("internal " + name + "(" + block + " block)", context.Flavor.Assign("wireBlock", "block"));
    }

    private static string IsNull(ValueSlot first)
    {
        string name = CSharpNames.Escape(first.Names.Property);
        switch (first.Kind)
        {
            case ValueKind.Composite:
                return name + ".IsNull";
            case ValueKind.Text:
                return name + ".IsEmpty";
            case ValueKind.Decimal:
                return first.Names.Mantissa + " == " + CSharpTypes.Literal(first.Null);
            case ValueKind.Enum:
                return "(" + CSharpTypes.Keyword(first.Primitive) + ")" + name + " == "
                    + CSharpTypes.Literal(first.Null);
            default:
                return SbePrimitives.IsFloating(first.Primitive)
                    ? CSharpTypes.Keyword(first.Primitive) + ".IsNaN(" + name + ")"
                    : name + " == " + CSharpTypes.Literal(first.Null);
        }
    }
}
