namespace Appliance.Bench.Ring;

/// <summary>An object that holds eight bytes.</summary>
internal sealed class EventObject
{
    public long Number { get; set; }
}
