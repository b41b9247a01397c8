using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Layout;

/// <summary>The byte tables of the messages of one schema.</summary>
internal sealed class MessageTables
{
    private readonly MarkdownWriter page;

    public MessageTables(MarkdownWriter page) => this.page = page;

    public void Write(SbeSchema schema)
    {
        string name = schema.Package.Length > 0 ? schema.Package : System.IO.Path.GetFileName(schema.File);
        page.Heading(2, MarkdownWriter.Plain(name));
        page.Paragraph(MarkdownWriter.Plain(schema.Description));
        string order = schema.ByteOrder == SbeByteOrder.BigEndian ? "big-endian" : "little-endian";
        page.Paragraph(
            "Schema id " + LayoutWords.Number(schema.Id) + ", version " + LayoutWords.Number(schema.Version) + ", "
            + order + ". Every frame begins with " + Composite(schema.Header.Composite) + ".");
        page.Table("#template", "message", "#block bytes", "followed by", "since", "FIX", "description");
        foreach (SbeMessage message in schema.Messages)
        {
            page.Row(
                LayoutWords.Number(message.Id),
                MarkdownWriter.Plain(message.Name),
                LayoutWords.Number(message.BlockLength),
                Tail(message),
                LayoutWords.Versions(message.SinceVersion, message.Deprecated),
                MarkdownWriter.Plain(message.SemanticType),
                MarkdownWriter.Plain(message.Description));
        }

        foreach (SbeMessage message in schema.Messages)
        {
            Write(message, schema.Header.Composite.EncodedLength);
        }
    }

    private void Write(SbeMessage message, int headerBytes)
    {
        page.Heading(3, MarkdownWriter.Plain(message.Name) + " (" + LayoutWords.Number(message.Id) + ")");
        page.Paragraph(MarkdownWriter.Plain(message.Description));
        string frame = LayoutWords.Number(headerBytes + message.BlockLength);
        page.Paragraph(
            message.Groups.Count + message.Data.Count > 0
                ? "Block of " + LayoutWords.Number(message.BlockLength) + " bytes, then " + Tail(message) + "."
                : "Block of " + LayoutWords.Number(message.BlockLength) + " bytes, frame of " + frame + ".");
        WriteFields(message);
        WriteTail(message, string.Empty);
    }

    private void WriteTail(SbeBlock block, string path)
    {
        foreach (SbeGroup group in block.Groups)
        {
            string name = path + MarkdownWriter.Plain(group.Name);
            SbeDimension dimension = group.Dimension;
            page.Paragraph(
                "**Group " + name + "** (" + LayoutWords.Number(group.Id) + ", since "
                + LayoutWords.Versions(group.SinceVersion, group.Deprecated) + "): dimension of "
                + Composite(dimension.Composite) + "; at most "
                + dimension.CountMax.ToString(System.Globalization.CultureInfo.InvariantCulture) + " entries of "
                + LayoutWords.Number(group.BlockLength) + " bytes"
                + (group.Groups.Count + group.Data.Count > 0 ? ", each followed by " + Tail(group) : string.Empty)
                + Ending(group.Description));
            WriteFields(group);
            WriteTail(group, name + ".");
        }

        foreach (SbeData data in block.Data)
        {
            SbeEncodedType content = (SbeEncodedType)data.Content.Type;
            string encoding = content.CharacterEncoding.Length > 0
                ? ", " + MarkdownWriter.Plain(content.CharacterEncoding) : string.Empty;
            page.Paragraph(
                "**Data " + path + MarkdownWriter.Plain(data.Name) + "** (" + LayoutWords.Number(data.Id) + ", since "
                + LayoutWords.Versions(data.SinceVersion, data.Deprecated) + "): length "
                + LayoutWords.Wire(data.Length.Type) + " at +" + LayoutWords.Number(data.Length.Offset)
                + ", that many bytes (" + SbePrimitives.Name(content.Primitive) + encoding + ") from +"
                + LayoutWords.Number(data.Content.Offset) + Ending(data.Description));
        }
    }

    private void WriteFields(SbeBlock block)
    {
        if (block.Fields.Count == 0)
        {
            return;
        }

        page.Table("#offset", "#bytes", "field", "#id", "type", "presence", "null", "since", "description");
        int end = 0;
        List<SbeField> fields = new List<SbeField>(block.Fields);
        SortByOffset(fields);
        foreach (SbeField field in fields)
        {
            Padding(end, field.EncodedLength > 0 ? field.Offset : end);
            WriteField(field);
            end = field.EncodedLength > 0 ? field.Offset + field.EncodedLength : end;
        }

        Padding(end, block.BlockLength);
    }

