using System.Threading;

namespace Disruptor;

/// <summary>How a consumer waits for events.</summary>
public interface IWaitStrategy
{
    /// <summary>
    /// Whether waiters block and need <see cref="SignalAllWhenBlocking"/>. Sequencers read it once, when they are made;
    /// when false, publishing makes no call at all. True unless a strategy says otherwise: a needless signal costs
    /// time, a missing one costs a wake-up.
    /// </summary>
    bool IsBlockingStrategy => true;

    /// <summary>Waits until the group reaches the sequence; returns the highest available one, or a time-out.</summary>
    /// <exception cref="System.OperationCanceledException">The token was cancelled.</exception>
    SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken);

    /// <summary>Wakes every blocked waiter; called after the cursor has moved and after a cancellation.</summary>
    void SignalAllWhenBlocking();
}
