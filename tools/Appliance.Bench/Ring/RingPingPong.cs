using System;
using System.Diagnostics;
using System.Threading;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Bench.Ring;

/// <summary>Two rings with a stage each: one answers, the other takes the time and serves again.</summary>
internal sealed class RingPingPong : IPingPong
{
    private const int Slots = 64;

    private readonly UnmanagedRingBufferMemory pingMemory = UnmanagedRingBufferMemory.Allocate(Slots, 64);
    private readonly UnmanagedRingBufferMemory pongMemory = UnmanagedRingBufferMemory.Allocate(Slots, 64);
    private readonly UnmanagedRingBuffer<Event64> ping;
    private readonly StageThreads threads = new();
    private readonly Server server;

    public RingPingPong(CorePair pair, Func<IWaitStrategy> createWait)
    {
        ping = new UnmanagedRingBuffer<Event64>(pingMemory, ProducerType.Single, createWait());
        UnmanagedRingBuffer<Event64> pong = new(pongMemory, ProducerType.Single, createWait());
        Echo echo = new(pong, pair);
        server = new Server(ping, pair);
        IEventProcessor echoing = EventProcessorFactory.Create(ping, ping.NewBarrier(), echo);
        IEventProcessor serving = EventProcessorFactory.Create(pong, pong.NewBarrier(), server);
        ping.AddGatingSequences(echoing.Sequence);
        pong.AddGatingSequences(serving.Sequence);
        threads.Start([(echoing, () => echo.Thread), (serving, () => server.Thread)]);
    }

    public int[] Threads => threads.Threads;

    public void Run(long[] ticks) => server.Run(ticks);

    public void Dispose()
    {
        threads.Dispose();
        server.Dispose();
        pingMemory.Dispose();
        pongMemory.Dispose();
    }

    private static void Publish(UnmanagedRingBuffer<Event64> ring, long number)
    {
        long sequence = ring.Next();
        ring[sequence].Number = number;
        ring.Publish(sequence);
    }

    private sealed class Echo(UnmanagedRingBuffer<Event64> pong, CorePair pair) : IValueEventHandler<Event64>
    {
        private int thread;

        public int Thread => Volatile.Read(ref thread);

        public void OnEvent(ref Event64 data, long sequence, bool endOfBatch) => Publish(pong, data.Number);

        public void OnStart()
        {
            pair.PinSecond();
            Volatile.Write(ref thread, Cores.ThreadId);
        }
    }

    private sealed class Server(UnmanagedRingBuffer<Event64> ping, CorePair pair)
        : IValueEventHandler<Event64>, IDisposable
    {
        private readonly ManualResetEventSlim isDone = new();
        private int thread;
        private long[] times = [];
        private int done;
        private long start;

        public int Thread => Volatile.Read(ref thread);

        public void OnStart()
        {
            pair.PinFirst();
            Volatile.Write(ref thread, Cores.ThreadId);
        }

        public void Dispose() => isDone.Dispose();

        public void Run(long[] ticks)
        {
            times = ticks;
            done = 0;
            isDone.Reset();
            start = Stopwatch.GetTimestamp();
            Publish(ping, 0);
            isDone.Wait();
        }

        public void OnEvent(ref Event64 data, long sequence, bool endOfBatch)
        {
            times[done++] = Stopwatch.GetTimestamp() - start;
            if (done == times.Length)
            {
                isDone.Set();
                return;
            }

            start = Stopwatch.GetTimestamp();
            Publish(ping, done);
        }
    }
}
