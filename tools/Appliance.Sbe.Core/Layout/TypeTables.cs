using System;
using System.Collections.Generic;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Layout;

/// <summary>The named types of some schemas: encodings, enums and sets with their values, composites.</summary>
internal sealed class TypeTables
{
    private readonly MarkdownWriter page;

    public TypeTables(MarkdownWriter page) => this.page = page;

    public void Write(IReadOnlyList<SbeSchema> schemas)
    {
        List<SbeType> types = Distinct(schemas);
        page.Heading(2, "Types");
        WritePlain(types);
        foreach (SbeType type in types)
        {
            switch (type)
            {
                case SbeEnum named:
                    WriteEnum(named);
                    break;
                case SbeSet set:
                    WriteSet(set);
                    break;
            }
        }
    }

    private void WritePlain(List<SbeType> types)
    {
        page.Table("type", "wire", "#bytes", "presence", "null", "since", "description");
        foreach (SbeType type in types)
        {
            SbePresence own = (type as SbeEncodedType)?.Presence ?? (type as SbeEnum)?.Presence ?? SbePresence.Required;
            SbePresence presence = LayoutWords.PresenceOf(type, own);
            page.Row(
                MarkdownWriter.Plain(type.Name),
                type is SbeComposite composite && LayoutWords.SoleMember(composite) is null
                    ? Members(composite) : LayoutWords.Wire(type),
                LayoutWords.Number(type.EncodedLength),
                presence == SbePresence.Constant ? LayoutWords.Constant(type, null) : Word(presence),
                LayoutWords.NullOf(type, presence),
                LayoutWords.Versions(type.SinceVersion, type.Deprecated),
                MarkdownWriter.Plain(type.Description));
        }
    }

    private void WriteEnum(SbeEnum type)
    {
        Head(type, "enum of " + SbePrimitives.Name(type.Primitive));
        page.Table("#value", "name", "since", "description");
        foreach (SbeValidValue value in type.Values)
        {
            page.Row(
                LayoutWords.Value(value.Value),
                MarkdownWriter.Plain(value.Name),
                LayoutWords.Versions(value.SinceVersion, value.Deprecated),
                MarkdownWriter.Plain(value.Description));
        }
    }

    private void WriteSet(SbeSet type)
    {
        Head(type, "set of " + SbePrimitives.Name(type.Primitive));
        page.Table("#bit", "name", "since", "description");
        foreach (SbeChoice choice in type.Choices)
        {
            page.Row(
                LayoutWords.Number(choice.Bit),
                MarkdownWriter.Plain(choice.Name),
                LayoutWords.Versions(choice.SinceVersion, choice.Deprecated),
                MarkdownWriter.Plain(choice.Description));
        }
    }

    private void Head(SbeType type, string kind)
    {
        page.Heading(3, MarkdownWriter.Plain(type.Name));
        string words = MarkdownWriter.Plain(type.Description);
        page.Paragraph(words.Length > 0 ? words + " (" + kind + ")" : "An " + kind);
    }

    // An included file is declared once, however many schemas include it.
    private static List<SbeType> Distinct(IReadOnlyList<SbeSchema> schemas)
    {
        HashSet<string> seen = new HashSet<string>(StringComparer.Ordinal);
        List<SbeType> types = new List<SbeType>();
        foreach (SbeSchema schema in schemas)
        {
            foreach (SbeType type in schema.Types)
            {
                if (seen.Add(type.Name + " " + type.Position))
                {
                    types.Add(type);
                }
            }
        }

        return types;
    }

    private static string Members(SbeComposite composite)
    {
        List<string> members = new List<string>();
        foreach (SbeMember member in composite.Members)
        {
            members.Add(
                member.Type.EncodedLength > 0
                    ? MarkdownWriter.Plain(member.Name) + " " + LayoutWords.Wire(member.Type) + " at "
                    + LayoutWords.Number(member.Offset)
                    : MarkdownWriter.Plain(member.Name) + " " + LayoutWords.Constant(member.Type, member.ValueRef));
        }

        return string.Join(", ", members);
    }

    private static string Word(SbePresence presence) => presence == SbePresence.Optional ? "optional" : "required";
}
