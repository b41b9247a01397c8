using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The reading members of values, for blocks and composites alike. A value the acting version does not have reads as
/// its null, an empty span or no bits, and its IsPresent says so; its bytes are never looked at.
/// </summary>
internal sealed class Getters
{
    private const string Block = "wireBlock";

    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly SbeByteOrder order;

    internal Getters(CodeWriter code, EmitContext context, SbeByteOrder order)
    {
        this.code = code;
        this.context = context;
        this.order = order;
    }

    private Flavor Flavor => context.Flavor;

    /// <summary>Constants of the type: values the schema fixes, exponents, lengths and nulls.</summary>
    internal void Constants(IReadOnlyList<ValueSlot> slots)
    {
        foreach (ValueSlot slot in slots)
        {
            Constants(slot);
        }
    }

    internal void Properties(IReadOnlyList<ValueSlot> slots)
    {
        foreach (ValueSlot slot in slots)
        {
            code.Blank();
            Property(slot);
        }
    }

    /// <summary>The C# type of a scalar, enum or set.</summary>
    internal string TypeOf(ValueSlot slot) =>
        slot.Kind is ValueKind.Enum or ValueKind.Set
            ? context.Types[slot.Type, order].Name
            : CSharpTypes.Keyword(slot.Primitive);

    private static string IsThere(ValueSlot slot) => "wireVersion >= " + CSharpTypes.Text(slot.Since);

    private static string Public(string type, string name) => "public " + type + " " + CSharpNames.Escape(name);

    private void Constants(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        switch (slot.Kind)
        {
            case ValueKind.Constant:
                FixedValue(slot);
                break;
            case ValueKind.Decimal:
                if (slot.HasConstantExponent)
                {
                    var exponent = (SbeEncodedType)slot.Exponent!.Type;
                    Const(CSharpTypes.Keyword(exponent.Primitive), names.Exponent, exponent.Constant!.Value);
                }

                ConstNull(slot, CSharpTypes.Keyword(slot.Primitive));
                break;
            case ValueKind.Enum when NeedsNull(slot):
                string type = TypeOf(slot);
                code.Line("public const " + type + " " + names.Null + " = (" + type + ")("
                    + CSharpTypes.Literal(slot.Null) + ");");
                break;
            case ValueKind.Scalar when !SbePrimitives.IsFloating(slot.Primitive):
                ConstNull(slot, CSharpTypes.Keyword(slot.Primitive));
                break;
            case ValueKind.Text:
            case ValueKind.Bytes:
            case ValueKind.Array:
                code.Line("public const int " + names.Length + " = " + CSharpTypes.Text(slot.Length) + ";");
                if (slot.Kind != ValueKind.Text && !SbePrimitives.IsFloating(slot.Primitive))
                {
                    ConstNull(slot, CSharpTypes.Keyword(slot.Primitive));
                }

                break;
            default:
                break;
        }
    }

    private static bool NeedsNull(ValueSlot slot) => slot.IsOptional || slot.Since > 0;

    private void ConstNull(ValueSlot slot, string type)
    {
        if (NeedsNull(slot))
        {
            Const(type, slot.Names.Null, slot.Null);
        }
    }

    private void Const(string type, string name, SbeValue value) =>
        code.Line("public const " + type + " " + CSharpNames.Escape(name) + " = " + CSharpTypes.Literal(value) + ";");

    private void FixedValue(ValueSlot slot)
    {
        string name = CSharpNames.Escape(slot.Names.Property);
        if (slot.ConstantText != null)
        {
            code.Blank();
            Describe(slot, "Fixed by the schema.");
            code.Expression("public static ReadOnlySpan<byte> " + name, CSharpTypes.Bytes(slot.ConstantText));
            code.Blank();
            return;
        }

        if (slot.Description.Length > 0)
        {
            code.Blank();
            Describe(slot);
        }

        if (slot.Type is SbeEnum)
        {
            string type = context.Types[slot.Type, order].Name;
            code.Line("public const " + type + " " + name + " = (" + type + ")("
                + CSharpTypes.Literal(slot.Constant) + ");");
            return;
        }

        SbePrimitive primitive = slot.Type is SbeEncodedType encoded ? encoded.Primitive : slot.Constant.Primitive;
        var value = new SbeValue(primitive, slot.Constant.Bits);
        if (SbePrimitives.IsFloating(primitive))
        {
            code.Expression("public static " + CSharpTypes.Keyword(primitive) + " " + name, CSharpTypes.Literal(value));
            return;
        }

        Const(CSharpTypes.Keyword(primitive), slot.Names.Property, value);
    }

