namespace Appliance.Sbe.Model;

/// <summary>One named value of an enum.</summary>
public sealed class SbeValidValue
{
    public string Name { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public SbeValue Value { get; set; }

    public int SinceVersion { get; set; }

    public int? Deprecated { get; set; }

    public SourcePosition Position { get; set; }
}
