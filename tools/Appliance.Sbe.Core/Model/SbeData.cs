namespace Appliance.Sbe.Model;

/// <summary>Variable-length data: a length and that many bytes.</summary>
public sealed class SbeData
{
    public string Name { get; set; } = string.Empty;

    public int Id { get; set; }

    public string Description { get; set; } = string.Empty;

    public string SemanticType { get; set; } = string.Empty;

    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    public SbeComposite Composite { get; set; } = null!;

    /// <summary>The length member: uint8, uint16 or uint32, its own maxValue applied.</summary>
    public SbeMember Length { get; set; } = null!;

    /// <summary>The member named varData or data; its offset is where the bytes start.</summary>
    public SbeMember Content { get; set; } = null!;

    public SourcePosition Position { get; set; }
}
