using Appliance.Host.Running;

namespace Appliance.EndToEnd.Tests;

/// <summary>Nobody watches how far a run is.</summary>
internal sealed class SilentProgress : IRunProgress
{
    public void Report(long done, long total, string note)
    {
    }
}
