namespace Appliance.Sim.Device;

/// <summary>What the requirement needs to know of W with an order in it.</summary>
internal struct OrderProbe
{
    /// <summary>max(0, the 30 losses of the bucket).</summary>
    public long Worst;

    /// <summary>The delta rows of the bucket.</summary>
    public long Up;
    public long Down;

    /// <summary>Sum of the four largest positive joint columns.</summary>
    public long Tail;
}
