using System;
using System.Runtime;

namespace Appliance.Host.Composition;

/// <summary>
/// What the process tells the collector before it goes live: the garbage of building up is gone, and pauses matter more
/// than memory. The live path allocates nothing, so this is for whatever else lives in the process.
/// </summary>
internal static class LatencyProfile
{
    public static void Enter()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        AskCollector();
    }

    /// <summary>Asks for few pauses; what the collector then does is in <see cref="GCSettings.LatencyMode"/>.</summary>
    public static void AskCollector()
    {
        // Without a concurrent collector the runtime may keep its own mode; appliance doctor shows which.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
    }
}
