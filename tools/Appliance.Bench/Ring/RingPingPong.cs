using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Disruptor;
using Disruptor.Processing;

namespace Appliance.Bench.Ring;

/// <summary>Two rings with a stage each: one answers, the other takes the time and serves again.</summary>
internal sealed class RingPingPong : IPingPong
{
    // A ring of few slots asks for the gates so often that it shows at 99 %.
    private const int Slots = 4096;

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

    public bool Run(long[] ticks) => server.Run(ticks, threads.Threads);

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
        private int[] both = [];
        private int done;
        private long start;
        private long switchesBefore;
        private bool isClean;

        public int Thread => Volatile.Read(ref thread);

        public void OnStart()
        {
            pair.PinFirst();
            Volatile.Write(ref thread, Cores.ThreadId);
        }

        public void Dispose() => isDone.Dispose();

        public bool Run(long[] ticks, int[] threadsOfBoth)
        {
            times = ticks;
            both = threadsOfBoth;
            done = -1;
            isDone.Reset();
            Publish(ping, 0);
            isDone.Wait();
            return isClean;
        }

        public void OnEvent(ref Event64 data, long sequence, bool endOfBatch)
        {
            if (done < 0) switchesBefore = both.Sum(Cores.InvoluntarySwitches);
            else times[done] = Stopwatch.GetTimestamp() - start;
            done++;
            if (done == times.Length)
            {
                isClean = both.Sum(Cores.InvoluntarySwitches) == switchesBefore;
                isDone.Set();
                return;
            }

            start = Stopwatch.GetTimestamp();
            Publish(ping, done);
        }
    }
}
