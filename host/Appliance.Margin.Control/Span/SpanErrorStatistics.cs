using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>How far computed arrays are from published ones, over some contracts, in the file's unit.</summary>
public sealed class SpanErrorStatistics
{
    private readonly List<double> errors = [];
    private bool isSorted = true;

    /// <summary>Contracts that have a published array and a computed one.</summary>
    public int Count => errors.Count;

    /// <summary>The contract with the largest error; null before the first.</summary>
    public SpanInstrument? Worst { get; private set; }

    /// <summary>Index of the scenario of the largest error.</summary>
    public int WorstScenario { get; private set; }

    public double Max { get; private set; }

    /// <summary>Largest error of a composite delta; 0 where none was computed.</summary>
    public double DeltaMax { get; private set; }

    /// <summary>Contracts whose file gives no array: computed, but nothing to compare with.</summary>
    public int UnpublishedCount { get; set; }

    /// <summary>Contracts that could not be computed.</summary>
    public int NotComputedCount { get; set; }

    /// <summary>Adds a contract by the largest error of its array.</summary>
    public void Add(SpanInstrument instrument, double error, int scenario, double deltaError)
    {
        errors.Add(error);
        isSorted = false;
        DeltaMax = Math.Max(DeltaMax, deltaError);
        if (Worst is null || !(error <= Max))
        {
            (Worst, Max, WorstScenario) = (instrument, error, scenario);
        }
    }

    /// <summary>The smallest error that this share of the contracts does not exceed; 0 without contracts.</summary>
    public double Percentile(int percent)
    {
        Check.That(percent is > 0 and <= 100);
        if (errors.Count == 0)
        {
            return 0.0;
        }

        if (!isSorted)
        {
            errors.Sort();
            isSorted = true;
        }

        return errors[(int)((((long)percent * errors.Count) + 99) / 100) - 1];
    }
}
