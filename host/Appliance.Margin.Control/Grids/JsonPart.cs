using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Appliance.Margin.Control;

/// <summary>One JSON object and its path; every read that does not fit throws the one fault of the document.</summary>
internal readonly struct JsonPart
{
    private const int NameCharsMax = 64;
    private const int NoteCharsMax = 1024;

    private readonly JsonElement element;
    private readonly string path;

    public JsonPart(JsonElement element, string path)
    {
        this.element = element;
        this.path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new GridFaultException($"{(path.Length == 0 ? "document" : path)}: an object belongs here");
        }
    }

    public GridFaultException Fault(string member, string reason) => new($"{PathOf(member)}: {reason}");

    public bool Has(string member) => element.TryGetProperty(member, out _);

    public void AllowOnly(params ReadOnlySpan<string> members)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (members.IndexOf(property.Name) < 0)
            {
                throw Fault(property.Name, $"unknown member; known here: {string.Join(", ", members!)}");
            }
        }
    }

    public List<string> MemberNames(int countMax)
    {
        List<string> names = [];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            names.Add(property.Name);
        }

        return names.Count <= countMax
            ? names
            : throw new GridFaultException($"{path}: holds {names.Count} members, not 0..{countMax}");
    }

    public string Text(string member)
    {
        JsonElement value = Take(member);
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Fault(member, "text in quotes belongs here");
        }

        string text = value.GetString() ?? "";
        int charsMax = member == "note" ? NoteCharsMax : NameCharsMax;
        return text.Length > 0 && text.Length <= charsMax
            ? text
            : throw Fault(member, $"1 to {charsMax} characters belong here");
    }

    public int Whole(string member, int min, int max)
    {
        JsonElement value = Take(member);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int whole))
        {
            throw Fault(member, "a whole number belongs here");
        }

        return whole >= min && whole <= max ? whole : throw Fault(member, $"{whole} is not in {min}..{max}");
    }

    /// <summary>Index of the value among the choices; the first when the member is absent.</summary>
    public int Choice(string member, params ReadOnlySpan<string> choices)
    {
        if (!Has(member))
        {
            return 0;
        }

        string text = Text(member);
        int index = choices.IndexOf(text);
        return index >= 0 ? index : throw Fault(member, $"\"{text}\" is none of {string.Join(", ", choices!)}");
    }

    public JsonPart Object(string member) => new(Take(member), PathOf(member));

    public List<JsonPart> List(string member, int countMin, int countMax)
    {
        JsonElement list = Take(member);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Fault(member, "a list belongs here");
        }

        int count = list.GetArrayLength();
        if (count < countMin || count > countMax)
        {
            throw Fault(member, $"holds {count} entries, not {countMin}..{countMax}");
        }

        List<JsonPart> parts = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            parts.Add(new JsonPart(item, $"{PathOf(member)}[{parts.Count}]"));
        }

        return parts;
    }

    private JsonElement Take(string member) =>
        element.TryGetProperty(member, out JsonElement value) ? value : throw Fault(member, "is missing");

    private string PathOf(string member) => path.Length == 0 ? member : $"{path}.{member}";
}
