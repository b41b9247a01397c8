using System;

namespace Appliance.Bench.Ring;

/// <summary>A way to hand events from the calling thread to a consumer, alive until it is disposed.</summary>
internal interface IRelay : IDisposable
{
    /// <summary>Threads of the consumers, as the operating system numbers them.</summary>
    int[] ConsumerThreads { get; }

    /// <summary>Sends so many events and returns when the last consumer has done with them.</summary>
    void Send(int count);

    /// <summary>Fails when the consumers did not get exactly what was sent.</summary>
    void Verify();
}
