using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The members that open groups and data, and the types that force their order.</summary>
internal sealed class PartDecoderEmitter
{
    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly MessagePlan plan;

    internal PartDecoderEmitter(CodeWriter code, EmitContext context, MessagePlan plan)
    {
        this.code = code;
        this.context = context;
        this.plan = plan;
    }

    private string VersionParameter => plan.IsVersioned ? ", int version" : string.Empty;

    private string VersionArgument => plan.IsVersioned ? ", version" : string.Empty;

    /// <summary>The type behind one part that opens the next.</summary>
    internal void After(PartPlan part)
    {
        code.Summary("What follows " + part.Name + " in the frame.");
        code.Open("public readonly ref struct " + part.AfterName);
        code.Line("private readonly ReadOnlySpan<byte> wireTail;");
        if (plan.IsVersioned)
        {
            code.Line("private readonly int wireVersion;");
        }

        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        string head = "internal " + part.AfterName + "(ReadOnlySpan<byte> tail" + VersionParameter + ")";
        if (plan.IsVersioned)
        {
            code.Open(head);
            code.Lines("wireTail = tail;", "wireVersion = version;");
            code.Close();
        }
        else
        {
            code.Expression(head, "wireTail = tail");
        }

        TryGet(part.Next!);
        code.Close();
    }

    /// <summary>Opens one part; what follows it is the way to the next one.</summary>
    internal void TryGet(PartPlan part)
    {
        bool isGroup = part.Entry != null;
        string value = isGroup ? part.GroupName + " group" : "ReadOnlySpan<byte> value";
        string rest = part.IsLast ? "ReadOnlySpan<byte> rest" : part.AfterName + " rest";
        string inside = part.Entry is { IsFlat: false } ? " and all that is in them" : string.Empty;
        code.Blank();
        code.SummaryXml(
            CodeWriter.Escape(CodeWriter.Sentence(part.Description)) + (part.Description.Length > 0 ? " "
                : string.Empty)
            + "Opens " + (isGroup ? "the entries of " + part.Name + " and checks them" + inside : part.Name) + ". "
            + (part.Since > 0 ? "Empty before version " + CSharpTypes.Text(part.Since) + ". " : string.Empty)
            + "<paramref name=\"rest\"/> is what follows.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        string head = "public SbeStatus " + part.TryGet + "(out " + value + ", out " + rest + ")";
        string name = isGroup ? "group" : "value";
        if (part.IsLast)
        {
            code.Expression(head, Take(part, "wireTail", "wireVersion", name, "rest"));
            return;
        }

        code.Open(head);
        code.Line("SbeStatus status = " + Take(part, "wireTail", "wireVersion", name, "ReadOnlySpan<byte> left") + ";");
        code.Line("rest = new " + part.AfterName + "(left" + (plan.IsVersioned ? ", wireVersion" : string.Empty)
            + ");");
        code.Line("return status;");
        code.Close();
    }

    /// <summary>Walks all parts behind a block and checks everything inside them.</summary>
    internal void Walk(BlockPlan block)
    {
        code.Blank();
        code.Line("// Everything that follows the block, each part checked; rest is what follows the last one.");
        code.Open("internal static SbeStatus Walk(ReadOnlySpan<byte> tail" + VersionParameter
            + ", out ReadOnlySpan<byte> rest)");
        string from = "tail";
        foreach (PartPlan part in block.Parts)
        {
            string status = part.Index == 0 ? "SbeStatus status = " : "status = ";
            if (part.IsLast)
            {
                code.Line((part.Index == 0 ? "return " : "return status == SbeStatus.Ok ? ")
                    + Take(part, from, "version", "_", "rest") + (part.Index == 0 ? ";" : " : status;"));
                break;
            }

            code.Line(status + Take(part, from, "version", "_", "rest") + ";");
            from = "rest";
            if (part.Next is { IsLast: false })
            {
                code.Open("if (status != SbeStatus.Ok)");
                code.Line("return status;");
                code.Close();
                code.Blank();
            }
        }

        code.Close();
    }

    /// <summary>Takes one entry with all that follows its block off the front of the bytes.</summary>
    internal void TryTake(BlockPlan entry)
    {
        var arguments = new List<string> { context.Flavor.Start("from", "entryBytes"), "tail" };
        if (plan.IsVersioned)
        {
            arguments.Add("version");
        }

        // An entry whose first part is not there at all is a group that is cut short, whatever that part is.
        bool takesBytes = entry.Parts.Any(p => p.Since == 0);
        code.Blank();
        code.Line("// The enumerator asks again what the group has checked: the entries differ in length.");
        code.Open("internal static SbeStatus TryTake(ReadOnlySpan<byte> from, int entryBytes" + VersionParameter
            + ", out " + entry.DecoderName + " entry, out ReadOnlySpan<byte> rest)");
        code.Lines("entry = default;", "rest = default;");
        code.Open(takesBytes ? "if (from.Length < entryBytes || from.IsEmpty)" : "if (from.Length < entryBytes)");
        code.Line("return SbeStatus.TruncatedGroup;");
        code.Close();
        code.Blank();
        code.Line("ReadOnlySpan<byte> tail = from[entryBytes..];");
        code.Line("SbeStatus status = Walk(tail" + VersionArgument + ", out rest);");
        code.Open("if (status == SbeStatus.Ok)");
        code.Line("entry = new " + entry.DecoderName + "(" + string.Join(", ", arguments) + ");");
        code.Close();
        code.Blank();
        code.Line("return status;");
        code.Close();
    }

    private string Take(PartPlan part, string tail, string version, string value, string rest)
    {
        if (part.Entry != null)
        {
            return part.GroupName + ".TryWrap(" + tail + (plan.IsVersioned ? ", " + version : string.Empty)
                + ", out " + value + ", out " + rest + ")";
        }

        SbeData data = part.Data!;
        string width = CSharpTypes.Text(8 * SbePrimitives.Size(EmitNumbers.Primitive(data.Length)));
        string gate = part.Since == 0 ? string.Empty
            : version + " < " + CSharpTypes.Text(part.Since) + " ? SbeBytes.NoData(" + tail + ", out " + value
                + ", out " + rest + ") : ";
        // A declaration may stand once only, so the second branch of the gate names what the first one declared.
        string restAgain = gate.Length == 0 ? rest : rest.Substring(rest.LastIndexOf(' ') + 1);
        return gate + plan.Bytes + ".TryGetData" + width + "(" + tail + ", " + CSharpTypes.Text(data.Length.Offset)
            + ", " + CSharpTypes.Text(data.Content.Offset) + ", out " + value + ", out " + restAgain + ")";
    }
}
