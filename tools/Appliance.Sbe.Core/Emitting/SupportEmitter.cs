using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>What all codecs share: the status, and the reads and writes of bytes in one order or the other.</summary>
internal sealed class SupportEmitter
{
    private static readonly SbePrimitive[] Integers =
    {
        SbePrimitive.UInt8, SbePrimitive.Int8, SbePrimitive.UInt16, SbePrimitive.Int16, SbePrimitive.UInt32,
        SbePrimitive.Int32, SbePrimitive.UInt64, SbePrimitive.Int64,
    };

    private readonly EmitContext context;

    internal SupportEmitter(EmitContext context) => this.context = context;

    private bool IsSafe => context.Flavor.IsSafe;

    internal string Status()
    {
        CodeWriter code = context.NewFile();
        code.Summary(
            "What reading or opening a frame came to. The bytes of a frame are the world's: what is wrong with them is "
            + "one of these values, never an exception. Values are appended, never renumbered: counters are kept by "
            + "value.");
        code.Open("public enum SbeStatus : byte");
        code.Line("Ok = 0,");
        Value(code, "NeedMoreHeader", 1, "Fewer bytes than a message header.");
        Value(code, "TruncatedBlock", 2, "The header announces a longer block than the frame holds.");
        Value(code, "BlockTooShort", 3, "The block is shorter than the fields that its version has.");
        Value(code, "TruncatedGroup", 4, "The dimension or the entries of a group run past the end of the frame.");
        Value(code, "GroupTooLarge", 5, "A group announces a count of entries that its schema does not allow.");
        Value(code, "TruncatedData", 6, "Variable-length data runs past the end of the frame.");
        Value(code, "UnknownTemplate", 7, "The schema is known, the template is not, or it is none that comes in "
            + "here.");
        Value(code, "UnknownSchema", 8, "Another schema than the one that was asked to read it.");
        Value(code, "FrameTooLong", 9, "The frame is longer than any frame of its template may be: for receivers "
            + "with a bound.");
        code.Close();
        return code.ToString();
    }

    /// <summary>What does not depend on the byte order.</summary>
    internal string Bytes()
    {
        CodeWriter code = context.NewFile();
        code.Summary(IsSafe
            ? "Parts of blocks and frames, every one checked by the span it is taken from."
            : "Parts of blocks and frames. Nothing is checked here: the codec that calls has checked the block once.");
        code.Open("internal static class SbeBytes");
        code.Summary("Entries without a single byte that a group may announce: they cost their sender nothing.");
        code.Line("internal const uint EmptyEntriesMax = 1024;");
        code.Blank();
        string[] lines = (IsSafe ? SupportText.SafeBytes : SupportText.FastBytes).Split('\n');
        code.Lines(lines);
        code.Blank();
        code.Lines(SupportText.CommonBytes.Split('\n'));
        code.Close();
        return code.ToString();
    }

    internal string Ordered(SbeByteOrder order, bool hasFloats)
    {
        CodeWriter code = context.NewFile();
        bool isLittle = order == SbeByteOrder.LittleEndian;
        code.Summary(
            "Unaligned " + (isLittle ? "little" : "big") + "-endian reads and writes at an offset from the start of "
                + "a block.",
            IsSafe ? "Every one is checked by the span." : "Nothing is checked here: the codec that calls has "
                + "checked the block once");
        code.Open("internal static class " + MessagePlan.BytesOf(order));
        foreach (SbePrimitive primitive in Integers)
        {
            Read(code, primitive, isLittle);
        }

        foreach (SbePrimitive primitive in Integers)
        {
            Write(code, primitive, isLittle);
        }

        if (hasFloats)
        {
            Floating(code, "float", "Float32", "UInt32", "Single");
            Floating(code, "double", "Float64", "UInt64", "Double");
        }

        foreach (string width in new[] { "8", "16", "32" })
        {
            code.Blank();
            code.Lines(SupportText.TryGetData.Replace("WIDTH", width)
                .Replace("START", IsSafe ? "tail" : "ref MemoryMarshal.GetReference(tail)").Split('\n'));
            code.Blank();
            string number = width == "8" ? "(byte)value.Length" : width == "16" ? "(ushort)value.Length"
                : "(uint)value.Length";
            code.Lines(SupportText.TryPutData.Replace("WIDTH", width).Replace("NUMBER", number)
                .Replace("START", IsSafe ? "tail" : "ref MemoryMarshal.GetReference(tail)").Split('\n'));
        }

        code.Close();
        return code.ToString();
    }

