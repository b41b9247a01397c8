using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// A monitor to wait at until the producer's cursor has moved. What all blocking strategies share.
/// </summary>
/// <remarks>
/// No wake-up is lost: a waiter looks at the cursor and at the cancellation under the lock, and the signal is given
/// under the lock after the cursor moved or the cancellation was set. So the waiter sees it, or is already waiting and
/// is pulsed.
/// </remarks>
internal sealed class CursorMonitor
{
    // An object, not a Lock: waiting and pulsing belong to the monitor.
    private readonly object _gate = new();

    /// <summary>Waits without a limit.</summary>
    public void WaitForCursor(long sequence, DependentSequenceGroup group, CancellationToken cancellationToken)
    {
        if (group.CursorValue >= sequence) return;
        lock (_gate)
        {
            while (group.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Waits up to a time-out; false when it ran out.</summary>
    public bool TryWaitForCursor(
        long sequence, DependentSequenceGroup group, int timeoutMs, CancellationToken cancellationToken)
    {
        if (group.CursorValue >= sequence) return true;
        // From the first look on: a wake-up for an event that is not ours does not start the time anew.
        long deadlineMs = Environment.TickCount64 + timeoutMs;
        lock (_gate)
        {
            while (group.CursorValue < sequence)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long leftMs = deadlineMs - Environment.TickCount64;
                if (leftMs <= 0) return false;
                Monitor.Wait(_gate, (int)leftMs);
            }
        }

        return true;
    }

    /// <summary>Wakes every waiter; they look again.</summary>
    public void Signal()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
