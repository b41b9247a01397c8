namespace Appliance.Telemetry;

/// <summary>What is counted. Numbers are in the file and never change.</summary>
public enum CounterUnit
{
    /// <summary>Frames, orders, events: things.</summary>
    Events = 1,

    Nanoseconds = 2,
    Bytes = 3,
}
