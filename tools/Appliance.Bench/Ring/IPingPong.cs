using System;

namespace Appliance.Bench.Ring;

/// <summary>Two threads that hand one event back and forth, alive until they are disposed.</summary>
internal interface IPingPong : IDisposable
{
    /// <summary>
    /// Fills in the time of each round trip, in ticks of the stopwatch. One trip goes before, untimed: the caller may
    /// have had the core of one of the two.
    /// </summary>
    /// <returns>Whether both threads kept their cores meanwhile.</returns>
    bool Run(long[] ticks);
}
