namespace Appliance.Sbe.Model;

/// <summary>The composite before the entries of a group, read by the names of its members.</summary>
public sealed class SbeDimension
{
    public SbeComposite Composite { get; set; } = null!;

    public SbeMember BlockLength { get; set; } = null!;

    public SbeMember NumInGroup { get; set; } = null!;

    /// <summary>
    /// The least and greatest count the schema allows: minValue and maxValue of numInGroup, or the primitive's.
    /// </summary>
    public ulong CountMin { get; set; }

    public ulong CountMax { get; set; }
}
