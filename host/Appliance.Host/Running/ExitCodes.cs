namespace Appliance.Host.Running;

/// <summary>What the process says by ending. Scripts depend on these; they never change.</summary>
public static class ExitCodes
{
    public const int Good = 0;

    /// <summary>The answer is wrong: another state hash, money out of balance.</summary>
    public const int WrongAnswer = 1;

    /// <summary>Nothing wrong was seen, and nothing was proven either.</summary>
    public const int Inconclusive = 2;

    /// <summary>Bad arguments, configuration, scenario or file: nothing ran.</summary>
    public const int BadUsage = 64;

    /// <summary>A check of ours failed, or something we did not foresee.</summary>
    public const int CheckFailed = 70;
}
