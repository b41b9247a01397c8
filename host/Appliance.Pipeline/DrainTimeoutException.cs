using System;

namespace Appliance.Pipeline;

/// <summary>An orderly stop that came to no end: names the stage that has something to do and does not do it.</summary>
public sealed class DrainTimeoutException : TimeoutException
{
    public DrainTimeoutException()
    {
    }

    public DrainTimeoutException(string message)
        : base(message)
    {
    }

    public DrainTimeoutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal DrainTimeoutException(StageRole stage, string message)
        : base(message) => Stage = stage;

    public StageRole Stage { get; }
}
