using System;
using System.Threading;

namespace Disruptor;

/// <summary>
/// Spins, then yields, then sleeps a millisecond at a time: a quiet core and no cost for the producer, with
/// latency of about a millisecond after a pause. For logging and the like.
/// </summary>
public sealed class SleepingWaitStrategy : IWaitStrategy
{
    private const int RetriesDefault = 200;
    private const int RetriesThatYield = 100;
    private const int SleepMs = 1;

    private readonly int _retries;

    /// <param name="retries">Looks before the first sleep; the last hundred of them yield.</param>
    public SleepingWaitStrategy(int retries = RetriesDefault)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retries);
        _retries = retries;
    }

    /// <inheritdoc/>
    public bool IsBlockingStrategy => false;

    /// <inheritdoc/>
    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);
        int retriesLeft = _retries;
        long available;
        while ((available = dependentSequences.Value) < sequence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (retriesLeft == 0)
            {
                Thread.Sleep(SleepMs);
                continue;
            }

            retriesLeft--;
            if (retriesLeft < RetriesThatYield) Thread.Yield();
        }

        return available;
    }

    /// <inheritdoc/>
    public void SignalAllWhenBlocking()
    {
        // Nobody waits for a signal: a sleeper wakes by itself within a millisecond.
    }
}
