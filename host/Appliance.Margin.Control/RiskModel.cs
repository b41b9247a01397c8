using System;
using Appliance.Core;

namespace Appliance.Margin.Control;

/// <summary>
/// What a venue decides about risk, already in fixed point: the one input, beside the table of past moves, that a
/// risk snapshot is made of. Rates are Q32 with the rounding the rules want, money is micro, prices are e-9 and
/// quantities e-8 as on the wire.
/// </summary>
public sealed record RiskModel
{
    public required RiskProfile Profile { get; init; }

    public required RiskParameters Parameters { get; init; }

    public required JointModel Joint { get; init; }

    public required UnderlyingModel[] Underlyings { get; init; }

    public required InstrumentModel[] Instruments { get; init; }

    /// <summary>
    /// The time that the prices of instruments with a <see cref="PricingModel"/> are of: milliseconds since the Unix
    /// epoch. The control plane reads no clock.
    /// </summary>
    public long ValuationMs { get; init; }
}

/// <summary>How the joint block is made.</summary>
public sealed record JointModel
{
    /// <summary>Factor from the table's horizon (an hour) to the margin horizon; Q32, rounded up.</summary>
    public ulong HorizonScaleQ32 { get; init; } = Rate.Up(3, 1).Q32;

    /// <summary>Underlying that breaks away from all others in the correlation-break columns.</summary>
    public int Leader { get; init; }
}

/// <summary>One underlying: its tables and the width of its scan.</summary>
public sealed record UnderlyingModel
{
    public required UnderlyingRisk Risk { get; init; }

    /// <summary>PSR: the move that the bucket rows take in thirds; Q32, rounded up, at most 1.</summary>
    public required ulong PriceScanRangeQ32 { get; init; }

    /// <summary>The scenarios of the bucket block.</summary>
    public ScenarioGrid Grid { get; init; } = ScenarioGrid.Ism1;

    /// <summary>How far the scenarios move volatility; null for what the grid says.</summary>
    public VolatilityShock? Shock { get; init; }
}

/// <summary>One contract and the limits on orders in it; linear unless it has a pricing model.</summary>
public sealed record InstrumentModel
{
    /// <summary>Tick, lot and multiplier are each at most this: their product stays far inside 128 bits.</summary>
    public const long FactorMax = 1_000_000_000_000;

    // Price e-9 times quantity e-8 times multiplier e-8, over this, is micro.
    private static readonly Int128 ProductPerMicro = (Int128)10_000_000_000 * 1_000_000_000;

    public required string Symbol { get; init; }

    /// <summary>The wire's SecurityID.</summary>
    public required int SecurityId { get; init; }

    /// <summary>Index into the model's underlyings.</summary>
    public required int Underlying { get; init; }

    /// <summary>Price step, e-9.</summary>
    public required long TickNano { get; init; }

    /// <summary>Quantity step, e-8: one lot.</summary>
    public required long LotE8 { get; init; }

    /// <summary>Units of the underlying in a quantity of 1, e-8.</summary>
    public long MultiplierE8 { get; init; } = 100_000_000;

    public long MinLots { get; init; } = 1;

    public required long MaxLots { get; init; }

    public required long MaxNotionalMicro { get; init; }

    /// <summary>Largest distance of a limit from the mark, of the mark; Q32.</summary>
    public required ulong CollarBandQ32 { get; init; }

    /// <summary>Largest |Q| plus working lots of one account.</summary>
    public required long PositionLimitLots { get; init; }

    /// <summary>A mark older than this refuses orders.</summary>
    public required int StaleAfterMs { get; init; }

    /// <summary>A mark that moved more than this from the arrayed one starts an epoch; Q32, rounded down.</summary>
    public required ulong TauQ32 { get; init; }

    /// <summary>Expiry, milliseconds since the Unix epoch; 0 for perpetuals.</summary>
    public long ExpiryMs { get; init; }

    /// <summary>Null for a contract whose array follows from its mark; otherwise the builder fills the array.</summary>
    public PricingModel? Pricing { get; init; }

    /// <summary>What one lot gains on a move of one tick, micro.</summary>
    public long TickValueMicro => (long)(TickProduct / ProductPerMicro);

    /// <summary>True when every price on the tick grid is a whole contract value, so that no trade rounds.</summary>
    public bool IsTickValueWhole => TickProduct > 0 && TickProduct % ProductPerMicro == 0;

    private Int128 TickProduct => (Int128)TickNano * LotE8 * MultiplierE8;
}
