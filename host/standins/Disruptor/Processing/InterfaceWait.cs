using System.Threading;

namespace Disruptor.Processing;

/// <summary>A wait strategy that no proxy could be made for, through the interface.</summary>
internal readonly struct InterfaceWait(IWaitStrategy strategy) : IWaitStrategy
{
    public bool IsBlockingStrategy => strategy.IsBlockingStrategy;

    public SequenceWaitResult WaitFor(
        long sequence, DependentSequenceGroup dependentSequences, CancellationToken cancellationToken) =>
        strategy.WaitFor(sequence, dependentSequences, cancellationToken);

    public void SignalAllWhenBlocking() => strategy.SignalAllWhenBlocking();
}
