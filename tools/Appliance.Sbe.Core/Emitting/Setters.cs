using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The writing members of values, for blocks and composites alike.</summary>
internal sealed class Setters
{
    private const string Block = "wireBlock";

    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly SbeByteOrder order;

    internal Setters(CodeWriter code, EmitContext context, SbeByteOrder order)
    {
        this.code = code;
        this.context = context;
        this.order = order;
    }

    private Flavor Flavor => context.Flavor;

    internal void Properties(IReadOnlyList<ValueSlot> slots)
    {
        foreach (ValueSlot slot in slots)
        {
            if (slot.Kind != ValueKind.Constant)
            {
                code.Blank();
                Property(slot);
            }
        }
    }

    /// <summary>Writes the nulls of optional values; the block is all zero before.</summary>
    internal void Fill(IReadOnlyList<NullWrite> writes)
    {
        code.Blank();
        code.Open("internal static void Fill(" + Flavor.WriteBlock + " block)");
        foreach (NullWrite write in writes)
        {
            bool isFloating = SbePrimitives.IsFloating(write.Primitive);
            SbePrimitive primitive = isFloating ? CSharpTypes.BitsOf(write.Primitive) : write.Primitive;
            string literal = CSharpTypes.Literal(new SbeValue(primitive, write.Bits));
            code.Line(Write(primitive, "block", CSharpTypes.Text(write.Offset), literal) + ";");
        }

        code.Close();
    }

    private string Write(SbePrimitive primitive, string block, string offset, string value) =>
        MessagePlan.BytesOf(order) + ".Write" + CSharpTypes.Reader(primitive) + "(" + Flavor.Pass(block) + ", " + offset
        + ", " + value + ")";

    private void Property(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        string name = CSharpNames.Escape(names.Property);
        switch (slot.Kind)
        {
            case ValueKind.Decimal:
                Decimal(slot);
                break;
            case ValueKind.Composite:
                Composite(slot, name);
                break;
            case ValueKind.Array:
                Array(slot);
                break;
            case ValueKind.Text:
            case ValueKind.Bytes:
                Span(slot, name);
                break;
            case ValueKind.Enum:
            case ValueKind.Set:
                string type = context.Types[slot.Type, order].Name;
                string cast = "(" + CSharpTypes.Keyword(slot.Primitive) + ")value";
                code.Summary(slot.Description);
                Set(type, name, Write(slot.Primitive, Block, CSharpTypes.Text(slot.Offset), cast));
                break;
            default:
                Scalar(slot, name);
                break;
        }
    }

    private void Set(string type, string name, string body)
    {
        code.Open("public " + type + " " + name);
        code.Expression("set", body);
        code.Close();
    }

    private void Scalar(ValueSlot slot, string name)
    {
        string offset = CSharpTypes.Text(slot.Offset);
        code.Summary(slot.Description);
        Set(CSharpTypes.Keyword(slot.Primitive), name, Write(slot.Primitive, Block, offset, "value"));
        if (slot.Names.Bits.Length > 0)
        {
            SbePrimitive bits = CSharpTypes.BitsOf(slot.Primitive);
            code.Blank();
            code.Summary("The bits of " + slot.Name + ", the payload of a NaN among them.");
            Set(CSharpTypes.Keyword(bits), slot.Names.Bits, Write(bits, Block, offset, "value"));
        }
    }

    private void Decimal(ValueSlot slot)
    {
        ValueNames names = slot.Names;
        var exponent = (SbeEncodedType)slot.Exponent!.Type;
        string scale = slot.HasConstantExponent
            ? "In 1e" + CSharpTypes.Literal(exponent.Constant!.Value)
            : "Times 10 to the power of " + names.Exponent;
        code.Summary(slot.Description, scale);
        string offset = CSharpTypes.Text(slot.Offset + slot.Mantissa!.Offset);
        Set(
            CSharpTypes.Keyword(slot.Primitive),
            CSharpNames.Escape(names.Mantissa),
            Write(slot.Primitive, Block, offset, "value"));
        if (!slot.HasConstantExponent)
        {
            code.Blank();
            string at = CSharpTypes.Text(slot.Offset + slot.Exponent.Offset);
            string write = Write(exponent.Primitive, Block, at, "value");
            Set(CSharpTypes.Keyword(exponent.Primitive), CSharpNames.Escape(names.Exponent), write);
        }
    }

    private void Span(ValueSlot slot, string name)
    {
        bool isSigned = slot.Primitive == SbePrimitive.Int8;
        string length = CSharpTypes.Text(slot.Length);
        code.Summary(
            slot.Description, "Up to " + length + " bytes, NULs behind a shorter value. A longer one throws: "
                + "nothing is cut");
        string value = isSigned ? "MemoryMarshal.AsBytes(value)" : "value";
        Set(
            "ReadOnlySpan<" + (isSigned ? "sbyte" : "byte") + ">",
            name,
            "SbeBytes.WriteText(" + Flavor.Pass(Block) + ", " + CSharpTypes.Text(slot.Offset) + ", " + length + ", "
                + value + ")");
    }

    private void Array(ValueSlot slot)
    {
        string size = CSharpTypes.Text(SbePrimitives.Size(slot.Primitive));
        string length = CSharpTypes.Text(slot.Length);
        code.Summary(slot.Description, length + " elements; false for an index that is none");
        code.Open("public bool " + slot.Names.TrySet + "(int index, " + CSharpTypes.Keyword(slot.Primitive)
            + " value)");
        code.Open("if (index < 0 || index >= " + length + ")");
        code.Line("return false;");
        code.Close();
        code.Blank();
        string offset = CSharpTypes.Text(slot.Offset) + " + (index * " + size + ")";
        code.Line(Write(slot.Primitive, Block, offset, "value") + ";");
        code.Line("return true;");
        code.Close();
    }

    private void Composite(ValueSlot slot, string name)
    {
        string type = context.Types[slot.Type, order].EncoderName;
        string length = CSharpTypes.Text(slot.Type.EncodedLength);
        code.Summary(slot.Description);
        code.Expression(
            "public " + type + " " + name,
            "new " + type + "(" + Flavor.At(Block, CSharpTypes.Text(slot.Offset), length) + ")");
    }
}
