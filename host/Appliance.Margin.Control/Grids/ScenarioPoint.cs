using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>One scenario of a grid: what the market does, and how much of the loss counts.</summary>
public sealed record ScenarioPoint
{
    /// <summary>Row of the bucket block, 0..29 (host/MARGIN.md section 3).</summary>
    public required int Index { get; init; }

    /// <summary>For people; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>Price move: a multiple of the price scan range or, if outright, of the price.</summary>
    public required Rational Move { get; init; }

    /// <summary>The move is relative to the price and does not scale with the range.</summary>
    public bool IsMoveOutright { get; init; }

    public VolatilityMove Volatility { get; init; }

    /// <summary>Multiplier of the volatility shock.</summary>
    public Rational VolatilityScale { get; init; } = Rational.One;

    /// <summary>The shock's rate counts volatility points, not fractions of the volatility.</summary>
    public bool IsVolatilityAbsolute { get; init; }

    public TermTwist Twist { get; init; }

    /// <summary>Share of the loss that counts (SPAN: cover; tails: damping), at most 1.</summary>
    public Rational Cover { get; init; } = Rational.One;

    /// <summary>The share is <see cref="Cover"/> times the price scan range: a tail scaled back to the range.</summary>
    public bool IsCoverOfRange { get; init; }

    /// <summary>Time that has passed when the move has happened, days.</summary>
    public Rational LookAheadDays { get; init; } = Rational.Zero;

    /// <summary>The relative price move, signed Q32, rounded away from zero; a price cannot fall below 0.</summary>
    public long MoveQ32(ulong priceScanRangeQ32)
    {
        Int128 move = Move.TimesAwayFromZero(IsMoveOutright ? Rate.One.Q32 : priceScanRangeQ32);
        return (long)Int128.Max(move, LossShock.MoveMinQ32);
    }

    /// <summary>The share of the loss that counts, Q32 rounded up, at most 1.</summary>
    public ulong CoverQ32(ulong priceScanRangeQ32)
    {
        Int128 cover = Cover.TimesAwayFromZero(IsCoverOfRange ? priceScanRangeQ32 : Rate.One.Q32);
        return (ulong)Int128.Min(cover, (Int128)Rate.One.Q32);
    }
}
