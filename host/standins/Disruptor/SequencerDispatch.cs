using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>
/// Calls a sequencer directly when it is one of ours, through the interface otherwise.
/// </summary>
/// <remarks>An interface call would keep the claim and the publish from being inlined into the producer.</remarks>
internal readonly struct SequencerDispatch
{
    private readonly SingleProducerSequencer? _single;
    private readonly MultiProducerSequencer? _multi;
    private readonly ISequencer _sequencer;

    public SequencerDispatch(ISequencer sequencer)
    {
        _single = sequencer as SingleProducerSequencer;
        _multi = sequencer as MultiProducerSequencer;
        _sequencer = sequencer;
    }

    public ISequencer Sequencer => _sequencer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next()
    {
        if (_single is not null) return _single.Next();
        return _multi is not null ? _multi.Next() : _sequencer.Next();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Next(int n)
    {
        if (_single is not null) return _single.Next(n);
        return _multi is not null ? _multi.Next(n) : _sequencer.Next(n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out long sequence)
    {
        if (_single is not null) return _single.TryNext(out sequence);
        return _multi is not null ? _multi.TryNext(out sequence) : _sequencer.TryNext(out sequence);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(int n, out long sequence)
    {
        if (_single is not null) return _single.TryNext(n, out sequence);
        return _multi is not null ? _multi.TryNext(n, out sequence) : _sequencer.TryNext(n, out sequence);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long sequence)
    {
        if (_single is not null) _single.Publish(sequence);
        else if (_multi is not null) _multi.Publish(sequence);
        else _sequencer.Publish(sequence);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(long lo, long hi)
    {
        if (_single is not null) _single.Publish(lo, hi);
        else if (_multi is not null) _multi.Publish(lo, hi);
        else _sequencer.Publish(lo, hi);
    }
}
