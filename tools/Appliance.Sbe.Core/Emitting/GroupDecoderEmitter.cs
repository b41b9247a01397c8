using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>The entries of one group: the check of all of them, and the enumerator that checks nothing again.</summary>
internal sealed class GroupDecoderEmitter
{
    private readonly CodeWriter code;
    private readonly EmitContext context;
    private readonly MessagePlan plan;
    private readonly PartPlan part;
    private readonly BlockPlan entry;
    private readonly SbeDimension dimension;

    internal GroupDecoderEmitter(CodeWriter code, EmitContext context, MessagePlan plan, PartPlan part)
    {
        this.code = code;
        this.context = context;
        this.plan = plan;
        this.part = part;
        entry = part.Entry!;
        dimension = part.Group!.Dimension;
    }

    private Flavor Flavor => context.Flavor;

    private string VersionParameter => plan.IsVersioned ? ", int version" : string.Empty;

    private string VersionArgument => plan.IsVersioned ? ", version" : string.Empty;

    private string WireVersion => plan.IsVersioned ? ", wireVersion" : string.Empty;

    private bool MayHaveEmptyEntries => entry.MinBlockLengths()[0].Value == 0;

    // What a group and its enumerator keep of the entries: a block of equal entries, or all bytes of unequal ones.
    private string Entries => entry.IsFlat ? Flavor.ReadBlock : "ReadOnlySpan<byte>";

    internal void Emit()
    {
        string name = part.GroupName;
        string each = entry.IsFlat
            ? "The entries of " + part.Name + ", in the order of the frame. foreach walks them; nothing is checked "
            + "again."
            : "The entries of " + part.Name + ", in the order of the frame. foreach walks them; nothing in them can "
            + "fail "
                + "any more.";
        code.Summary(part.Description, each);
        code.Open("public readonly ref struct " + name);
        Constants();
        code.Blank();
        Fields(name);
        code.Blank();
        code.Expression("public int Count", "unchecked((int)(shape >> 32))");
        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Expression(
            "public Enumerator GetEnumerator()",
            "new(" + Pass("entries") + ", unchecked((int)(uint)shape), Count" + WireVersion + ")");
        DecoderEmitter.MinBlockLength(code, entry);
        TryWrap(name);
        code.Blank();
        if (entry.IsFlat)
        {
            FlatEnumerator();
        }
        else
        {
            NestedEnumerator();
        }

        code.Close();
    }

    // Length and count in one number: every field less is a register less where the group is opened and walked.
    private void Fields(string name)
    {
        code.Line("private readonly " + Entries + " entries;");
        code.Line("private readonly ulong shape;");
        if (plan.IsVersioned)
        {
            code.Line("private readonly int wireVersion;");
        }

        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("private " + name + "(" + Entries + " entries, uint entryBytes, uint count" + VersionParameter + ")");
        code.Line(Assign("this.entries", "entries") + ";");
        code.Line("shape = ((ulong)count << 32) | entryBytes;");
        if (plan.IsVersioned)
        {
            code.Line("wireVersion = version;");
        }

        code.Close();
    }

    private string Assign(string field, string parameter) =>
        entry.IsFlat ? Flavor.Assign(field, parameter) : field + " = " + parameter;

    private string Pass(string name) => entry.IsFlat ? Flavor.Pass(name) : name;

    private void Constants()
    {
        code.Summary("Bytes of an entry's block as this version writes it; a newer sender's may be longer.");
        code.Line("public const " + CSharpTypes.Keyword(EmitNumbers.Primitive(dimension.BlockLength))
            + " BlockLength = " + CSharpTypes.Text(part.Group!.BlockLength) + ";");
        code.Blank();
        code.Summary("Entries that one group may hold.");
        code.Line("public const " + CSharpTypes.Keyword(EmitNumbers.Primitive(dimension.NumInGroup)) + " CountMax = "
            + CSharpTypes.Text(dimension.CountMax) + ";");
    }

