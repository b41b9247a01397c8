using System;
using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Published arrays against computed ones, by kind of contract and by family. The bounds are what computing with
/// parameters of six decimals can reach on contracts worth some thousands; errors are in the file's currency unit.
/// </summary>
public sealed class SpanComparison
{
    /// <summary>Largest error of a future or physical.</summary>
    public const double LinearMaxBound = 0.001;

    /// <summary>99% of the options are at most this far off.</summary>
    public const double OptionPercentileBound = 0.002;

    /// <summary>Largest error of an option.</summary>
    public const double OptionMaxBound = 0.003;

    /// <summary>Largest error of a composite delta.</summary>
    public const double DeltaBound = 0.0001;

    private SpanComparison()
    {
    }

    /// <summary>By kind, in the order of the enumeration; kinds without contracts have counts of 0.</summary>
    public IReadOnlyList<SpanErrorStatistics> Kinds { get; private init; } = [];

    /// <summary>By family, in the order of the file; families without instruments are left out.</summary>
    public IReadOnlyList<(SpanFamily Family, SpanErrorStatistics Errors)> Families { get; private init; } = [];

    /// <summary>Why contracts could not be computed, and how many.</summary>
    public IReadOnlyDictionary<string, int> Reasons { get; private init; } = new SortedDictionary<string, int>();

    /// <summary>Contracts compared.</summary>
    public int Count { get; private init; }

    /// <summary>What is beyond its bound, one sentence each.</summary>
    public IReadOnlyList<string> Excesses { get; private init; } = [];

    public static SpanComparison Of(SpanFile file, SpanImported imported)
    {
        SpanArrayModel arrays = new(file);
        SpanErrorStatistics[] kinds = new SpanErrorStatistics[SpanFamilyKinds.Count];
        for (int k = 0; k < kinds.Length; k++)
        {
            kinds[k] = new SpanErrorStatistics();
        }

        List<(SpanFamily Family, SpanErrorStatistics Errors)> families = [];
        SortedDictionary<string, int> reasons = new(StringComparer.Ordinal);
        int count = 0;
        for (int i = 0; i < imported.Sources.Count; i++)
        {
            SpanSource source = imported.Sources[i];
            if (families.Count == 0 || !ReferenceEquals(families[^1].Family, source.Family))
            {
                families.Add((source.Family, new SpanErrorStatistics()));
            }

            SpanComputed? computed = arrays.Compute(source, out string reason);
            if (computed is null)
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }

            count += computed is not null && source.Contract.LossesMicro is not null ? 1 : 0;
            SpanInstrument instrument = imported.Model!.Instruments[i];
            Add(kinds[(int)source.Family.Kind], instrument, source.Contract, computed);
            Add(families[^1].Errors, instrument, source.Contract, computed);
        }

        return new SpanComparison
        {
            Kinds = kinds,
            Families = families,
            Reasons = reasons,
            Count = count,
            Excesses = ExcessesOf(kinds),
        };
    }

    private static void Add(
        SpanErrorStatistics errors, SpanInstrument instrument, SpanContract contract, SpanComputed? computed)
    {
        if (computed is null)
        {
            errors.NotComputedCount++;
            return;
        }

        if (contract.LossesMicro is null)
        {
            errors.UnpublishedCount++;
            return;
        }

        double largest = 0.0;
        int scenario = 0;
        for (int s = 0; s < computed.Losses.Length; s++)
        {
            double error = Math.Abs(computed.Losses[s] - (contract.LossesMicro[s] / 1e6));
            if (!(error <= largest))
            {
                (largest, scenario) = (error, s);
            }
        }

        double deltaError = computed.CompositeDelta is double delta
            ? Math.Abs(delta - (contract.CompositeDeltaMicro / 1e6))
            : 0.0;
        errors.Add(instrument, largest, scenario, deltaError);
    }

    private static List<string> ExcessesOf(SpanErrorStatistics[] kinds)
    {
        List<string> excesses = [];
        for (int k = 0; k < kinds.Length; k++)
        {
            SpanErrorStatistics errors = kinds[k];
            bool isOption = SpanFamilyKinds.IsOption((SpanFamilyKind)k);
            string name = SpanFamilyKinds.Code((SpanFamilyKind)k);
            double maxBound = isOption ? OptionMaxBound : LinearMaxBound;
            if (!(errors.Max <= maxBound))
            {
                excesses.Add($"{name}: largest error is above {maxBound}");
            }

            if (isOption && !(errors.Percentile(99) <= OptionPercentileBound))
            {
                excesses.Add($"{name}: more than 1% of the errors are above {OptionPercentileBound}");
            }

            if (!(errors.DeltaMax <= DeltaBound))
            {
                excesses.Add($"{name}: largest error of a composite delta is above {DeltaBound}");
            }
        }

        return excesses;
    }
}
