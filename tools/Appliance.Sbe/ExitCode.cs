namespace Appliance.Sbe.Tool;

/// <summary>What the process says by ending; the same numbers as the appliance's own.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The schema has errors, or a frame or file is damaged or unknown.</summary>
    public const int Wrong = 1;

    /// <summary>Nothing wrong was seen, and nothing was decoded either.</summary>
    public const int Inconclusive = 2;

    /// <summary>Bad arguments, or a file that cannot be read.</summary>
    public const int BadUsage = 64;

    /// <summary>A fault of the tool, not of its input.</summary>
    public const int CheckFailed = 70;
}