    private static void Value(CodeWriter code, string name, int value, string words)
    {
        code.Blank();
        code.Summary(words);
        code.Line(name + " = " + CSharpTypes.Text(value) + ",");
    }

    private static void Inline(CodeWriter code)
    {
        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
    }

    // What the machine's order is, is a constant to the compiler: one branch is left.
    private static string Swap(string value, string type, bool isLittle)
    {
        string swapped = "BinaryPrimitives.ReverseEndianness(" + value + ")";
        return isLittle
            ? "BitConverter.IsLittleEndian ? " + value + " : " + swapped
            : "BitConverter.IsLittleEndian ? " + swapped + " : " + value;
    }

    private void Read(CodeWriter code, SbePrimitive primitive, bool isLittle)
    {
        string type = CSharpTypes.Keyword(primitive);
        string name = CSharpTypes.Reader(primitive);
        Inline(code);
        string head = "internal static " + type + " " + name + "(" + context.Flavor.ReadBlock + " block, int offset)";
        if (SbePrimitives.Size(primitive) == 1)
        {
            string read = IsSafe ? "block[offset]" : "SbeBytes.At(ref block, offset)";
            code.Expression(head, type == "byte" ? read : "unchecked((sbyte)" + read + ")");
            return;
        }

        if (IsSafe)
        {
            string order = isLittle ? "LittleEndian" : "BigEndian";
            code.Expression(
                head, "BinaryPrimitives.Read" + name + order + "(block[offset..])");
            return;
        }

        code.Open(head);
        code.Line(type + " value = Unsafe.ReadUnaligned<" + type + ">(ref SbeBytes.At(ref block, offset));");
        code.Line("return " + Swap("value", type, isLittle) + ";");
        code.Close();
    }

    private void Write(CodeWriter code, SbePrimitive primitive, bool isLittle)
    {
        string type = CSharpTypes.Keyword(primitive);
        string name = CSharpTypes.Reader(primitive);
        Inline(code);
        string head = "internal static void Write" + name + "(" + context.Flavor.WriteBlock + " block, int offset, "
            + type
            + " value)";
        string body;
        if (SbePrimitives.Size(primitive) == 1)
        {
            string number = type == "byte" ? "value" : "unchecked((byte)value)";
            body = (IsSafe ? "block[offset]" : "SbeBytes.At(ref block, offset)") + " = " + number;
        }
        else if (IsSafe)
        {
            string order = isLittle ? "LittleEndian" : "BigEndian";
            body = "BinaryPrimitives.Write" + name + order + "(block[offset..], value)";
        }
        else
        {
            body = "Unsafe.WriteUnaligned(ref SbeBytes.At(ref block, offset), " + Swap("value", type, isLittle) + ")";
        }

        code.Expression(head, body);
    }

    private void Floating(CodeWriter code, string type, string name, string bits, string framework)
    {
        Inline(code);
        string pass = context.Flavor.Pass("block");
        code.Expression(
            "internal static " + type + " " + name + "(" + context.Flavor.ReadBlock + " block, int offset)",
            "BitConverter." + bits + "BitsTo" + framework + "(" + bits + "(" + pass + ", offset))");
        Inline(code);
        code.Expression(
            "internal static void Write" + name + "(" + context.Flavor.WriteBlock + " block, int offset, " + type
                + " value)",
            "Write" + bits + "(" + pass + ", offset, BitConverter." + framework + "To" + bits + "Bits(value))");
    }
}
