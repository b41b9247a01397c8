using System;
using System.Threading;

namespace Appliance.Pipeline;

/// <summary>
/// Says once and for all that a stage failed. From then on the machine decides nothing more, what it has not decided
/// is refused, orders are refused at the door and cancels pass, by whichever stages still live. Only a new process
/// takes a fence down. Raised by the thread a stage died on, or by the watch when a stage stands still; any thread
/// may look.
/// </summary>
public sealed class Fence
{
    private volatile bool isRaised;
    private int down;
    private StageFailedException? cause;

    /// <summary>True from the first failure on.</summary>
    public bool IsRaised => isRaised;

    /// <summary>The first failure; null while there is none.</summary>
    public StageFailedException? Cause => Volatile.Read(ref cause);

    /// <summary>Called by whoever raises it, each time a stage goes down; the stage and whether it was the first.
    /// </summary>
    internal Action<StageRole, bool>? Raised { get; set; }

    /// <summary>Whether this stage is one that failed.</summary>
    public bool IsDown(StageRole role) => (Volatile.Read(ref down) & Bit(role)) != 0;

    /// <summary>A stage will do no more. The first failure is the one that is reported.</summary>
    public void Raise(StageRole role, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);

        // First who is down and why, then the flag: whoever sees the flag finds both.
        bool isNew = (Interlocked.Or(ref down, Bit(role)) & Bit(role)) == 0;
        bool isFirst = Interlocked.CompareExchange(ref cause, new StageFailedException(role, fault), null) is null;
        isRaised = true;
        if (isNew)
        {
            Raised?.Invoke(role, isFirst);
        }
    }

    private static int Bit(StageRole role) => 1 << (int)role;
}
