using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The members that put groups and data. Each type hands out the next one with what is left of the frame; inside the
/// entries of a group it also carries how many entries every group around it still expects.
/// </summary>
internal sealed class PartEncoderEmitter
{
    /// <summary>Entries up to this are cleared one by one.</summary>
    private const int EntryBytesInline = 128;

    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly MessagePlan plan;

    internal PartEncoderEmitter(CodeWriter code, EmitContext context, MessagePlan plan)
    {
        this.code = code;
        this.context = context;
        this.plan = plan;
    }

    private Flavor Flavor => context.Flavor;

    /// <summary>The types that writing one part needs: what follows it, its writer and its entry.</summary>
    internal void Nested(PartPlan part)
    {
        if (part.Next != null)
        {
            code.Blank();
            code.Summary("What follows " + part.Name + " in the frame.");
            code.Open("public readonly ref struct " + part.AfterName);
            Tail(part.AfterName, part.Owner.Depth);
            TryPut(part.Next);
            code.Close();
        }

        if (part.Entry == null)
        {
            return;
        }

        code.Blank();
        if (part.Entry.IsFlat)
        {
            FlatWriter(part);
        }
        else
        {
            NestedWriter(part);
        }

        code.Blank();
        Entry(part);
    }

    /// <summary>Puts one part; what follows it is the way to the next one.</summary>
    internal void TryPut(PartPlan part)
    {
        code.Blank();
        if (part.Data != null)
        {
            TryPutData(part);
        }
        else
        {
            TryPutGroup(part);
        }
    }

    /// <summary>A count that the schema does not allow, the null value of its primitive among them.</summary>
    internal static string CountIsRefused(string count, SbeDimension dimension) =>
        count + " < " + CSharpTypes.Text(dimension.CountMin)
        + (dimension.CountMax < int.MaxValue ? " || " + count + " > " + CSharpTypes.Text(dimension.CountMax)
        : string.Empty);

    private static string Lefts(int depth, string prefix) =>
        string.Concat(Enumerable.Range(1, depth).Select(d => prefix + "left" + CSharpTypes.Text(d)));

    // The type that comes out of the last part of an entry is the writer of the entries: the next entry, or the end.
    private static string RestType(PartPlan part) =>
        !part.IsLast ? part.AfterName : part.Owner.Part == null ? "Span<byte>" : part.Owner.Part.WriterName;

    private static string Rest(PartPlan part, string span) =>
        part.IsLast && part.Owner.Part == null
            ? span
            : "new " + RestType(part) + "(" + span + Lefts(part.Owner.Depth, ", ") + ")";

    private void Tail(string name, int depth)
    {
        code.Line("private readonly Span<byte> wireTail;");
        Counters(depth);
        code.Blank();
        code.Open("internal " + name + "(Span<byte> tail" + Lefts(depth, ", int ") + ")");
        code.Line("wireTail = tail;");
        Assign(depth);
        code.Close();
    }

    private void Counters(int depth)
    {
        for (int d = 1; d <= depth; d++)
        {
            code.Line("private readonly int left" + CSharpTypes.Text(d) + ";");
        }
    }

    private void Assign(int depth)
    {
        for (int d = 1; d <= depth; d++)
        {
            string name = "left" + CSharpTypes.Text(d);
            code.Line("this." + name + " = " + name + ";");
        }
    }

    private void TryPutData(PartPlan part)
    {
        SbeData data = part.Data!;
        var length = (SbeEncodedType)data.Length.Type;
        ulong max = System.Math.Min(length.Max.Bits, CSharpTypes.UnsignedMax(length.Primitive));
        code.Summary(
            part.Description,
            "TruncatedData where the rest of the frame or the " + CSharpTypes.Text(max) + " bytes that its length can "
                + "count do not hold the value; nothing is cut");
        code.Open("public SbeStatus " + part.TryPut + "(scoped ReadOnlySpan<byte> value, out " + RestType(part)
            + " rest)");
        string width = CSharpTypes.Text(8 * SbePrimitives.Size(length.Primitive));
        code.Line("SbeStatus status = " + plan.Bytes + ".TryPutData" + width + "(");
        code.Indented("wireTail, " + CSharpTypes.Text(data.Length.Offset) + ", " + CSharpTypes.Text(data.Content.Offset)
            + ", " + CSharpTypes.Text(max) + ", value, out Span<byte> left);");
        code.Line("rest = " + Rest(part, "left") + ";");
        code.Line("return status;");
        code.Close();
    }

