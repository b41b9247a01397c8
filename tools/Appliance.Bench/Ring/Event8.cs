namespace Appliance.Bench.Ring;

/// <summary>Eight bytes.</summary>
internal struct Event8 : IRelayEvent
{
    public long Number { get; set; }
}
