namespace Appliance.Sbe.Model;

/// <summary>One named bit of a set; bit 0 is the least significant.</summary>
public sealed class SbeChoice
{
    public string Name { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public int Bit { get; set; }

    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    public SourcePosition Position { get; set; }
}
