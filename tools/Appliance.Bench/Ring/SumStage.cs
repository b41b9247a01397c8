using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Disruptor;

namespace Appliance.Bench.Ring;

/// <summary>The work of a consumer: add up the numbers. Pins itself when its thread begins.</summary>
internal sealed class SumStage<T>(Action pin) : IValueEventHandler<T>, IEventHandler<EventObject>
    where T : struct, IRelayEvent
{
    private int thread;

    public long Sum { get; private set; }

    public long Count { get; private set; }

    /// <summary>The stage's thread; 0 before it has begun.</summary>
    public int Thread => Volatile.Read(ref thread);

    public void OnEvent(ref T data, long sequence, bool endOfBatch) => Add(data.Number);

    public void OnEvent(EventObject data, long sequence, bool endOfBatch) => Add(data.Number);

    public void OnStart()
    {
        pin();
        Volatile.Write(ref thread, Cores.ThreadId);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(long number)
    {
        Sum += number;
        Count++;
    }
}
