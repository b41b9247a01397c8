using System.Collections.Generic;

namespace Appliance.Pipeline;

/// <summary>
/// Threads against cores, before anything runs. What cannot work is refused: a core that is not there, a spinning
/// thread that would share its one core with another. What would work badly is made milder and said: more spinning
/// threads than cores.
/// </summary>
public sealed class ThreadPlan
{
    private readonly List<string> faults = [];
    private readonly List<string> warnings = [];

    private ThreadPlan(PipelineConfig config) => Config = config;

    /// <summary>The configuration with what had to be made milder.</summary>
    public PipelineConfig Config { get; private set; }

    /// <summary>Why it cannot run so; one sentence each.</summary>
    public IReadOnlyList<string> Faults => faults;

    public IReadOnlyList<string> Warnings => warnings;

    /// <param name="cores">Those the process may use.</param>
    public static ThreadPlan Of(PipelineConfig config, bool isStaged, bool hasJournal, IReadOnlyList<int> cores)
    {
        ThreadPlan plan = new(config);
        List<StageRole> threads = isStaged
            ? [StageRole.Ingest, StageRole.Machine, StageRole.Publish]
            : [StageRole.Fused];
        if (hasJournal)
        {
            threads.Add(StageRole.Journal);
        }

        plan.CheckPins(threads, cores);
        plan.Soften(threads, cores.Count);
        return plan;
    }

    private void CheckPins(List<StageRole> threads, IReadOnlyList<int> cores)
    {
        for (int i = 0; i < threads.Count; i++)
        {
            StageSettings own = Config[threads[i]];
            if (!own.IsPinned)
            {
                continue;
            }

            string place = Place(threads[i]);
            if (!ThreadAffinity.IsSupported)
            {
                faults.Add($"{place}: threads can be pinned on Linux only");
            }
            else if (!Contains(cores, own.Core))
            {
                faults.Add($"{place}: core {own.Core} is not among those this process may use ({Words(cores)})");
            }

            for (int j = 0; j < i; j++)
            {
                StageSettings other = Config[threads[j]];
                bool isSpinning = own.IsSpinning(threads[i]) || other.IsSpinning(threads[j]);
                if (other.Core == own.Core && isSpinning)
                {
                    faults.Add(
                        $"{place}: core {own.Core} is {StageNames.Of(threads[j])}'s too, and one of them spins:"
                        + " the other would stand still");
                }
            }
        }
    }

    // Pinned ones have a core each, or were refused; the others give way.
    private void Soften(List<StageRole> threads, int cores)
    {
        List<string> spinning = threads.FindAll(t => Config[t].IsSpinning(t)).ConvertAll(StageNames.Of);
        if (spinning.Count <= cores)
        {
            return;
        }

        List<string> softened = [];
        foreach (StageRole role in threads)
        {
            StageSettings own = Config[role];
            if (own.IsSpinning(role) && !own.IsPinned)
            {
                Set(role, own with { Wait = IdleKind.Yield });
                softened.Add(StageNames.Of(role));
            }
        }

        warnings.Add(
            $"{spinning.Count} stages would spin on {cores} core{(cores == 1 ? "" : "s")}:"
            + $" {string.Join(", ", softened)} yield instead");
    }

    private void Set(StageRole role, StageSettings settings) => Config = role switch
    {
        StageRole.Fused => Config with { Fused = settings },
        StageRole.Ingest => Config with { Ingest = settings },
        StageRole.Machine => Config with { Machine = settings },
        StageRole.Journal => Config with { Journal = settings },
        _ => Config with { Publish = settings },
    };

    private static string Place(StageRole role) => $"stages.{StageNames.Of(role)}.core";

    private static bool Contains(IReadOnlyList<int> cores, int wanted)
    {
        foreach (int core in cores)
        {
            if (core == wanted)
            {
                return true;
            }
        }

        return false;
    }

    private static string Words(IReadOnlyList<int> cores) => string.Join(", ", cores);
}
