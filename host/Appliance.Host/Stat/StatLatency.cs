using Appliance.Telemetry;

namespace Appliance.Host.Stat;

/// <summary>One distribution as it is shown: since the start, or since the read before.</summary>
/// <param name="Name">For people.</param>
/// <param name="Label">In the file, as <c>path=order</c>.</param>
/// <param name="Unit">What its values are.</param>
/// <param name="Values">A copy of its own.</param>
internal sealed record StatLatency(string Name, string Label, CounterUnit Unit, LatencyHistogram Values);
