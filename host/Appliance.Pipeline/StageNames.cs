namespace Appliance.Pipeline;

/// <summary>Stages as configuration, reports and thread names spell them.</summary>
public static class StageNames
{
    public static string Of(StageRole role) => role switch
    {
        StageRole.Fused => "fused",
        StageRole.Ingest => "ingest",
        StageRole.Machine => "machine",
        StageRole.Journal => "journal",
        _ => "publish",
    };
}
