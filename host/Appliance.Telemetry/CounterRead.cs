namespace Appliance.Telemetry;

/// <summary>What reading the bytes of a counters file came to.</summary>
public enum CounterRead
{
    Ok = 0,

    /// <summary>Its process is still writing the layout, or died while it did.</summary>
    Incomplete = 1,

    /// <summary>The file ends before its values do.</summary>
    Truncated = 2,

    /// <summary>It does not begin as such a file does.</summary>
    NotCounters = 3,

    /// <summary>Another version of the format.</summary>
    OtherVersion = 4,

    /// <summary>The layout table contradicts itself, its checksum or the limits.</summary>
    Damaged = 5,
}