    private void TryPutGroup(PartPlan part)
    {
        BlockPlan entry = part.Entry!;
        SbeDimension dimension = part.Group!.Dimension;
        int size = dimension.Composite.EncodedLength;
        string entryBytes = CSharpTypes.Text(part.Group.BlockLength);
        code.Summary(
            part.Description,
            "Announces this many entries of " + part.Name
                + ". GroupTooLarge where the schema does not allow the count, TruncatedGroup where the frame is full");
        string rest = entry.IsFlat ? ", out " + RestType(part) + " rest" : string.Empty;
        code.Open("public SbeStatus " + part.TryPut + "(int count, out " + part.WriterName + " writer" + rest + ")");
        code.Line("writer = default;");
        if (entry.IsFlat)
        {
            code.Line("rest = default;");
        }

        code.Open("if (" + CountIsRefused("count", dimension) + ")");
        code.Line("return SbeStatus.GroupTooLarge;");
        code.Close();
        code.Blank();
        string total = entry.IsFlat
            ? "unchecked(" + CSharpTypes.Text(size) + " + ((long)count * " + entryBytes + "))" : CSharpTypes.Text(size);
        code.Open("if (wireTail.Length < " + total + ")");
        code.Line("return SbeStatus.TruncatedGroup;");
        code.Close();
        code.Blank();
        if (entry.IsFlat)
        {
            code.Line(part.Put + "(count, out writer, out rest);");
            code.Line("return SbeStatus.Ok;");
            code.Close();
            code.Blank();
            code.Line("// The count is allowed and the entries fit.");
            code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            code.Open("private void " + part.Put + "(int count, out " + part.WriterName + " writer" + rest + ")");
        }

        code.Line("wireTail[.." + CSharpTypes.Text(size) + "].Clear();");
        code.Line(Flavor.WriteBlock + " dimension = " + Flavor.Start("wireTail", CSharpTypes.Text(size)) + ";");
        code.Line(Write(dimension.BlockLength, entryBytes) + ";");
        string type = CSharpTypes.Keyword(EmitNumbers.Primitive(dimension.NumInGroup));
        code.Line(Write(dimension.NumInGroup, "unchecked((" + type + ")count)") + ";");
        Counts(part.Group);
        if (!entry.IsFlat)
        {
            code.Line("writer = new " + part.WriterName + "(wireTail[" + CSharpTypes.Text(size) + "..]"
                + Lefts(part.Owner.Depth, ", ") + ", count);");
        }
        else
        {
            string skip = Flavor.Skip("wireTail", CSharpTypes.Text(size));
            code.Line("int entriesBytes = unchecked(count * " + entryBytes + ");");
            code.Line("Span<byte> entries = " + skip + ";");
            code.Line("writer = new " + part.WriterName + "(entries[..entriesBytes], count);");
            code.Line("rest = " + Rest(part, Flavor.Skip("entries", "entriesBytes")) + ";");
            code.Close();
            return;
        }

        code.Line("return SbeStatus.Ok;");
        code.Close();
    }

    // The larger shape of the dimension also says how many groups and data fields each entry has.
    private void Counts(SbeGroup group)
    {
        foreach (SbeMember member in group.Dimension.Composite.Members)
        {
            int count = member.Name == "numGroups" ? group.Groups.Count
                : member.Name == "numVarDataFields" ? group.Data.Count : 0;
            if (count > 0 && EmitNumbers.IsSupported(member))
            {
                code.Line(Write(member, CSharpTypes.Text(count)) + ";");
            }
        }
    }

    private string Write(SbeMember member, string value) =>
        plan.Bytes + ".Write" + CSharpTypes.Reader(EmitNumbers.Primitive(member)) + "(" + Flavor.Pass("dimension")
            + ", "
        + CSharpTypes.Text(member.Offset) + ", " + value + ")";

    private void FlatWriter(PartPlan part)
    {
        string name = part.WriterName;
        string entry = part.Entry!.EncoderName;
        string entryBytes = CSharpTypes.Text(part.Group!.BlockLength);
        code.Summary("The announced entries of " + part.Name + ", all null or zero until they are written.");
        code.Open("public readonly ref struct " + name);
        code.Line("private readonly Span<byte> entries;");
        code.Blank();
        code.Open("internal " + name + "(Span<byte> entries, int count)");
        code.Lines("this.entries = entries;", "Count = count;");
        BlankEntries(part);
        code.Close();
        code.Blank();
        code.Line("public int Count { get; }");
        code.Blank();
        code.Summary("The entry at this index. One that was not announced is a mistake of the caller, and throws.");
        code.Open("public " + entry + " this[int index]");
        code.Open("get");
        code.Line("SbeBytes.CheckIndex(index, Count);");
        code.Line("return new " + entry + "(" + EntryAt("index", entryBytes) + ");");
        code.Close();
        code.Close();
        code.Close();
    }

