using Appliance.Sbe.Model;

namespace Appliance.Sbe.Reading;

/// <summary>An attribute without a namespace; its position is that of its name.</summary>
internal sealed class SchemaAttribute
{
    public SchemaAttribute(string name, string value, SourcePosition position)
    {
        Name = name;
        Value = value;
        Position = position;
    }

    public string Name { get; }

    public string Value { get; }

    public SourcePosition Position { get; }
}
