namespace Appliance.Pipeline;

/// <summary>The parts of the pipeline, by name.</summary>
public enum StageRole
{
    /// <summary>All but the journal on one thread.</summary>
    Fused = 0,
    Ingest = 1,
    Machine = 2,
    Journal = 3,
    Publish = 4,
}
