namespace Appliance.Sbe.Model;

/// <summary>One member of a composite: a type of its own, a nested one, or a reference to a named one.</summary>
public sealed class SbeMember
{
    /// <summary>The member's own name: for a ref the name of the ref, not that of what it refers to.</summary>
    public string Name { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public SbeType Type { get; set; } = null!;

    /// <summary>Bytes from the start of the composite; for a constant where the next member would start.</summary>
    public int Offset { get; set; }

    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    /// <summary>A constant given by valueRef: the value of an enum by name. Null otherwise.</summary>
    public SbeValidValue? ValueRef { get; set; }

    public SourcePosition Position { get; set; }
}
