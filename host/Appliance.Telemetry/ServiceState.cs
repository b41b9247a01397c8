namespace Appliance.Telemetry;

/// <summary>Where an appliance is in its life. Numbers are in the counters file and never change.</summary>
public enum ServiceState
{
    /// <summary>Builds its tables and warms up: no live frame was taken yet.</summary>
    Warming = 1,

    /// <summary>Takes frames and answers.</summary>
    Live = 2,

    /// <summary>No frame comes any more; what came is being answered.</summary>
    Draining = 3,

    /// <summary>A part died: nothing is decided any more.</summary>
    Fenced = 4,

    /// <summary>Ended in order.</summary>
    Stopped = 5,
}
