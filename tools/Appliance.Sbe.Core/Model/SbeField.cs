namespace Appliance.Sbe.Model;

/// <summary>One field of a block: an encoded type, a composite, an enum or a set.</summary>
public sealed class SbeField
{
    public string Name { get; set; } = string.Empty;

    public int Id { get; set; }

    public string Description { get; set; } = string.Empty;

    public string SemanticType { get; set; } = string.Empty;

    /// <summary>The schema's words for what a time counts, for example nanosecond; metadata.</summary>
    public string TimeUnit { get; set; } = string.Empty;

    /// <summary>
    /// The type with the field's own presence applied: look at <see cref="Presence"/>, not at the type's.
    /// </summary>
    public SbeType Type { get; set; } = null!;

    public SbePresence Presence { get; set; }

    /// <summary>Bytes from the start of the block; for a constant where the next field would start.</summary>
    public int Offset { get; set; }

    /// <summary>Bytes in the block; 0 for a constant.</summary>
    public int EncodedLength { get; set; }

    /// <summary>The first version that has the field: its own where it says one, else its type's.</summary>
    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    /// <summary>A constant given by valueRef: the value of an enum by name. Null otherwise.</summary>
    public SbeValidValue? ValueRef { get; set; }

    /// <summary>
    /// The enum of <see cref="ValueRef"/>, which may differ from <see cref="Type"/> in a primitive field.
    /// </summary>
    public SbeEnum? ValueRefEnum { get; set; }

    public SourcePosition Position { get; set; }
}
