using System;
using System.Collections.Generic;
using System.Runtime;
using Appliance.Host.Composition;

namespace Appliance.Host.Doctor;

/// <summary>What the runtime of this process says of itself.</summary>
internal sealed record RuntimeFacts
{
    public required Version Version { get; init; }

    public required bool IsServerGc { get; init; }

    public required bool IsConcurrentGc { get; init; }

    /// <summary>The collector's mode once the appliance has asked for its own.</summary>
    public required string LatencyMode { get; init; }

    public required bool IsTiered { get; init; }

    /// <summary>DOTNET_GCgen0size as set, hexadecimal; empty when it is not.</summary>
    public required string Gen0Size { get; init; }

    /// <summary>Instruction sets, those this machine has.</summary>
    public required IReadOnlyList<string> CpuFeatures { get; init; }

    /// <summary>Cores this process may use.</summary>
    public required int Cores { get; init; }

    public static RuntimeFacts OfThisProcess(IReadOnlyDictionary<string, string> variables)
    {
        string tiered = variables.GetValueOrDefault("DOTNET_TieredCompilation", "");
        bool isTiered = !AppContext.TryGetSwitch("System.Runtime.TieredCompilation", out bool isOn) || isOn;
        LatencyProfile.AskCollector();
        return new RuntimeFacts
        {
            Version = Environment.Version,
            IsServerGc = GCSettings.IsServerGC,
            IsConcurrentGc = GC.GetConfigurationVariables().TryGetValue("ConcurrentGC", out object? concurrent)
                && concurrent is true,
            LatencyMode = GCSettings.LatencyMode.ToString(),
            IsTiered = tiered.Length > 0 ? tiered != "0" : isTiered,
            Gen0Size = variables.GetValueOrDefault("DOTNET_GCgen0size", ""),
            CpuFeatures = MachineInfo.CpuFeatures,
            Cores = Environment.ProcessorCount,
        };
    }
}
