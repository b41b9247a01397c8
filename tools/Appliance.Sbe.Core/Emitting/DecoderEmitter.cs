using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The reading half of a message: its decoder with the groups, entries and tails inside.</summary>
internal sealed class DecoderEmitter
{
    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly MessagePlan plan;
    private readonly PartDecoderEmitter parts;

    internal DecoderEmitter(CodeWriter code, EmitContext context, MessagePlan plan)
    {
        this.code = code;
        this.context = context;
        this.plan = plan;
        parts = new PartDecoderEmitter(code, context, plan);
    }

    private BlockPlan Root => plan.Root;

    private Flavor Flavor => context.Flavor;

    internal void Emit()
    {
        string name = Root.DecoderName;
        code.Summary(
            plan.Message.Description.Length > 0 ? plan.Message.Description : "Reads the message " + plan.Message.Name,
            "Template " + CSharpTypes.Text(plan.Message.Id) + " of schema " + CSharpTypes.Text(plan.Schema.Id),
            plan.Message.Deprecated is { } deprecated
                ? "Deprecated since version " + CSharpTypes.Text(deprecated)
                : string.Empty);
        code.Remarks(
            "Every read is at a constant offset of a block that <see cref=\"TryWrap\"/> checked once. Valid as long as "
            + "the bytes it was wrapped over; a decoder that was not wrapped has no block and its values must not be "
            + "read.");
        code.Open("public readonly ref struct " + name);
        Constants();
        Fields(Root, name, "private");
        new Getters(code, context, plan.Schema.ByteOrder).Properties(Root.Values);
        MinBlockLength(code, Root);
        TryWrap(name);
        Validate(name);
        if (plan.HasParts)
        {
            parts.Walk(Root);
            parts.TryGet(Root.Parts[0]);
        }

        foreach (BlockPlan block in Root.SelfAndInner())
        {
            foreach (PartPlan part in block.Parts)
            {
                Nested(part);
            }
        }

        code.Close();
    }

    /// <summary>What follows a part, and of a group its entries and one entry.</summary>
    private void Nested(PartPlan part)
    {
        if (part.Next != null)
        {
            code.Blank();
            parts.After(part);
        }

        if (part.Entry == null)
        {
            return;
        }

        code.Blank();
        new GroupDecoderEmitter(code, context, plan, part).Emit();
        code.Blank();
        Entry(part);
    }

    private void Entry(PartPlan part)
    {
        BlockPlan entry = part.Entry!;
        code.Summary("One entry of " + part.Name);
        code.Open("public readonly ref struct " + entry.DecoderName);
        var getters = new Getters(code, context, plan.Schema.ByteOrder);
        getters.Constants(entry.Values);
        if (entry.Values.Count > 0)
        {
            code.Blank();
        }

        Fields(entry, entry.DecoderName, "internal");
        getters.Properties(entry.Values);
        if (!entry.IsFlat)
        {
            parts.TryTake(entry);
            parts.Walk(entry);
            parts.TryGet(entry.Parts[0]);
        }

        code.Close();
    }

    private void Constants()
    {
        SbeHeader header = plan.Schema.Header;
        code.Lines(
            "public const " + Type(header.TemplateId) + " TemplateId = " + CSharpTypes.Text(plan.Message.Id) + ";",
            "public const " + Type(header.SchemaId) + " SchemaId = " + CSharpTypes.Text(plan.Schema.Id) + ";",
            string.Empty);
        code.Summary("Version of the schema that this was made from; other versions are read too.");
        code.Line("public const " + Type(header.Version) + " SchemaVersion = "
            + CSharpTypes.Text(plan.Schema.Version) + ";");
        code.Blank();
        code.Summary("Bytes of the block as this version writes it. Longer ones are accepted.");
        code.Line("public const " + Type(header.BlockLength) + " BlockLength = "
            + CSharpTypes.Text(plan.Message.BlockLength) + ";");
        code.Blank();
        new Getters(code, context, plan.Schema.ByteOrder).Constants(Root.Values);
        code.Blank();
    }

    private static string Type(SbeMember member) =>
        CSharpTypes.Keyword(((SbeEncodedType)member.Type).Primitive);

    // A decoder is the start of its block, the bytes behind it where something follows, and the version where it
    // matters: nothing else, so that all of it can live in registers.
    private void Fields(BlockPlan block, string name, string access)
    {
        var parameters = new List<string> { Flavor.ReadBlock + " block" };
        var assigns = new List<string> { Flavor.Assign("wireBlock", "block") };
        code.Line("private readonly " + Flavor.ReadBlock + " wireBlock;");
        if (!block.IsFlat)
        {
            code.Line("private readonly ReadOnlySpan<byte> wireTail;");
            parameters.Add("ReadOnlySpan<byte> tail");
            assigns.Add("wireTail = tail");
        }

        if (plan.IsVersioned)
        {
            code.Line("private readonly int wireVersion;");
            parameters.Add("int version");
            assigns.Add("wireVersion = version");
        }

        code.Blank();
        string head = access + " " + name + "(" + string.Join(", ", parameters) + ")";
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        if (assigns.Count == 1)
        {
            code.Expression(head, assigns[0]);
            return;
        }

        code.Open(head);
        code.Lines(assigns.Select(a => a + ";").ToArray());
        code.Close();
    }

