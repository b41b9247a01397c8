using System.Threading;
using Disruptor;
using Disruptor.Util;

namespace Appliance.Disruptor.Tests;

/// <summary>A sequencer with one planted fault. It stands for the bug that the stress run must not miss.</summary>
internal sealed class BrokenSequencer : ISequencer
{
    private readonly ISequencer _inner;
    private readonly Plant _plant;
    private readonly Sequence _looseGate = new();
    private Sequence[] _consumers = [];

    public BrokenSequencer(Plant plant, int bufferSize)
    {
        _plant = plant;
        _inner = Sequencers.Create(KindFor(plant), bufferSize);
    }

    public enum Plant
    {
        /// <summary>No fault: the wrapper itself must not be what the stress run finds.</summary>
        None,

        /// <summary>The producer may be one slot too far ahead.</summary>
        GateOffByOne,

        /// <summary>The cursor moves before the slot is written, as without a release when publishing.</summary>
        PublishedBeforeWritten,

        /// <summary>Claimed counts as published.</summary>
        NoAvailabilityMark,
    }

    public int BufferSize => _inner.BufferSize;

    public long Cursor => _inner.Cursor;

    /// <summary>The kind of producer that the fault is planted in.</summary>
    public static ProducerType KindFor(Plant plant) =>
        plant is Plant.GateOffByOne or Plant.PublishedBeforeWritten ? ProducerType.Single : ProducerType.Multi;

    public long Next() => Next(1);

    public long Next(int n)
    {
        long sequence;
        while (!TryNext(n, out sequence)) Thread.Yield();
        return sequence;
    }

    public bool TryNext(out long sequence) => TryNext(1, out sequence);

    public bool TryNext(int n, out long sequence)
    {
        if (_plant == Plant.GateOffByOne)
        {
            _looseGate.SetValue(DisruptorUtil.GetMinimumSequence(_consumers) + 1);
        }

        bool isClaimed = _inner.TryNext(n, out sequence);
        if (isClaimed && _plant == Plant.PublishedBeforeWritten) _inner.Publish(sequence);
        return isClaimed;
    }

    public void Publish(long sequence)
    {
        if (_plant != Plant.PublishedBeforeWritten) _inner.Publish(sequence);
    }

    public void Publish(long lo, long hi)
    {
        if (_plant != Plant.PublishedBeforeWritten) _inner.Publish(lo, hi);
    }

    public bool HasAvailableCapacity(int requiredCapacity) => _inner.HasAvailableCapacity(requiredCapacity);

    public long GetRemainingCapacity() => _inner.GetRemainingCapacity();

    public void Claim(long sequence) => _inner.Claim(sequence);

    public bool IsAvailable(long sequence) => _plant == Plant.NoAvailabilityMark || _inner.IsAvailable(sequence);

    public void AddGatingSequences(params Sequence[] gatingSequences)
    {
        _consumers = gatingSequences;
        _inner.AddGatingSequences(_plant == Plant.GateOffByOne ? [_looseGate] : gatingSequences);
    }

    public bool RemoveGatingSequence(Sequence sequence) => _inner.RemoveGatingSequence(sequence);

    public SequenceBarrier NewBarrier(params Sequence[] sequencesToTrack) => _inner.NewBarrier(sequencesToTrack);

    public long GetMinimumSequence() => _inner.GetMinimumSequence();

    public long GetHighestPublishedSequence(long nextSequence, long availableSequence) =>
        _plant == Plant.NoAvailabilityMark
            ? availableSequence
            : _inner.GetHighestPublishedSequence(nextSequence, availableSequence);
}
