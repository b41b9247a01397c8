namespace Appliance.Sbe.Model;

/// <summary>
/// The composite before every message, read by the names of its members whatever their order and width.
/// </summary>
public sealed class SbeHeader
{
    public SbeComposite Composite { get; set; } = null!;

    public SbeMember BlockLength { get; set; } = null!;

    public SbeMember TemplateId { get; set; } = null!;

    public SbeMember SchemaId { get; set; } = null!;

    public SbeMember Version { get; set; } = null!;

    /// <summary>Counts of top-level groups and data fields, where the header carries them.</summary>
    public SbeMember? NumGroups { get; set; }

    public SbeMember? NumVarDataFields { get; set; }
}
