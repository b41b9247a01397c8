namespace Appliance.Bench.Ring;

/// <summary>An event that carries a number from one thread to another.</summary>
internal interface IRelayEvent
{
    long Number { get; set; }
}
