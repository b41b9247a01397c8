using System.Collections.Generic;
using System.Linq;

namespace Appliance.Host.Doctor;

/// <summary>The runtime of this very process: the appliance runs with the same settings.</summary>
internal static class RuntimeChecks
{
    private const int MajorWanted = 10;

    public static IEnumerable<DoctorFinding> Of(RuntimeFacts facts)
    {
        yield return facts.Version.Major >= MajorWanted
            ? new(".net", DoctorVerdict.Ok, facts.Version.ToString())
            : new(".net", DoctorVerdict.Problem, facts.Version.ToString(), $"install .NET {MajorWanted}", "none");
        yield return Collector(facts);
        yield return new("gc latency mode", DoctorVerdict.Ok, facts.LatencyMode == "SustainedLowLatency"
            ? facts.LatencyMode
            : $"{facts.LatencyMode}; SustainedLowLatency is asked for, and only a concurrent collector has it");
        yield return facts.IsTiered
            ? new("tiered compilation", DoctorVerdict.Advice, "on: methods are compiled again while orders wait",
                "unset DOTNET_TieredCompilation, or set it to 0", "some 50 ms at every start")
            : new("tiered compilation", DoctorVerdict.Ok, "off: each method is compiled once, optimised");
        yield return facts.Gen0Size.Length > 0
            ? new("gen0 size", DoctorVerdict.Ok, $"DOTNET_GCgen0size={facts.Gen0Size}, hexadecimal bytes")
            : new("gen0 size", DoctorVerdict.Ok, "the runtime's own; a live appliance allocates nothing");
        yield return Vectors(facts);
    }

    private static DoctorFinding Collector(RuntimeFacts facts)
    {
        const string Name = "gc";
        const string Cost = "none";
        return facts.IsServerGc
            ? new(Name, DoctorVerdict.Problem, "server: a collector thread for every core",
                "unset DOTNET_gcServer", Cost)
            : facts.IsConcurrentGc
                ? new(Name, DoctorVerdict.Advice, "workstation, concurrent: a collector thread beside the stages",
                    "unset DOTNET_gcConcurrent", Cost)
                : new(Name, DoctorVerdict.Ok, "workstation, not concurrent");
    }

    private static DoctorFinding Vectors(RuntimeFacts facts)
    {
        const string Name = "vectors";
        string all = string.Join(' ', facts.CpuFeatures);
        return facts.CpuFeatures.Contains("vector512") ? new(Name, DoctorVerdict.Ok, $"512 bits ({all})")
            : facts.CpuFeatures.Contains("vector256") ? new(Name, DoctorVerdict.Ok, $"256 bits ({all})")
            : new(Name, DoctorVerdict.Advice, $"128 bits or fewer ({all})",
                "a processor with AVX2 or AVX-512 computes margins several times as fast", "a newer machine");
    }
}
