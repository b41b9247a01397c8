using System.Collections.Generic;

namespace Appliance.Sbe.Model;

/// <summary>A whole schema, checked and resolved: every reference followed, every offset computed.</summary>
public sealed class SbeSchema
{
    /// <summary>The file that holds the messageSchema element.</summary>
    public string File { get; set; } = string.Empty;

    /// <summary>Verbatim, with whatever spaces, dots and dashes it has; empty when the schema has none.</summary>
    public string Package { get; set; } = string.Empty;

    public int Id { get; set; }

    public int Version { get; set; }

    public string SemanticVersion { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public SbeByteOrder ByteOrder { get; set; }

    public SbeHeader Header { get; set; } = null!;

    /// <summary>Named types in the order of the schema, included files where they are included.</summary>
    public List<SbeType> Types { get; } = new List<SbeType>();

    public List<SbeMessage> Messages { get; } = new List<SbeMessage>();
}