    private void TryWrap(string name)
    {
        string size = CSharpTypes.Text(dimension.Composite.EncodedLength);
        code.Blank();
        if (entry.IsFlat)
        {
            code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        }

        code.Open("internal static SbeStatus TryWrap(ReadOnlySpan<byte> tail" + VersionParameter + ", out " + name
            + " group, out ReadOnlySpan<byte> rest)");
        if (part.Since > 0)
        {
            code.Open("if (version < " + CSharpTypes.Text(part.Since) + ")");
            code.Lines("group = default;", "rest = tail;", "return SbeStatus.Ok;");
            code.Close();
            code.Blank();
        }

        Refuse("tail.Length < " + size, "TruncatedGroup");
        code.Line(Flavor.ReadBlock + " dimension = " + Flavor.Start("tail", size) + ";");
        code.Line("uint entryBytes = " + EmitNumbers.Read(plan, context, dimension.BlockLength, "dimension") + ";");
        code.Line("uint count = " + EmitNumbers.Read(plan, context, dimension.NumInGroup, "dimension") + ";");
        code.Line("ulong bytes = unchecked((ulong)entryBytes * count);");
        CheckLimits();
        if (entry.MinBlockLengths()[entry.MinBlockLengths().Count - 1].Value > 0)
        {
            string version = plan.IsVersioned ? "version" : "0";
            Refuse("entryBytes < MinBlockLength(" + version + ") && count > 0", "BlockTooShort");
        }

        Refuse("bytes > unchecked((uint)(tail.Length - " + size + "))", "TruncatedGroup");
        if (entry.IsFlat)
        {
            FlatEnd(name, size);
        }
        else
        {
            NestedEnd(name, size);
        }

        code.Close();
    }

    private void CheckLimits()
    {
        var conditions = new List<string>();
        if (dimension.CountMin > 0)
        {
            conditions.Add("count < " + CSharpTypes.Text(dimension.CountMin));
        }

        if (EmitNumbers.CountLimit(dimension) is { } limit)
        {
            conditions.Add("count > " + CSharpTypes.Text(limit));
        }

        // Entries without a byte cost the sender nothing and us a turn of the loop each.
        if (entry.IsFlat && MayHaveEmptyEntries)
        {
            conditions.Add("(entryBytes == 0 && count > SbeBytes.EmptyEntriesMax)");
        }

        if (conditions.Count > 0)
        {
            Refuse(string.Join(" || ", conditions), "GroupTooLarge");
        }
    }

    private void Refuse(string condition, string status)
    {
        code.Open("if (" + condition + ")");
        code.Lines("group = default;", "rest = default;", "return SbeStatus." + status + ";");
        code.Close();
        code.Blank();
    }

    private void FlatEnd(string name, string size)
    {
        string first = Flavor.IsSafe
            ? "tail.Slice(" + size + ", (int)bytes)"
            : "ref SbeBytes.At(ref dimension, " + size + ")";
        code.Line("rest = " + Flavor.Skip("tail", "unchecked(" + size + " + (int)bytes)") + ";");
        code.Line("group = count == 0");
        code.Indented("? default");
        code.Indented(": new " + name + "(" + first + ", entryBytes, count" + VersionArgument + ");");
        code.Line("return SbeStatus.Ok;");
    }

