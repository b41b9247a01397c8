using System.Collections.Generic;
using System.Linq;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>
/// The header before every message: one struct a namespace, whatever order and widths the schema gives it.
/// </summary>
internal sealed class HeaderEmitter
{
    // Reserved in a codec, and what a header is made of.
    private static readonly string[] Fields =
    {
        "BlockLength", "TemplateId", "SchemaId", "FrameLength", "SchemaVersion",
    };

    private static readonly string[] OwnMembers = { "Size", "TryRead", "Write", "CheckBlock" };

    private readonly EmitContext context;
    private readonly SbeHeader header;
    private readonly SbeByteOrder order;
    private readonly List<KeyValuePair<string, SbeMember>> members = new List<KeyValuePair<string, SbeMember>>();

    internal HeaderEmitter(EmitContext context, SbeSchema schema)
    {
        this.context = context;
        header = schema.Header;
        order = schema.ByteOrder;
        var scope = new NameScope(
            MessagePlan.ReservedNames.Where(n => !Fields.Contains(n))
                .Concat(OwnMembers));
        Add("BlockLength", header.BlockLength, scope);
        Add("TemplateId", header.TemplateId, scope);
        Add("SchemaId", header.SchemaId, scope);
        Add("Version", header.Version, scope);
        HashSet<SbeMember> core = new HashSet<SbeMember>(members.Select(m => m.Value));
        if (header.NumGroups != null)
        {
            NumGroups = Add("NumGroups", header.NumGroups, scope);
            core.Add(header.NumGroups);
        }

        if (header.NumVarDataFields != null)
        {
            NumVarDataFields = Add("NumVarDataFields", header.NumVarDataFields, scope);
            core.Add(header.NumVarDataFields);
        }

        foreach (SbeMember member in header.Composite.Members)
        {
            bool isNumber = member.Type is SbeEncodedType
            {
                IsArray: false, Length: 1,
                Presence: not SbePresence.Constant
            };
            if (isNumber && !core.Contains(member))
            {
                Add(CSharpNames.Pascal(member.Name), member, scope);
            }
        }
    }

    /// <summary>The property that counts groups; empty where the header has none. Likewise for data.</summary>
    internal string NumGroups { get; } = string.Empty;

    internal string NumVarDataFields { get; } = string.Empty;

    /// <summary>Two schemas of one layout share the struct: everything that is read and written, in words.</summary>
    internal static string Layout(SbeSchema schema)
    {
        IEnumerable<string> words = schema.Header.Composite.Members.Select(
            m => m.Name + "@" + CSharpTypes.Text(m.Offset) + ":"
                + (m.Type is SbeEncodedType encoded ? SbePrimitives.Name(encoded.Primitive) : m.Type.Name));
        return schema.ByteOrder + " " + CSharpTypes.Text(schema.Header.Composite.EncodedLength) + " "
            + string.Join(" ", words);
    }

    internal string Emit()
    {
        CodeWriter code = context.NewFile();
        code.Summary(
            "The bytes before every block. Whatever they hold is taken as it is: only a decoder, which knows its own "
            + "schema, template and block, says whether they fit.");
        code.Open("public readonly struct MessageHeader");
        code.Summary("Bytes of the header itself.");
        code.Line("public const int Size = " + CSharpTypes.Text(header.Composite.EncodedLength) + ";");
        Constructor(code);
        foreach (KeyValuePair<string, SbeMember> member in members)
        {
            code.Blank();
            code.Summary(Description(member));
            bool isCore = member.Key is "BlockLength" or "TemplateId" or "SchemaId" or "Version";
            string access = isCore ? "get;" : "get; init;";
            code.Line("public " + TypeOf(member.Value) + " " + CSharpNames.Escape(member.Key) + " { " + access + " }");
        }

        TryRead(code);
        Write(code);
        CheckBlock(code);
        code.Close();
        return code.ToString();
    }

    private static SbePrimitive Primitive(SbeMember member) => ((SbeEncodedType)member.Type).Primitive;

    private static string TypeOf(SbeMember member) => CSharpTypes.Keyword(Primitive(member));

