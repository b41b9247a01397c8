using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Margin.Control.Span;

/// <summary>
/// Margin of a portfolio by the rules of CME SPAN, in whole micro: scan risk, intra-commodity charges, delivery
/// charges, inter-commodity credits, short option minimum, net option value. No step is estimated: what cannot be
/// computed is refused. Scanning spreads come in their place among the spreads between commodities.
/// </summary>
public static class SpanMargin
{
    public static SpanMarginOutcome Compute(SpanModel model, IReadOnlyList<SpanPosition> positions)
    {
        List<string> faults = Faults(model, positions);
        if (faults.Count > 0)
        {
            return new SpanMarginOutcome(null, faults);
        }

        SpanBook?[] books = new SpanBook?[model.Commodities.Count];
        foreach (SpanPosition position in positions)
        {
            SpanInstrument instrument = model.Instruments[position.Instrument];
            SpanBook book = books[instrument.Commodity]
                ??= new SpanBook(model, model.Commodities[instrument.Commodity]);
            book.Add(instrument, position.Lots);
        }

        foreach (SpanBook? book in books)
        {
            if (book is not null)
            {
                book.Scan();
                SpanFormation.ChargeIntra(book);
                book.ChargeDelivery();
            }
        }

        foreach (SpanSpread spread in model.InterSpreads)
        {
            if (spread.Unsupported.Length == 0)
            {
                Credit(model, spread, books);
            }
        }

        return Report(books);
    }

    /// <summary>
    /// Losses of legs that are scanned together, by scenario: all losses less the share of all gains, rounded up.
    /// </summary>
    /// <param name="legs">For each leg its losses by scenario, micro.</param>
    /// <param name="gainShareMicro">For each leg the share of its gain that counts, e-6.</param>
    public static long[] ScanTogether(IReadOnlyList<long[]> legs, IReadOnlyList<long> gainShareMicro)
    {
        Check.That(legs.Count == gainShareMicro.Count && legs.Count > 0);
        long[] together = new long[legs[0].Length];
        for (int s = 0; s < together.Length; s++)
        {
            Int128 scaled = Int128.Zero;
            for (int leg = 0; leg < legs.Count; leg++)
            {
                long loss = legs[leg][s];
                scaled += (Int128)loss * (loss > 0 ? 1_000_000 : gainShareMicro[leg]);
            }

            together[s] = (long)FixedPoint.CeilDiv(scaled, 1_000_000);
        }

        return together;
    }

    // Bounds the sums of every later step by the triangle inequality, as gabs does in host/MARGIN.md.
    private static List<string> Faults(SpanModel model, IReadOnlyList<SpanPosition> positions)
    {
        List<string> faults = [];
        Int128 lossBound = Int128.Zero;
        Int128 deltaBound = Int128.Zero;
        bool[] isHeld = new bool[model.Instruments.Count];
        foreach (SpanPosition position in positions)
        {
            Check.That(position.Instrument >= 0 && position.Instrument < isHeld.Length);
            SpanInstrument instrument = model.Instruments[position.Instrument];
            string unsupported = model.Commodities[instrument.Commodity].Unsupported;
            string? fault = isHeld[position.Instrument] ? "is there twice"
                : instrument.LossesMicro is null ? "has no risk array in the file"
                : unsupported.Length > 0 ? $"is in a combined commodity that is not supported ({unsupported})"
                : position.Lots is < -Limits.GroupLotsMax or > Limits.GroupLotsMax ? "is more than 2^40 lots"
                : null;
            isHeld[position.Instrument] = true;
            if (fault is not null)
            {
                faults.Add($"{instrument.Symbol}: {fault}");
                continue;
            }

            Int128 lots = Int128.Abs(position.Lots);
            Int128 largest = instrument.IsPremiumPaid ? Int128.Abs(instrument.ValueMicro) : Int128.Zero;
            foreach (long loss in instrument.LossesMicro!)
            {
                largest = Int128.Max(largest, Int128.Abs(loss));
            }

            lossBound += lots * largest;
            deltaBound += lots * Int128.Abs(instrument.DeltaMicro);
        }

        if (Int128.Max(lossBound, deltaBound) > FixedPoint.MoneyMax)
        {
            faults.Add("the portfolio is too large: a sum could pass 2^62 - 1");
        }

        return faults;
    }