    private void NestedEnd(string name, string size)
    {
        code.Line("ReadOnlySpan<byte> entries = tail[" + size + "..];");
        code.Line("ReadOnlySpan<byte> left = entries;");
        code.Open("for (uint i = 0; i < count; i++)");
        code.Line("SbeStatus status = " + entry.DecoderName + ".TryTake(left, unchecked((int)entryBytes)"
            + VersionArgument
            + ", out _, out ReadOnlySpan<byte> next);");
        code.Open("if (status != SbeStatus.Ok)");
        code.Lines("group = default;", "rest = default;", "return status;");
        code.Close();
        code.Blank();
        if (MayHaveEmptyEntries && entry.Parts.TrueForAll(p => p.Since > 0))
        {
            Refuse("next.Length == left.Length && count > SbeBytes.EmptyEntriesMax", "GroupTooLarge");
        }

        code.Line("left = next;");
        code.Close();
        code.Blank();
        code.Line("rest = left;");
        code.Line("group = count == 0");
        code.Indented("? default");
        code.Indented(": new " + name + "(entries[..^left.Length], entryBytes, count" + VersionArgument + ");");
        code.Line("return SbeStatus.Ok;");
    }

    private void FlatEnumerator()
    {
        string version = plan.IsVersioned ? ", wireVersion" : string.Empty;
        code.Summary("Walks the entries. No reference is formed before the first entry or behind the last.");
        code.Open("public ref struct Enumerator");
        string offset = Flavor.IsSafe ? "int" : "nint";
        code.Line("private readonly " + offset + " entryBytes;");
        if (plan.IsVersioned)
        {
            code.Line("private readonly int wireVersion;");
        }

        code.Line("private " + Flavor.ReadBlock + " current;");
        code.Line("private " + offset + " step;");
        code.Line("private int left;");
        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("internal Enumerator(" + Flavor.ReadBlock + " entries, int entryBytes, int count" + VersionParameter
            + ")");
        code.Line(Flavor.Assign("current", "entries") + ";");
        code.Lines("this.entryBytes = entryBytes;", "left = count;");
        if (plan.IsVersioned)
        {
            code.Line("wireVersion = version;");
        }

        code.Close();
        code.Blank();
        code.Summary("The entry reached; there is none before the first MoveNext.");
        string block = Flavor.IsSafe ? "current[..entryBytes]" : "ref current";
        code.Expression("public readonly " + entry.DecoderName + " Current", "new(" + block + version + ")");
        code.Blank();
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("public bool MoveNext()");
        code.Open("if (left == 0)");
        code.Line("return false;");
        code.Close();
        code.Blank();
        code.Line("left = unchecked(left - 1);");
        code.Line(Flavor.IsSafe ? "current = current[step..];" : "current = ref SbeBytes.At(ref current, step);");
        code.Lines("step = entryBytes;", "return true;");
        code.Close();
        code.Close();
    }

    private void NestedEnumerator()
    {
        code.Summary("Walks the entries, which differ in length.");
        code.Open("public ref struct Enumerator");
        code.Lines("private readonly int entryBytes;");
        if (plan.IsVersioned)
        {
            code.Line("private readonly int wireVersion;");
        }

        code.Lines("private ReadOnlySpan<byte> bytes;", "private int left;");
        code.Line("private " + entry.DecoderName + " current;");
        code.Blank();
        code.Open("internal Enumerator(ReadOnlySpan<byte> entries, int entryBytes, int count" + VersionParameter + ")");
        code.Lines("bytes = entries;", "this.entryBytes = entryBytes;", "left = count;");
        if (plan.IsVersioned)
        {
            code.Line("wireVersion = version;");
        }

        code.Close();
        code.Blank();
        code.Summary("The entry reached; there is none before the first MoveNext.");
        code.Expression("public readonly " + entry.DecoderName + " Current", "current");
        code.Blank();
        code.Lines("// Bytes that somebody changed since the group was opened end the walk; they never lead out of "
            + "it.");
        code.Open("public bool MoveNext()");
        code.Open("if (left == 0)");
        code.Line("return false;");
        code.Close();
        code.Blank();
        code.Line("SbeStatus status = " + entry.DecoderName + ".TryTake(bytes, entryBytes" + WireVersion
            + ", out current, out bytes);");
        code.Line("left = status == SbeStatus.Ok ? left - 1 : 0;");
        code.Line("return status == SbeStatus.Ok;");
        code.Close();
        code.Close();
    }
}
