namespace Appliance.Core;

/// <summary>
/// The seam to time. Only edges (sources, publishers, benchmarks) read it; the machine is handed stamps.
/// </summary>
public interface IClock
{
    /// <summary>Nanoseconds from an arbitrary origin, never going back: for latencies and pacing.</summary>
    long MonotonicNs { get; }

    /// <summary>Nanoseconds since the Unix epoch, UTC: for the sequencer's stamp on live feeds.</summary>
    long UtcNs { get; }
}
