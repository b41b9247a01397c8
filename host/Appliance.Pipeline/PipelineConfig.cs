using Appliance.Core;

namespace Appliance.Pipeline;

/// <summary>Sizes, threads and manners of a pipeline.</summary>
public sealed record PipelineConfig
{
    /// <summary>Slots of the input ring, a power of two.</summary>
    public int RingSlots { get; init; } = 1 << 12;

    /// <summary>Events a stage takes in one turn.</summary>
    public int BatchMax { get; init; } = Limits.BatchMax;

    /// <summary>Publishing waits for the journal.</summary>
    public bool WaitForJournal { get; init; } = true;

    /// <summary>Null: whatever finds the ring full waits, the source is read no further, nothing is lost.</summary>
    public BackPressurePolicy? BackPressure { get; init; }

    public StageSettings Fused { get; init; } = new();

    public StageSettings Ingest { get; init; } = new();

    public StageSettings Machine { get; init; } = new();

    public StageSettings Journal { get; init; } = new(IdleKind.Sleep);

    public StageSettings Publish { get; init; } = new();

    /// <summary>A stage that stays in one turn that long has failed; 0 never says so.</summary>
    public int StallMs { get; init; } = 30_000;

    /// <summary>An orderly stop gives up when no stage moved for that long.</summary>
    public int DrainMs { get; init; } = 30_000;

    /// <summary>How long a fenced appliance goes on refusing orders before it ends.</summary>
    public int FenceMs { get; init; } = 1_000;

    public StageSettings this[StageRole role] => role switch
    {
        StageRole.Fused => Fused,
        StageRole.Ingest => Ingest,
        StageRole.Machine => Machine,
        StageRole.Journal => Journal,
        _ => Publish,
    };

    /// <summary>The same with every stage waiting one way.</summary>
    public PipelineConfig Waiting(IdleKind wait) => this with
    {
        Fused = Fused with { Wait = wait },
        Ingest = Ingest with { Wait = wait },
        Machine = Machine with { Wait = wait },
        Journal = Journal with { Wait = wait },
        Publish = Publish with { Wait = wait },
    };
}
