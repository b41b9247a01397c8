using Appliance.Core;

namespace Appliance.Sim.Exchange;

/// <summary>How to run a scenario; none of it but the counts changes what the market does.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Accounts instead of the scenario's number, 0 for that; the flow shrinks or grows with them.</summary>
    public int Accounts { get; init; }

    /// <summary>Stop after so many bars, 0 for the whole day.</summary>
    public int Bars { get; init; }

    /// <summary>
    /// Orders, cancels and replaces a second of real time. Every frame is then sent at its own intended time: a step
    /// starts when the one before is complete, at the earliest when its frames were due, and spreads its frames
    /// evenly. 0 sends as fast as the appliance takes, with intended times 0.
    /// </summary>
    public int OrdersPerSecond { get; init; }

    /// <summary>Needed for pacing only.</summary>
    public IClock? Clock { get; init; }

    /// <summary>Most frames one step sends, heartbeat included.</summary>
    public int FramesPerStepMax { get; init; } = 16_384;
}