    private void WriteField(SbeField field)
    {
        bool isConstant = field.Presence == SbePresence.Constant;
        SbePresence presence = LayoutWords.PresenceOf(field.Type, field.Presence);
        string type = field.ValueRefEnum is { } named ? LayoutWords.TypeOf(named) : LayoutWords.TypeOf(field.Type);
        page.Row(
            isConstant ? string.Empty : LayoutWords.Number(field.Offset),
            isConstant ? string.Empty : LayoutWords.Number(field.EncodedLength),
            MarkdownWriter.Plain(field.Name),
            LayoutWords.Number(field.Id),
            type,
            isConstant ? LayoutWords.Constant(field.Type, field.ValueRef) : Word(presence),
            LayoutWords.NullOf(field.Type, presence),
            LayoutWords.Versions(field.SinceVersion, field.Deprecated),
            LayoutWords.Description(field.Description, field.TimeUnit));
        if (field.Type is SbeComposite composite && LayoutWords.SoleMember(composite) is null)
        {
            WriteMembers(composite, field.Offset, "." + MarkdownWriter.Plain(field.Name));
        }
    }

    private void WriteMembers(SbeComposite composite, int start, string path)
    {
        foreach (SbeMember member in composite.Members)
        {
            SbeEncodedType? encoded = member.Type as SbeEncodedType;
            bool isConstant = encoded?.Presence == SbePresence.Constant || member.ValueRef is not null;
            SbePresence own = encoded?.Presence ?? (member.Type as SbeEnum)?.Presence ?? SbePresence.Required;
            SbePresence presence = LayoutWords.PresenceOf(member.Type, own);
            string name = path + "." + MarkdownWriter.Plain(member.Name);
            page.Row(
                isConstant ? string.Empty : LayoutWords.Number(start + member.Offset),
                isConstant ? string.Empty : LayoutWords.Number(member.Type.EncodedLength),
                name.Substring(1),
                string.Empty,
                LayoutWords.TypeOf(member.Type),
                isConstant ? LayoutWords.Constant(member.Type, member.ValueRef) : Word(presence),
                LayoutWords.NullOf(member.Type, presence),
                LayoutWords.Versions(member.SinceVersion, member.Deprecated),
                MarkdownWriter.Plain(member.Description));
            if (member.Type is SbeComposite nested && LayoutWords.SoleMember(nested) is null)
            {
                WriteMembers(nested, start + member.Offset, name);
            }
        }
    }

    private void Padding(int from, int to)
    {
        if (from < to)
        {
            string bytes = LayoutWords.Number(to - from);
            page.Row(LayoutWords.Number(from), bytes, "*padding*", "", "", "", "", "", "zeros");
        }
    }

    // By offset, and as the schema has them where offsets are equal: constants take no bytes.
    private static void SortByOffset(List<SbeField> fields)
    {
        List<SbeField> inOrder = new List<SbeField>(fields);
        fields.Sort((a, b) =>
        {
            int byOffset = a.Offset.CompareTo(b.Offset);
            return byOffset != 0 ? byOffset : inOrder.IndexOf(a).CompareTo(inOrder.IndexOf(b));
        });
    }

    private static string Tail(SbeBlock block)
    {
        List<string> names = new List<string>();
        foreach (SbeGroup group in block.Groups)
        {
            names.Add("group " + MarkdownWriter.Plain(group.Name));
        }

        foreach (SbeData data in block.Data)
        {
            names.Add("data " + MarkdownWriter.Plain(data.Name));
        }

        return string.Join(", ", names);
    }

    private static string Composite(SbeComposite composite)
    {
        List<string> members = new List<string>();
        foreach (SbeMember member in composite.Members)
        {
            if (member.Type.EncodedLength > 0)
            {
                members.Add(
                    MarkdownWriter.Plain(member.Name) + " " + LayoutWords.Wire(member.Type) + " at "
                    + LayoutWords.Number(member.Offset));
            }
        }

        return LayoutWords.Number(composite.EncodedLength) + " bytes (" + string.Join(", ", members) + ")";
    }

    private static string Ending(string description) =>
        description.Length == 0 ? "." : ": " + MarkdownWriter.Plain(description).TrimEnd('.') + ".";

    private static string Word(SbePresence presence) => presence == SbePresence.Optional ? "optional" : "required";
}
