namespace Appliance.Disruptor.Tests;

/// <summary>What a stress run does.</summary>
/// <param name="Producers">Threads that publish.</param>
/// <param name="Events">All events together; each producer takes its share.</param>
/// <param name="Seed">Decides every choice.</param>
/// <param name="Start">The sequence that counts as published already; -1 for a fresh ring.</param>
internal sealed record StressPlan(int Producers, int Events, int Seed, long Start = -1)
{
    public int EventsPerProducer => Events / Producers;

    /// <summary>A sequencer for one producer is published to in order.</summary>
    public bool IsInOrder { get; init; }
}
