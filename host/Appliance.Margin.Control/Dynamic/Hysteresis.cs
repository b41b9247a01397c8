namespace Appliance.Margin.Control;

/// <summary>Keeps what is published until it is more than a step away: arrays do not follow every tick.</summary>
/// <param name="StepQ32">Largest distance that is not worth an epoch; Q32.</param>
public readonly record struct Hysteresis(ulong StepQ32)
{
    /// <summary>The wanted value if it is more than a step away, otherwise the one in force.</summary>
    public ulong Next(ulong publishedQ32, ulong wantedQ32)
    {
        ulong distance = wantedQ32 > publishedQ32 ? wantedQ32 - publishedQ32 : publishedQ32 - wantedQ32;
        return distance > StepQ32 ? wantedQ32 : publishedQ32;
    }
}
