namespace Appliance.Pipeline;

/// <summary>What becomes of new and replaced orders that find no room.</summary>
public enum OrderPressure
{
    /// <summary>They wait, and whatever comes behind them on the source.</summary>
    Wait = 0,

    /// <summary>They are refused at the door with the reason Overloaded: no sequence, no state, an answer.</summary>
    Reject = 1,
}

/// <summary>What becomes of prices that find no room.</summary>
public enum PricePressure
{
    /// <summary>They wait, and whatever comes behind them on the source.</summary>
    Wait = 0,

    /// <summary>
    /// The newest of each kind and instrument is kept until there is room; what it replaces is counted.
    /// </summary>
    Conflate = 1,
}

/// <summary>
/// What happens when the ring is full, for live sources. Executions, control, cancels and definitions are never
/// dropped: they always wait, and have places of their own that the others do not get. What is refused or replaced
/// here never enters the sequence, so a replay of the journal gives the same state; but how much that is depends on
/// timing, so a run under a policy does not repeat itself.
/// </summary>
public sealed record BackPressurePolicy
{
    public OrderPressure Orders { get; init; } = OrderPressure.Reject;

    public PricePressure Prices { get; init; } = PricePressure.Conflate;

    /// <summary>Places of the ring that only what is never dropped may take.</summary>
    public int ReservedSlots { get; init; } = 64;

    /// <summary>Instruments whose newest prices can be kept; prices of more than these wait.</summary>
    public int InstrumentsMax { get; init; } = 1024;
}
