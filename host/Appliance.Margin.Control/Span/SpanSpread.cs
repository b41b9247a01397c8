using System.Collections.Generic;

namespace Appliance.Margin.Control.Span;

/// <summary>A spread within one combined commodity or between several.</summary>
public sealed record SpanSpread
{
    /// <summary>Number in the file; spreads are formed in the order of the list, not of this.</summary>
    public required string Id { get; init; }

    public required SpanSpreadMethod Method { get; init; }

    /// <summary>Flat: money micro per spread. Weighted and scanning: share, e-6.</summary>
    public required long RateMicro { get; init; }

    public required IReadOnlyList<SpanLeg> Legs { get; init; }

    /// <summary>Why it cannot be used here; empty when it can.</summary>
    public string Unsupported { get; init; } = "";

    /// <summary>
    /// Two legs of one side may draw on the same deltas, or two scanned legs are the same commodity: how many spreads
    /// there are would be a puzzle of its own, and such a spread is not formed.
    /// </summary>
    public bool HasSharedLegs
    {
        get
        {
            for (int i = 0; i < Legs.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (IsShared(Legs[i], Legs[j]))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private bool IsShared(SpanLeg a, SpanLeg b)
    {
        bool isApart = (a.Tier > 0 && b.Tier > 0 && a.Tier != b.Tier)
            || (a.Tier < 0 && b.Tier < 0 && a.Period != b.Period);
        return a.Commodity == b.Commodity
            && (Method == SpanSpreadMethod.Scanning || (a.Side == b.Side && !isApart));
    }
}
