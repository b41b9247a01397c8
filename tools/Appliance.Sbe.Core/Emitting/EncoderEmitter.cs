using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The writing half of a message: its encoder with the writers of groups and data inside.</summary>
internal sealed class EncoderEmitter
{
    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly MessagePlan plan;
    private readonly PartEncoderEmitter parts;

    internal EncoderEmitter(CodeWriter code, EmitContext context, MessagePlan plan)
    {
        this.code = code;
        this.context = context;
        this.plan = plan;
        parts = new PartEncoderEmitter(code, context, plan);
    }

    private BlockPlan Root => plan.Root;

    private Flavor Flavor => context.Flavor;

    private string HeaderAndBlock =>
        CSharpTypes.Text(plan.Schema.Header.Composite.EncodedLength + plan.Message.BlockLength);

    internal void Emit(HeaderEmitter header)
    {
        string name = Root.EncoderName;
        string order = plan.HasParts
            ? " Groups and data are put in the order of the schema, each behind the one before: the last one gives "
            + "what "
                + "is left of the frame, so that the length of the message comes out."
            : string.Empty;
        code.SummaryXml("Writes what <see cref=\"" + Root.DecoderName + "\"/> reads; units and nulls are the same."
            + order);
        code.Open("public readonly ref struct " + name);
        Constants();
        Fields();
        new Setters(code, context, plan.Schema.ByteOrder).Properties(Root.Values);
        if (plan.IsSingleFlatGroup)
        {
            SingleGroup(name);
        }

        TryWrap(name, header);
        List<NullWrite> fills = NullImage.Writes(Root.Values);
        if (plan.HasParts)
        {
            parts.TryPut(Root.Parts[0]);
        }

        if (FrameImage.Of(plan) is { } image)
        {
            Image(image);
        }
        else if (fills.Count > 0)
        {
            new Setters(code, context, plan.Schema.ByteOrder).Fill(fills);
        }

        foreach (PartPlan part in Root.SelfAndInner().SelectMany(b => b.Parts))
        {
            parts.Nested(part);
        }

        code.Close();
    }

    private void Constants()
    {
        string decoder = Root.DecoderName;
        SbeHeader header = plan.Schema.Header;
        foreach (KeyValuePair<string, SbeMember> constant in new[]
        {
            new KeyValuePair<string, SbeMember>("TemplateId", header.TemplateId),
            new KeyValuePair<string, SbeMember>("SchemaId", header.SchemaId),
            new KeyValuePair<string, SbeMember>("SchemaVersion", header.Version),
            new KeyValuePair<string, SbeMember>("BlockLength", header.BlockLength),
        })
        {
            string type = CSharpTypes.Keyword(EmitNumbers.Primitive(constant.Value));
            code.Line("public const " + type + " " + constant.Key + " = " + decoder + "." + constant.Key + ";");
        }

        code.Blank();
        int length = plan.Schema.Header.Composite.EncodedLength + plan.Message.BlockLength;
        if (!plan.HasParts)
        {
            code.Summary("Bytes of the frame, header included.");
            code.Line("public const int FrameLength = " + CSharpTypes.Text(length) + ";");
        }
        else
        {
            length += Root.Parts.Sum(p => p.Group != null
                ? p.Group.Dimension.Composite.EncodedLength : p.Data!.Content.Offset);
            code.Summary("Bytes of a frame whose groups and data are all empty, header included.");
            code.Line("public const int FrameLengthMin = " + CSharpTypes.Text(length) + ";");
        }

        code.Blank();
    }

    private void Fields()
    {
        code.Line("private readonly " + Flavor.WriteBlock + " wireBlock;");
        string head = "private " + Root.EncoderName + "(" + Flavor.WriteBlock + " block";
        if (!plan.HasParts)
        {
            code.Blank();
            code.Expression(head + ")", Flavor.Assign("wireBlock", "block"));
            return;
        }

        code.Line("private readonly Span<byte> wireTail;");
        code.Blank();
        code.Open(head + ", Span<byte> tail)");
        code.Lines(Flavor.Assign("wireBlock", "block") + ";", "wireTail = tail;");
        code.Close();
    }

