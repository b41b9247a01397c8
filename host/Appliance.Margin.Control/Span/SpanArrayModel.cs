using System;
using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Computes risk arrays the way a clearing house does, from the parameters in its file. A future loses its price move.
/// An option is valued by Black-Scholes with a dividend yield: today, unrounded, less its value after the look-ahead
/// time at the moved price and volatility, times the contract factor and the scenario's cover fraction. Its composite
/// delta is the weighted mean over the delta points after the same time. The recipe was found on a published file, of
/// which it reproduces every array.
/// </summary>
public sealed class SpanArrayModel
{
    /// <summary>One business day of 250, where the file names no look-ahead time; years e-9.</summary>
    public const long LookAheadUsualNano = 4_000_000;

    // Far outside any market; inside, no step of the formula leaves the range of doubles.
    private const long VolatilityMaxNano = 100_000_000_000;
    private const long YearsMaxNano = 100_000_000_000;
    private const long RateMaxNano = 5_000_000_000;

    // Black-Scholes with a continuous dividend yield, after Merton.
    private const string PriceModel = "M";

    private readonly IReadOnlyList<SpanScanPoint> points;
    private readonly IReadOnlyList<SpanDeltaPoint> deltaPoints;
    private readonly double lookAheadYears;

    public SpanArrayModel(SpanFile file)
    {
        points = file.ScanPoints;
        deltaPoints = file.DeltaPoints.Count > 0 ? file.DeltaPoints : SpanScenarios.ClassicDelta;
        lookAheadYears = Unit(file.LookAheadYearsNano > 0 ? file.LookAheadYearsNano : LookAheadUsualNano);
    }

    /// <summary>The array of a contract; null and the reason where the file does not say enough.</summary>
    public SpanComputed? Compute(SpanSource source, out string reason)
    {
        reason = points.Count == 0 ? "the file defines no scenarios" : ReasonOf(source);
        if (reason.Length > 0)
        {
            return null;
        }

        return SpanFamilyKinds.IsOption(source.Family.Kind) ? OfOption(source) : OfLinear(source);
    }

    /// <summary>Losses in whole micro, rounded up as host/MARGIN.md asks; null when one is out of range.</summary>
    public static long[]? ToMicro(SpanComputed computed)
    {
        const double Largest = 1e14;
        long[] micro = new long[computed.Losses.Length];
        for (int s = 0; s < micro.Length; s++)
        {
            double scaled = Math.Ceiling(computed.Losses[s] * 1e6);
            if (!(Math.Abs(scaled) < Largest))
            {
                return null;
            }

            micro[s] = (long)scaled;
        }

        return micro;
    }

    private static string ReasonOf(SpanSource source)
    {
        SpanContract contract = source.Contract;
        if (contract.PriceScanMicro is null)
        {
            return "no price scan range";
        }

        if (!SpanFamilyKinds.IsOption(source.Family.Kind))
        {
            return "";
        }

        return source.Family.Kind != SpanFamilyKind.OptionOnPhysical || source.Family.PriceModel != PriceModel
            ? $"{SpanFamilyKinds.Code(source.Family.Kind)} with price model \"{source.Family.PriceModel}\""
            : source.Underlying is not { PriceNano: > 0 } ? "no underlying price"
            : contract.ContractFactorNano <= 0 ? "no contract factor"
            : !IsInRange(contract) ? "parameters out of range"
            : "";
    }

    private static bool IsInRange(SpanContract contract) =>
        contract.VolatilityNano <= VolatilityMaxNano && contract.VolatilityScanNano <= VolatilityMaxNano
        && contract.YearsNano <= YearsMaxNano
        && Math.Abs(contract.RateNano) <= RateMaxNano && Math.Abs(contract.DividendNano) <= RateMaxNano;

    private SpanComputed OfLinear(SpanSource source)
    {
        double scan = source.Contract.PriceScanMicro!.Value / 1e6;
        double[] losses = new double[points.Count];
        for (int s = 0; s < losses.Length; s++)
        {
            losses[s] = -Thirds(points[s]) * scan * (points[s].WeightMicro / 1e6);
        }

        // A physical's delta is the clearing house's choice: 1 where it can be delivered, 0 for an index.
        return new SpanComputed(losses, source.Family.Kind == SpanFamilyKind.Future ? 1.0 : null);
    }

    private SpanComputed OfOption(SpanSource source)
    {
        SpanContract contract = source.Contract;
        OptionKind kind = contract.IsCall ? OptionKind.Call : OptionKind.Put;
        OptionTerms today = new(kind, Unit(contract.StrikeNano), Unit(contract.YearsNano));
        OptionTerms later = today with { Years = Math.Max(today.Years - lookAheadYears, 0.0) };
        double spot = Unit(source.Underlying!.PriceNano);
        double volatility = Unit(contract.VolatilityNano);
        double rate = Unit(contract.RateNano);
        double dividend = Unit(contract.DividendNano);
        double factor = Unit(contract.ContractFactorNano);
        double scan = contract.PriceScanMicro!.Value / 1e6 / factor;
        double volatilityScan = Unit(contract.VolatilityScanNano)
            * (contract.IsVolatilityScanRelative ? volatility : 1.0);
        double start = OptionPricer.BlackScholesMerton(today, spot, volatility, rate, dividend).Price;
        double[] losses = new double[points.Count];
        for (int s = 0; s < losses.Length; s++)
        {
            SpanScanPoint point = points[s];
            double movedSpot = Math.Max(spot + (Thirds(point) * scan), 0.0);
            double movedVolatility = Math.Max(
                volatility + (point.VolatilityMoveMicro / 1e6 * volatilityScan), 0.0);
            double value = OptionPricer.BlackScholesMerton(later, movedSpot, movedVolatility, rate, dividend).Price;
            losses[s] = (start - value) * factor * (point.WeightMicro / 1e6);
        }

        double delta = 0.0;
        foreach (SpanDeltaPoint point in deltaPoints)
        {
            double move = (double)point.PriceNumeratorMicro / point.PriceDenominatorMicro * scan;
            double movedSpot = Math.Max(spot + move, 0.0);
            delta += point.WeightMicro / 1e6
                * OptionPricer.BlackScholesMerton(later, movedSpot, volatility, rate, dividend).Delta;
        }

        return new SpanComputed(losses, delta);
    }

    private static double Thirds(SpanScanPoint point) =>
        (double)point.PriceNumeratorMicro / point.PriceDenominatorMicro;

    private static double Unit(long nano) => nano / 1e9;
}
