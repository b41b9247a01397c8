namespace Appliance.Host.Stat;

/// <summary>How the appliance behind a counters file is, from its state, its heartbeat and its process.</summary>
internal enum StatHealth
{
    /// <summary>It builds its tables or warms up.</summary>
    Warming,

    Live,

    /// <summary>It answers what it has; nothing new comes in.</summary>
    Draining,

    /// <summary>It ended in order.</summary>
    Stopped,

    /// <summary>A part of it died; it decides nothing any more.</summary>
    Fenced,

    /// <summary>Its process is there and its heart does not beat.</summary>
    Stalled,

    /// <summary>Its process is gone without an orderly end.</summary>
    Gone,
}
