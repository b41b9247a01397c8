namespace Appliance.Capture;

/// <summary>What the process tells its caller; the appliance's verbs use the same numbers.</summary>
public static class ExitCode
{
    public const int Good = 0;

    /// <summary>The input is damaged, or a file cannot be read or written.</summary>
    public const int Wrong = 1;

    public const int BadArguments = 64;

    /// <summary>A check of our own failed: a fault of the tool, not of its input.</summary>
    public const int CrashedCheck = 70;
}