    /// <summary>A constant where all versions have the same, else a method of the acting version.</summary>
    internal static void MinBlockLength(CodeWriter code, BlockPlan block)
    {
        List<KeyValuePair<int, int>> steps = block.MinBlockLengths();
        code.Blank();
        code.Summary("Bytes that a block must have for the fields of the acting version; a shorter one is refused.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        if (steps.Count == 1)
        {
            code.Expression("public static int MinBlockLength(int actingVersion)", CSharpTypes.Text(steps[0].Value));
            return;
        }

        code.Open("public static int MinBlockLength(int actingVersion)");
        foreach (KeyValuePair<int, int> step in Enumerable.Reverse(steps).Take(steps.Count - 1))
        {
            code.Open("if (actingVersion >= " + CSharpTypes.Text(step.Key) + ")");
            code.Line("return " + CSharpTypes.Text(step.Value) + ";");
            code.Close();
            code.Blank();
        }

        code.Line("return " + CSharpTypes.Text(steps[0].Value) + ";");
        code.Close();
    }

    private void TryWrap(string name)
    {
        string version = EmitNumbers.Int("h.Version", plan.Schema.Header.Version);
        string length = EmitNumbers.Int("h.BlockLength", plan.Schema.Header.BlockLength);
        var arguments = new List<string> { Flavor.Start("body", length) };
        if (plan.HasParts)
        {
            arguments.Add(Flavor.Skip("body", length));
        }

        if (plan.IsVersioned)
        {
            arguments.Add(version);
        }

        code.Blank();
        code.Summary("Opens the body of a frame, the bytes after its header.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("public static SbeStatus TryWrap("
            + "ReadOnlySpan<byte> body, scoped in MessageHeader h, out " + name + " decoder)");
        // One exit a fault: the compiler sees which of them are taken, and the caller's own test of the status goes.
        Refuse("h.SchemaId != SchemaId", "UnknownSchema");
        Refuse("h.TemplateId != TemplateId", "UnknownTemplate");
        if (Root.MinBlockLengths()[Root.MinBlockLengths().Count - 1].Value > 0)
        {
            Refuse("h.BlockLength < MinBlockLength(" + version + ")", "BlockTooShort");
        }

        Refuse("body.Length < h.BlockLength", "TruncatedBlock");
        code.Line("decoder = new " + name + "(" + string.Join(", ", arguments) + ");");
        code.Line("return SbeStatus.Ok;");
        code.Close();
    }

    private void Refuse(string condition, string status)
    {
        code.Open("if (" + condition + ")");
        code.Lines("decoder = default;", "return SbeStatus." + status + ";");
        code.Close();
        code.Blank();
    }

    private void Validate(string name)
    {
        code.Blank();
        code.SummaryXml(
            "Walks a whole frame of this message, header first: Ok, or why it cannot be read. <paramref "
                + "name=\"rest\"/> "
            + "is what follows the message; a frame may be longer.");
        code.Open("public static SbeStatus Validate(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> rest)");
        code.Line("rest = default;");
        code.Line("SbeStatus status = MessageHeader.TryRead(frame, out MessageHeader h);");
        code.Line("return status == SbeStatus.Ok ? Validate(frame[MessageHeader.Size..], h, out rest) : status;");
        code.Close();
        code.Blank();
        code.Summary("Walks the body of a frame: block, groups and data.");
        code.Open("public static SbeStatus Validate("
            + "ReadOnlySpan<byte> body, scoped in MessageHeader h, out ReadOnlySpan<byte> rest)");
        code.Line("rest = default;");
        code.Line("SbeStatus status = TryWrap(body, h, out "
            + (plan.HasParts ? name + " decoder" : "_") + ");");
        string length = EmitNumbers.Int("h.BlockLength", plan.Schema.Header.BlockLength);
        if (plan.HasParts)
        {
            string arguments = plan.IsVersioned ? "decoder.wireTail, decoder.wireVersion" : "decoder.wireTail";
            code.Line("return status == SbeStatus.Ok ? Walk(" + arguments + ", out rest) : status;");
        }
        else
        {
            code.Open("if (status == SbeStatus.Ok)");
            code.Line("rest = body[" + length + "..];");
            code.Close();
            code.Blank();
            code.Line("return status;");
        }

        code.Close();
    }
}
