namespace Appliance.Telemetry.Tests;

internal static class Layouts
{
    /// <summary>One of everything.</summary>
    public static CounterLayout Small()
    {
        CounterLayout layout = new();
        layout.NextWriter();
        layout.Counter("frames");
        layout.Counter("dropped", "status=Short");
        layout.Counter("dropped", "status=Long");
        layout.NextWriter();
        layout.Gauge("depth_bytes", unit: CounterUnit.Bytes);
        layout.Histogram("latency", "path=order");
        return layout;
    }
}
