using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>
/// An element of a schema file, known by its local name; its position is that of its opening bracket.
/// </summary>
internal sealed class SchemaElement
{
    private readonly StringBuilder text = new StringBuilder();

    public SchemaElement(string name, SourcePosition position)
    {
        Name = name;
        Position = position;
    }

    public string Name { get; }

    public SourcePosition Position { get; }

    public List<SchemaAttribute> Attributes { get; } = new List<SchemaAttribute>();

    public List<SchemaElement> Children { get; } = new List<SchemaElement>();

    /// <summary>The characters directly inside, untrimmed.</summary>
    public string RawText => text.ToString();

    public string Text => text.ToString().Trim();

    public void AddText(string more) => text.Append(more);

    public SchemaAttribute? Find(string name) =>
        Attributes.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal));

    /// <summary>Where to point for an attribute: at it, or at the element when it is not written.</summary>
    public SourcePosition At(string attribute) => Find(attribute)?.Position ?? Position;

    /// <summary>Says the same, descriptions apart.</summary>
    public bool Means(SchemaElement other) =>
        Name == other.Name && Text == other.Text && Attributes.All(a => other.Has(a)) && other.Attributes.All(Has)
        && Children.Count == other.Children.Count
        && Children.Zip(other.Children, (a, b) => a.Means(b)).All(same => same);

    private bool Has(SchemaAttribute attribute) =>
        attribute.Name == "description" || Find(attribute.Name)?.Value == attribute.Value;
}