    private void SingleGroup(string name)
    {
        PartPlan part = Root.Parts[0];
        string entry = CSharpTypes.Text(part.Group!.BlockLength);
        code.Blank();
        code.Summary("Bytes of a frame with this many entries, header included.");
        code.Expression("public static int FrameLength(int entryCount)", "FrameLengthMin + (entryCount * " + entry
            + ")");
        code.Blank();
        code.Summary(
            "Opens a frame with its entries at once: header, nulls and the group's dimension are written, zeros "
                + "over the "
            + "rest of the message. What follows stays as it is, and all of it does where the frame is too short.");
        code.Open("public static SbeStatus TryWrap("
            + "Span<byte> frame, int entryCount, out " + name + " encoder, out " + part.WriterName + " entries)");
        code.Lines("encoder = default;", "entries = default;");
        code.Open("if (" + PartEncoderEmitter.CountIsRefused("entryCount", part.Group.Dimension) + ")");
        code.Line("return SbeStatus.GroupTooLarge;");
        code.Close();
        code.Blank();
        code.Open("if (frame.Length < unchecked(FrameLengthMin + ((long)entryCount * " + entry + ")))");
        code.Line("return frame.Length < " + HeaderAndBlock + " ? SbeStatus.TruncatedBlock : "
            + "SbeStatus.TruncatedGroup;");
        code.Close();
        code.Blank();
        code.Line("SbeStatus status = TryWrap(frame, out encoder);");
        code.Line("encoder." + part.Put + "(entryCount, out entries, out _);");
        code.Line("return status;");
        code.Close();
    }

    private void TryWrap(string name, HeaderEmitter header)
    {
        string frameBytes = plan.HasParts ? HeaderAndBlock : "FrameLength";
        code.Blank();
        code.SummaryXml(plan.HasParts
            ? "Writes header, zeros and nulls over the first " + frameBytes + " bytes; what follows stays as it is. "
                + "TruncatedBlock where the frame is shorter."
            : "Writes header, zeros and nulls over the first <see cref=\"FrameLength\"/> bytes; what follows stays "
            + "as it "
                + "is. TruncatedBlock where the frame is shorter.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("public static SbeStatus TryWrap(Span<byte> frame, out " + name + " encoder)");
        code.Open("if (frame.Length < " + frameBytes + ")");
        code.Lines("encoder = default;", "return SbeStatus.TruncatedBlock;");
        code.Close();
        code.Blank();
        byte[]? image = FrameImage.Of(plan);
        if (image != null)
        {
            code.Line("WireImage.CopyTo(frame);");
        }
        else
        {
            code.Line("frame[.." + frameBytes + "].Clear();");
            code.Line("new MessageHeader(BlockLength, TemplateId, SchemaId, SchemaVersion)" + Counts(header)
                + ".Write(frame);");
        }

        // The constant of a header with a length of 32 bits is no int, so the number itself.
        string length = CSharpTypes.Text(plan.Message.BlockLength);
        code.Line("Span<byte> body = frame[MessageHeader.Size..];");
        string block = Flavor.Start("body", length);
        string tail = plan.HasParts ? ", " + Flavor.Skip("body", length) : string.Empty;
        code.Line("encoder = new " + name + "(" + block + tail + ");");
        if (image == null && NullImage.Writes(Root.Values).Count > 0)
        {
            code.Line("Fill(" + block + ");");
        }

        code.Line("return SbeStatus.Ok;");
        code.Close();
    }

    private string Counts(HeaderEmitter header)
    {
        var counts = new List<string>();
        if (header.NumGroups.Length > 0)
        {
            counts.Add(header.NumGroups + " = " + CSharpTypes.Text(plan.Message.Groups.Count));
        }

        if (header.NumVarDataFields.Length > 0)
        {
            counts.Add(header.NumVarDataFields + " = " + CSharpTypes.Text(plan.Message.Data.Count));
        }

        return counts.Count > 0 ? " { " + string.Join(", ", counts) + " }" : string.Empty;
    }

    private void Image(byte[] image)
    {
        code.Blank();
        code.Line("// How every frame starts: header, zeros, nulls.");
        code.Line("private static ReadOnlySpan<byte> WireImage =>");
        code.Line("[");
        foreach (string row in FrameImage.Rows(image))
        {
            code.Indented(row);
        }

        code.Line("];");
    }
}
