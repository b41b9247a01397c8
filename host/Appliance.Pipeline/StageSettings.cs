namespace Appliance.Pipeline;

/// <summary>The thread of one stage: how it waits and where it runs.</summary>
/// <param name="Wait">When there is nothing to do.</param>
/// <param name="Core">The one core it may run on; -1 leaves that to the system.</param>
public readonly record struct StageSettings(IdleKind Wait = IdleKind.Yield, int Core = -1)
{
    /// <summary>Not pinned.</summary>
    public const int AnyCore = -1;

    /// <summary>Yields, not pinned.</summary>
    public StageSettings()
        : this(IdleKind.Yield)
    {
    }

    public bool IsPinned => Core >= 0;

    /// <summary>Whether it keeps its core busy while it has nothing to do.</summary>
    public bool IsSpinning(StageRole role) =>
        Wait == IdleKind.Spin || (Wait == IdleKind.Hybrid && role is StageRole.Machine or StageRole.Fused);
}