    private void Property(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        switch (slot.Kind)
        {
            case ValueKind.Constant:
                return;
            case ValueKind.Decimal:
                Decimal(slot);
                break;
            case ValueKind.Composite:
                Composite(slot);
                break;
            case ValueKind.Array:
                Array(slot);
                break;
            case ValueKind.Text:
            case ValueKind.Bytes:
                Span(slot);
                break;
            default:
                Number(slot);
                break;
        }

        if (names.IsPresent.Length > 0)
        {
            code.Blank();
            code.Summary("Does the acting version have " + slot.Name + "?");
            code.Expression("public bool " + names.IsPresent, IsThere(slot));
        }
    }

    private void Describe(ValueSlot slot, params string[] more)
    {
        var sentences = new List<string> { slot.Description };
        sentences.AddRange(more);
        if (slot.Since > 0)
        {
            sentences.Add("Since version " + CSharpTypes.Text(slot.Since));
        }

        if (slot.Deprecated != null)
        {
            sentences.Add("Deprecated since version " + CSharpTypes.Text(slot.Deprecated.Value));
        }

        code.Summary(sentences.ToArray());
    }

    private static string Gated(ValueSlot slot, string read, string otherwise) =>
        slot.Since > 0 ? IsThere(slot) + " ? " + read + " : " + otherwise : read;

    private string Read(SbePrimitive primitive, int offset) =>
        MessagePlan.BytesOf(order) + "." + CSharpTypes.Reader(primitive) + "("
        + Flavor.Pass(Block) + ", " + CSharpTypes.Text(offset) + ")";

    private void Number(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        string type = TypeOf(slot);
        string read = Read(slot.Primitive, slot.Offset);
        bool isFloating = slot.Kind == ValueKind.Scalar && SbePrimitives.IsFloating(slot.Primitive);
        if (slot.Kind != ValueKind.Scalar)
        {
            read = "(" + type + ")" + read;
        }

        string absent = isFloating ? type + ".NaN" : slot.Kind == ValueKind.Set ? "default" : names.Null;
        Describe(slot, slot.IsOptional && !isFloating && absent != "default" ? names.Null + " when absent" : "");
        code.Expression(Public(type, names.Property), Gated(slot, read, absent));
        if (names.IsNull.Length > 0)
        {
            string name = CSharpNames.Escape(names.Property);
            code.Blank();
            code.Expression(
                "public bool " + names.IsNull,
                isFloating ? type + ".IsNaN(" + name + ")" : name + " == " + names.Null);
        }

        if (isFloating)
        {
            SbePrimitive bits = CSharpTypes.BitsOf(slot.Primitive);
            code.Blank();
            code.Summary("The bits of " + slot.Name + ", the payload of a NaN among them.");
            code.Expression(
                Public(CSharpTypes.Keyword(bits), names.Bits),
                Gated(slot, Read(bits, slot.Offset), CSharpTypes.Literal(new SbeValue(bits, slot.Null.Bits))));
        }
    }

    private void Decimal(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        var exponent = (SbeEncodedType)slot.Exponent!.Type;
        string scale = slot.HasConstantExponent
            ? "In 1e" + CSharpTypes.Literal(exponent.Constant!.Value)
            : "Times 10 to the power of " + names.Exponent;
        Describe(slot, scale, slot.IsOptional ? names.Null + " when absent" : string.Empty);
        int offset = slot.Offset + slot.Mantissa!.Offset;
        code.Expression(
            Public(CSharpTypes.Keyword(slot.Primitive), names.Mantissa),
            Gated(slot, Read(slot.Primitive, offset), names.Null));
        if (!slot.HasConstantExponent)
        {
            code.Blank();
            code.Expression(
                Public(CSharpTypes.Keyword(exponent.Primitive), names.Exponent),
                Gated(slot, Read(exponent.Primitive, slot.Offset + slot.Exponent.Offset), "default"));
        }

        if (names.IsNull.Length > 0)
        {
            code.Blank();
            code.Expression("public bool " + names.IsNull, names.Mantissa + " == " + names.Null);
        }
    }

