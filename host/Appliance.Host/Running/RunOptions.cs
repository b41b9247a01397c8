using System;

namespace Appliance.Host.Running;

/// <summary>What one run was asked for beside the configuration.</summary>
public sealed record RunOptions
{
    /// <summary>Frames to replay instead of simulating; null simulates the configured scenario.</summary>
    public string? CaptureFile { get; init; }

    /// <summary>State hash the run must end with, lower-case hex; null asks for none.</summary>
    public string? ExpectHash { get; init; }

    /// <summary>Is told, in a line each, what runs otherwise than configured; null tells nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The command that repeats this run, for reports and failures.</summary>
    public required string RepeatCommand { get; init; }
}
