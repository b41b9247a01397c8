using System;

namespace Appliance.Bench.Ring;

/// <summary>Two threads that hand one event back and forth, alive until they are disposed.</summary>
internal interface IPingPong : IDisposable
{
    /// <summary>Both threads, as the operating system numbers them.</summary>
    int[] Threads { get; }

    /// <summary>Fills in the time of each round trip, in ticks of the stopwatch.</summary>
    void Run(long[] ticks);
}
