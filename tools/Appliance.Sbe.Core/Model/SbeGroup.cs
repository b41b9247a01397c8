namespace Appliance.Sbe.Model;

/// <summary>
/// A repeating group: a dimension, then that many entries, each a block with its own groups and data.
/// </summary>
public sealed class SbeGroup : SbeBlock
{
    public SbeDimension Dimension { get; set; } = null!;
}