    private static void Credit(SpanModel model, SpanSpread spread, SpanBook?[] books)
    {
        List<SpanBook?> legs = [];
        bool isHeld = true;
        foreach (SpanLeg leg in spread.Legs)
        {
            int at = model.IndexOfCommodity(leg.Commodity);
            Check.That(at >= 0);
            legs.Add(books[at]);
            isHeld &= books[at] is not null;
        }

        if (!isHeld)
        {
            return;
        }

        if (spread.Method == SpanSpreadMethod.Scanning)
        {
            CreditScanning(spread, legs);
        }
        else
        {
            SpanFormation.CreditWeighted(spread, legs);
        }
    }

    // What scanning together saves over scanning apart, shared out by the legs' own scan risks.
    private static void CreditScanning(SpanSpread spread, List<SpanBook?> legs)
    {
        List<long[]> losses = [];
        List<long> shares = [];
        long[] apart = new long[legs.Count];
        Int128 sum = Int128.Zero;
        for (int i = 0; i < legs.Count; i++)
        {
            SpanBook? book = legs[i];
            Check.That(book is not null);
            if (book.Deltas.IsUsedByInter)
            {
                // An earlier spread has credited this risk already.
                return;
            }

            losses.Add(book.Losses.ToArray());
            shares.Add(spread.Legs[i].RateMicro ?? spread.RateMicro);
            apart[i] = book.ScanRisk;
            sum += book.ScanRisk;
        }

        long together = 0;
        foreach (long loss in ScanTogether(losses, shares))
        {
            together = Math.Max(together, loss);
        }

        if (sum <= together)
        {
            return;
        }

        long[] credits = new long[legs.Count];
        LargestRemainder.Split((long)(sum - together), apart, credits);
        for (int i = 0; i < legs.Count; i++)
        {
            SpanLeg leg = spread.Legs[i];
            legs[i]!.AddScanning(new SpanInterCredit(
                spread.Id, SpanSpreadMethod.Scanning, SpanFormation.Others(spread, leg), 0, shares[i], credits[i]));
        }
    }

    private static SpanMarginOutcome Report(SpanBook?[] books)
    {
        List<SpanCommodityMargin> commodities = [];
        SortedDictionary<string, SpanTotal> totals = new(StringComparer.Ordinal);
        bool isOutOfRange = false;
        foreach (SpanBook? book in books)
        {
            if (book is null)
            {
                continue;
            }

            SpanCommodityMargin margin = book.Margin();
            commodities.Add(margin);
            isOutOfRange |= book.IsOutOfRange || !TryAdd(totals, margin);
        }

        return isOutOfRange
            ? new SpanMarginOutcome(null, ["the portfolio is too large: a charge passes 2^62 - 1 micro"])
            : new SpanMarginOutcome(new SpanMarginReport(commodities, [.. totals.Values]), []);
    }

    private static bool TryAdd(SortedDictionary<string, SpanTotal> totals, SpanCommodityMargin margin)
    {
        string currency = margin.Commodity.Currency;
        SpanTotal total = totals.GetValueOrDefault(currency) ?? new SpanTotal(currency, 0, 0, 0, 0);
        Int128 largest = Int128.Max(
            (Int128)total.InitialMicro + margin.InitialMicro,
            (Int128)total.RequirementMicro + margin.RequirementMicro);
        if (largest > FixedPoint.MoneyMax)
        {
            return false;
        }

        totals[currency] = new SpanTotal(
            currency,
            total.RequirementMicro + margin.RequirementMicro,
            total.NetOptionValueMicro + margin.NetOptionValueMicro,
            total.InitialMicro + margin.InitialMicro,
            total.MaintenanceMicro + margin.MaintenanceMicro);
        return true;
    }
}
