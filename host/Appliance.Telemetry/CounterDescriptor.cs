namespace Appliance.Telemetry;

/// <summary>One line of a layout: what a value is called and where it lives.</summary>
/// <param name="Name">Lower-case words with underscores, as <c>frames_dropped</c>.</param>
/// <param name="Label">Which one of that name, as <c>status=FrameTooLong</c>; empty when there is only one.</param>
/// <param name="Kind">What its words mean.</param>
/// <param name="Unit">What they count.</param>
/// <param name="OffsetBytes">Of its first word from the start of the memory.</param>
public sealed record CounterDescriptor(
    string Name, string Label, CounterKind Kind, CounterUnit Unit, long OffsetBytes)
{
    public long SizeBytes => SizeOf(Kind);

    /// <summary>Memory that a value of a kind takes.</summary>
    public static long SizeOf(CounterKind kind) =>
        kind == CounterKind.Histogram ? LatencyHistogram.SizeBytes : sizeof(long);
}
