using System;
using System.Threading;
using Disruptor;

namespace Appliance.Disruptor.Tests;

/// <summary>What many tests need: a sequencer of either kind, and threads that report their failures.</summary>
internal static class Sequencers
{
    /// <summary>Ends a hung test; no test asserts on time.</summary>
    public static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(40);

    public static TheoryData<ProducerType> Kinds => [ProducerType.Single, ProducerType.Multi];

    public static ISequencer Create(ProducerType kind, int bufferSize) =>
        SequencerFactory.Create(kind, bufferSize, new YieldingWaitStrategy());

    /// <summary>Highest readable sequence as a stage polls it: never waits.</summary>
    public static long Poll(this ISequencer sequencer, SequenceBarrier barrier, long next) =>
        sequencer.GetHighestPublishedSequence(next, barrier.DependentSequences.Value);

    /// <summary>Runs all bodies at once, joins them, and throws the first failure.</summary>
    public static void RunAll(params Action[] bodies)
    {
        Exception? failure = null;
        Thread[] threads = Array.ConvertAll(bodies, body => new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        })
        { IsBackground = true });
        Array.ForEach(threads, thread => thread.Start());
        long deadline = Environment.TickCount64 + (long)HangGuard.TotalMilliseconds;
        foreach (Thread thread in threads)
        {
            // After a failure the others may wait for ever for the one that failed; they are background threads.
            while (Volatile.Read(ref failure) is null && !thread.Join(100))
            {
                if (Environment.TickCount64 > deadline) throw new TimeoutException("A thread of the test hangs.");
            }
        }

        if (failure is not null) throw new InvalidOperationException("A thread of the test failed.", failure);
    }
}
