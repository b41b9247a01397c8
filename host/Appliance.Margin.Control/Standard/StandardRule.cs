
namespace Appliance.Margin.Control;

/// <summary>
/// Parameters of the rule-based (STANDARD) requirement of options and perpetuals: shares of spot, mark or notional.
/// </summary>
public sealed record StandardRule
{
    /// <summary>Share of a perpetual's notional.</summary>
    public required double PerpInitial { get; init; }

    public required double PerpMaintenance { get; init; }

    /// <summary>
    /// Share of spot a short option at the money needs initially; what it is out of the money comes off.
    /// </summary>
    public required double SpotMax { get; init; }

    /// <summary>And the least of it.</summary>
    public required double SpotMin { get; init; }

    /// <summary>Maintenance of a short call, share of spot.</summary>
    public required double CallMaintenance { get; init; }

    /// <summary>Maintenance of a short put, share of spot.</summary>
    public required double PutMaintenance { get; init; }

    /// <summary>And at least this share of its mark.</summary>
    public required double PutMarkMaintenance { get; init; }

    /// <summary>Initial of a short put, mark included, is at least maintenance times this.</summary>
    public required double PutInitialOverMaintenance { get; init; }

    /// <summary>Charge on calls sold and not covered by calls, share of the forward, initial.</summary>
    public required double UnpairedInitial { get; init; }

    public required double UnpairedMaintenance { get; init; }

    /// <summary>Share of the spot value of an underlying held as collateral that counts.</summary>
    public required double CollateralCredit { get; init; }

    /// <summary>What confidence in a price costs when it is low.</summary>
    public required OracleRule Oracle { get; init; }

    /// <summary>What the settlement stablecoin costs when it is off its peg.</summary>
    public required PegRule Peg { get; init; }

    public double Perp(MarginKind kind) => kind == MarginKind.Initial ? PerpInitial : PerpMaintenance;

    public double Unpaired(MarginKind kind) => kind == MarginKind.Initial ? UnpairedInitial : UnpairedMaintenance;
}

/// <summary>Below the threshold (1 - confidence) * factor of spot is added per unit, initially only.</summary>
/// <param name="Threshold">Confidence from 0 to 1.</param>
/// <param name="Factor">Share of spot.</param>
public readonly record struct OracleRule(double Threshold, double Factor)
{
    public double ShareOfSpot(double confidence) => confidence < Threshold ? (1 - confidence) * Factor : 0;
}

/// <summary>Below the threshold (threshold - price) * factor of spot is added per unit, initially only.</summary>
/// <param name="Threshold">Price of the stablecoin.</param>
/// <param name="Factor">Share of spot.</param>
public readonly record struct PegRule(double Threshold, double Factor)
{
    public double ShareOfSpot(double price) => price < Threshold ? (Threshold - price) * Factor : 0;
}
