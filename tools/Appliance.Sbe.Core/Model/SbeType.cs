namespace Appliance.Sbe.Model;

/// <summary>What every type of a schema has: a name, a description, and the versions it exists in.</summary>
public abstract class SbeType
{
    /// <summary>Verbatim from the schema; empty for a type that was written in place without a name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The schema's words, trimmed; empty when it has none.</summary>
    public string Description { get; set; } = string.Empty;

    public string SemanticType { get; set; } = string.Empty;

    public int SinceVersion { get; set; }

    /// <summary>The version from which on nobody should use it, or null.</summary>
    public int? Deprecated { get; set; }

    public SourcePosition Position { get; set; }

    /// <summary>Bytes on the wire; 0 for a constant.</summary>
    public abstract int EncodedLength { get; }
}