    private void Span(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        bool isSigned = slot.Primitive == SbePrimitive.Int8;
        string reader = slot.Kind == ValueKind.Text ? "Text" : isSigned ? "SignedBytes" : "Bytes";
        string read = "SbeBytes." + reader + "(" + Flavor.Pass(Block) + ", " + CSharpTypes.Text(slot.Offset) + ", "
            + names.Length + ")";
        string words = CSharpTypes.Text(slot.Length) + " bytes";
        Describe(slot, slot.Kind == ValueKind.Text ? "Up to " + words + " of text; ends at the first NUL" : words);
        string name = CSharpNames.Escape(names.Property);
        code.Expression(
            "public ReadOnlySpan<" + (isSigned ? "sbyte" : "byte") + "> " + name, Gated(slot, read, "default"));
        if (names.IsNull.Length > 0)
        {
            code.Blank();
            code.Expression(
                "public bool " + names.IsNull,
                slot.Kind == ValueKind.Text ? name + ".IsEmpty" : "!" + name + ".ContainsAnyExcept(" + names.Null
                    + ")");
        }
    }

    private void Array(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        string type = CSharpTypes.Keyword(slot.Primitive);
        int size = SbePrimitives.Size(slot.Primitive);
        Describe(slot, CSharpTypes.Text(slot.Length) + " elements; false for an index that is none");
        code.Open("public bool " + names.TryGet + "(int index, out " + type + " value)");
        string gate = slot.Since > 0 ? " || wireVersion < " + CSharpTypes.Text(slot.Since) : string.Empty;
        code.Open("if (index < 0 || index >= " + names.Length + gate + ")");
        code.Lines("value = default;", "return false;");
        code.Close();
        code.Blank();
        code.Lines(
            "value = " + MessagePlan.BytesOf(order) + "." + CSharpTypes.Reader(slot.Primitive) + "("
                + Flavor.Pass(Block) + ", " + CSharpTypes.Text(slot.Offset) + " + (index * " + CSharpTypes.Text(size)
                + "));",
            "return true;");
        code.Close();
        if (names.IsNull.Length == 0)
        {
            return;
        }

        bool isFloating = SbePrimitives.IsFloating(slot.Primitive);
        code.Blank();
        code.Summary("Is every element null?");
        code.Open("public bool " + names.IsNull);
        code.Open("get");
        code.Open("for (int i = 0; i < " + names.Length + "; i++)");
        code.Open("if (" + names.TryGet + "(i, out " + type + " value) && "
            + (isFloating ? "!" + type + ".IsNaN(value))" : "value != " + names.Null + ")"));
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Blank();
        code.Line("return true;");
        code.Close();
        code.Close();
    }

    private void Composite(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        var composite = (SbeComposite)slot.Type;
        string type = context.Types[composite, order].Name;
        string create(string block) => "new " + type + "(" + block + ")";
        string inner = create(
            Flavor.At(Block, CSharpTypes.Text(slot.Offset), CSharpTypes.Text(composite.EncodedLength)));
        Describe(slot);
        code.Expression(
            "public " + type + " " + CSharpNames.Escape(names.Property),
            Gated(slot, inner, create(Flavor.Start(names.Absent, CSharpTypes.Text(composite.EncodedLength)))));
        if (names.Absent.Length > 0)
        {
            code.Blank();
            code.Expression(
                "private static ReadOnlySpan<byte> " + names.Absent,
                "[" + string.Join(", ", NullImage.Bytes(composite, order)) + "]");
        }

        if (names.IsNull.Length > 0 && NullImage.CanBeNull(composite))
        {
            code.Blank();
            code.Expression("public bool " + names.IsNull, CSharpNames.Escape(names.Property) + ".IsNull");
        }
    }
}