    // Clearing a length that the compiler knows takes a store or two; one that it does not is a call.
    private void BlankEntries(PartPlan part)
    {
        int length = part.Group!.BlockLength;
        bool isShort = length > 0 && length <= EntryBytesInline;
        bool fills = NullImage.Writes(part.Entry!.Values).Count > 0;
        if (!isShort)
        {
            code.Line("entries.Clear();");
        }

        else
        {
            string bytes = CSharpTypes.Text(length);
            string start = Flavor.IsSafe
                ? "entries.Slice(at, " + bytes + ")"
                : "MemoryMarshal.CreateSpan(ref SbeBytes.At(ref MemoryMarshal.GetReference(entries), at), "
                    + bytes + ")";
            code.Open("for (int at = 0; at < entries.Length; at = unchecked(at + " + bytes + "))");
            code.Line(start + ".Clear();");
            code.Close();
            code.Blank();
        }

        if (fills)
        {
            code.Open("for (int i = 0; i < count; i++)");
            code.Line(part.Entry.EncoderName + ".Fill(" + EntryAt("i", CSharpTypes.Text(length)) + ");");
            code.Close();
        }
    }

    private string EntryAt(string index, string entryBytes)
    {
        string at = "unchecked(" + index + " * " + entryBytes + ")";
        return Flavor.IsSafe
            ? "entries.Slice(" + at + ", " + entryBytes + ")"
            : "ref SbeBytes.At(ref MemoryMarshal.GetReference(entries), " + at + ")";
    }

    private void NestedWriter(PartPlan part)
    {
        BlockPlan entry = part.Entry!;
        int depth = entry.Depth;
        string left = "left" + CSharpTypes.Text(depth);
        string entryBytes = CSharpTypes.Text(part.Group!.BlockLength);
        code.Summary(
            "The entries of " + part.Name + " that are still to come. The last part of an entry gives the writer "
                + "for the "
            + "next one.");
        code.Open("public readonly ref struct " + part.WriterName);
        Tail(part.WriterName, depth);
        code.Blank();
        code.Summary("Opens the next entry. GroupTooLarge behind the last one, TruncatedGroup where the frame is "
            + "full.");
        code.Open("public SbeStatus TryNext(out " + entry.EncoderName + " entry)");
        code.Line("entry = default;");
        code.Open("if (" + left + " == 0)");
        code.Line("return SbeStatus.GroupTooLarge;");
        code.Close();
        code.Blank();
        code.Open("if (wireTail.Length < " + entryBytes + ")");
        code.Line("return SbeStatus.TruncatedGroup;");
        code.Close();
        code.Blank();
        code.Line("wireTail[.." + entryBytes + "].Clear();");
        string block = Flavor.Start("wireTail", entryBytes);
        if (NullImage.Writes(entry.Values).Count > 0)
        {
            code.Line(entry.EncoderName + ".Fill(" + block + ");");
        }

        code.Line("entry = new " + entry.EncoderName + "(" + block + ", wireTail[" + entryBytes + "..]"
            + Lefts(depth - 1, ", ") + ", " + left + " - 1);");
        code.Line("return SbeStatus.Ok;");
        code.Close();
        code.Blank();
        code.Summary("Ends the group. TruncatedGroup where announced entries are missing.");
        code.Open("public SbeStatus TryEnd(out " + RestType(part) + " rest)");
        code.Line("rest = " + Rest(part, "wireTail") + ";");
        code.Line("return " + left + " == 0 ? SbeStatus.Ok : SbeStatus.TruncatedGroup;");
        code.Close();
        code.Close();
    }

    private void Entry(PartPlan part)
    {
        BlockPlan entry = part.Entry!;
        int depth = entry.IsFlat ? 0 : entry.Depth;
        var setters = new Setters(code, context, plan.Schema.ByteOrder);
        List<NullWrite> fills = NullImage.Writes(entry.Values);
        code.Summary("One entry of " + part.Name + " being written.");
        code.Open("public readonly ref struct " + entry.EncoderName);
        code.Line("private readonly " + Flavor.WriteBlock + " wireBlock;");
        string head = "internal " + entry.EncoderName + "(" + Flavor.WriteBlock + " block";
        if (entry.IsFlat)
        {
            code.Blank();
            code.Expression(head + ")", Flavor.Assign("wireBlock", "block"));
        }
        else
        {
            code.Line("private readonly Span<byte> wireTail;");
            Counters(depth);
            code.Blank();
            code.Open(head + ", Span<byte> tail" + Lefts(depth, ", int ") + ")");
            code.Lines(Flavor.Assign("wireBlock", "block") + ";", "wireTail = tail;");
            Assign(depth);
            code.Close();
        }

        setters.Properties(entry.Values);
        if (!entry.IsFlat)
        {
            TryPut(entry.Parts[0]);
        }

        if (fills.Count > 0)
        {
            setters.Fill(fills);
        }

        code.Close();
    }
}
