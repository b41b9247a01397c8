using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>Margin of a portfolio.</summary>
/// <param name="Commodities">Those with a position, in the order of the model.</param>
/// <param name="Totals">By currency, in order of their names.</param>
public sealed record SpanMarginReport(
    IReadOnlyList<SpanCommodityMargin> Commodities, IReadOnlyList<SpanTotal> Totals);
