namespace Appliance.Pipeline;

/// <summary>
/// How a stage's thread waits when there is nothing to do. Behind the ring each is the ring's own wait strategy; the
/// ingest stage, and a stage whose output has no room, wait for nobody who could wake them and look again instead.
/// </summary>
public enum IdleKind
{
    /// <summary>Burns its core: lowest latency, wants a core of its own.</summary>
    Spin = 0,

    /// <summary>Spins briefly, then gives the core to whoever wants it.</summary>
    Yield = 1,

    /// <summary>As Yield, and after a while sleeps.</summary>
    Sleep = 2,

    /// <summary>Spins with pauses that grow, then gives the core away; now and then a tail of a millisecond.</summary>
    SpinWait = 3,

    /// <summary>The machine burns its core, the other stages wait as SpinWait.</summary>
    Hybrid = 4,

    /// <summary>Sleeps until the producer wakes it: nothing while idle, tens of microseconds to wake.</summary>
    Block = 5,

    /// <summary>As Block, and looks up every now and then without being woken.</summary>
    TimeoutBlock = 6,

    /// <summary>Spins, then yields, then sleeps, each for a set time.</summary>
    Phased = 7,
}
