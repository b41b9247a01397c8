namespace Appliance.Disruptor.Tests;

/// <summary>An event object.</summary>
public sealed class Box
{
    /// <summary>What the producer wrote.</summary>
    public long Value { get; set; }
}