    private static string Description(KeyValuePair<string, SbeMember> member) =>
        member.Value.Description.Length > 0 ? member.Value.Description
        : member.Key == "BlockLength" ? "Bytes of the root block, groups and data excluded"
        : member.Key == "Version" ? "Version of the schema that the sender wrote with"
        : "The header's " + member.Value.Name;

    private string Add(string name, SbeMember member, NameScope scope)
    {
        string free = scope.Allocate(name);
        members.Add(new KeyValuePair<string, SbeMember>(free, member));
        return free;
    }

    private void Constructor(CodeWriter code)
    {
        string parameters = TypeOf(header.BlockLength) + " blockLength, " + TypeOf(header.TemplateId) + " templateId, "
            + TypeOf(header.SchemaId) + " schemaId, " + TypeOf(header.Version) + " version";
        code.Blank();
        code.Open("public MessageHeader(" + parameters + ")");
        code.Lines(
            "BlockLength = blockLength;", "TemplateId = templateId;", "SchemaId = schemaId;", "Version = version;");
        code.Close();
    }

    private string Read(SbeMember member) =>
        MessagePlan.BytesOf(order) + "." + CSharpTypes.Reader(Primitive(member)) + "(" + context.Flavor.Pass("start")
        + ", " + CSharpTypes.Text(member.Offset) + ")";

    private void TryRead(CodeWriter code)
    {
        code.Blank();
        code.SummaryXml(
            "Reads the header of a frame of any bytes; the body is what follows <see cref=\"Size\"/>. NeedMoreHeader "
            + "where the frame is shorter than that.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("public static SbeStatus TryRead(ReadOnlySpan<byte> frame, out MessageHeader header)");
        code.Open("if (frame.Length < Size)");
        code.Lines("header = default;", "return SbeStatus.NeedMoreHeader;");
        code.Close();
        code.Blank();
        code.Line(context.Flavor.ReadBlock + " start = " + context.Flavor.Start("frame", "Size") + ";");
        code.Line("header = new MessageHeader(");
        code.Indented(Read(header.BlockLength) + ",");
        code.Indented(Read(header.TemplateId) + ",");
        code.Indented(Read(header.SchemaId) + ",");
        code.Indented(Read(header.Version) + ")" + (members.Count == 4 ? ";" : string.Empty));
        if (members.Count > 4)
        {
            code.Line("{");
            foreach (KeyValuePair<string, SbeMember> member in members.Skip(4))
            {
                code.Indented(CSharpNames.Escape(member.Key) + " = " + Read(member.Value) + ",");
            }

            code.Line("};");
        }

        code.Line("return SbeStatus.Ok;");
        code.Close();
    }

    private void Write(CodeWriter code)
    {
        code.Blank();
        code.SummaryXml("Writes the header. A frame shorter than <see cref=\"Size\"/> throws: the caller has "
            + "checked it.");
        code.Open("public void Write(Span<byte> frame)");
        code.Line("frame[..Size].Clear();");
        code.Line(context.Flavor.WriteBlock + " start = " + context.Flavor.Start("frame", "Size") + ";");
        foreach (KeyValuePair<string, SbeMember> member in members)
        {
            code.Line(
                MessagePlan.BytesOf(order) + ".Write" + CSharpTypes.Reader(Primitive(member.Value)) + "("
                + context.Flavor.Pass("start") + ", " + CSharpTypes.Text(member.Value.Offset) + ", "
                + CSharpNames.Escape(member.Key) + ");");
        }

        code.Close();
    }

    private static void CheckBlock(CodeWriter code)
    {
        code.Blank();
        code.Summary(
            "Is the announced block long enough to be read, and there? A longer block of a newer version passes; its "
            + "tail is never looked at.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        code.Open("public SbeStatus CheckBlock(int blockBytesMin, int bodyBytes)");
        code.Open("if (BlockLength < blockBytesMin)");
        code.Line("return SbeStatus.BlockTooShort;");
        code.Close();
        code.Blank();
        code.Line("return bodyBytes < BlockLength ? SbeStatus.TruncatedBlock : SbeStatus.Ok;");
        code.Close();
    }
}
