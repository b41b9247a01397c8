using System;

namespace Appliance.Pipeline;

/// <summary>
/// A stage died or stood still. The appliance was fenced: orders were refused, cancels passed, nothing undecided went
/// out. The process ends with 70; what made the stage fail is the inner exception.
/// </summary>
public sealed class StageFailedException : Exception
{
    public StageFailedException()
    {
    }

    public StageFailedException(string message)
        : base(message)
    {
    }

    public StageFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal StageFailedException(StageRole stage, Exception fault)
        : base($"stage {StageNames.Of(stage)} failed: {Words(fault)}", fault) => Stage = stage;

    public StageRole Stage { get; }

    private static string Words(Exception fault) =>
        fault is Core.CheckFailedException or TimeoutException
            ? fault.Message
            : $"{fault.GetType().Name}: {fault.Message}";
}
