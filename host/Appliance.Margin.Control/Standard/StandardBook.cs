using System.Collections.Generic;

namespace Appliance.Margin.Control;

/// <summary>An option position of one expiry.</summary>
/// <param name="Kind">Call or put.</param>
/// <param name="Strike">In money.</param>
/// <param name="Amount">Signed, units of the underlying.</param>
/// <param name="Mark">Value of one unit at the mark.</param>
/// <param name="Confidence">In its volatility and forward, 0 to 1.</param>
public readonly record struct StandardOption(
    OptionKind Kind, double Strike, double Amount, double Mark, double Confidence);

/// <summary>All options of one underlying that end together.</summary>
public sealed record StandardExpiry(double Forward, IReadOnlyList<StandardOption> Options);

/// <summary>What an account has in one underlying.</summary>
public sealed record StandardMarket
{
    public required double Spot { get; init; }

    public double SpotConfidence { get; init; } = 1;

    public double PerpConfidence { get; init; } = 1;

    /// <summary>Perpetual position, signed units.</summary>
    public double Perp { get; init; }

    public double PerpPrice { get; init; }

    /// <summary>Profit and funding of the perpetual that is not settled.</summary>
    public double PerpProfit { get; init; }

    /// <summary>Units of the underlying held as collateral.</summary>
    public double Collateral { get; init; }

    public IReadOnlyList<StandardExpiry> Expiries { get; init; } = [];
}

/// <summary>An account under the standard rule.</summary>
/// <param name="Cash">Settled cash.</param>
/// <param name="StablePrice">Price of the settlement stablecoin.</param>
/// <param name="Markets">By underlying.</param>
public sealed record StandardBook(double Cash, double StablePrice, IReadOnlyList<StandardMarket> Markets);
