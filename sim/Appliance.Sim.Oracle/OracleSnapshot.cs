using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// All parameters and arrays of one epoch. A null instrument is one that this epoch does not know. Rates are Q32.
/// Nothing is checked here; <see cref="OracleLoadCheck"/> says what the load checks of section 5 refuse.
/// </summary>
public sealed record OracleSnapshot
{
    public required long Epoch { get; init; }

    /// <summary>Columns of the joint block.</summary>
    public required int H { get; init; }

    /// <summary>Tail columns averaged in ES.</summary>
    public required int K { get; init; }

    public required BigInteger Lambda { get; init; }

    public required OracleByKind<BigInteger> Phi { get; init; }

    /// <summary>A call starts below MMR times this.</summary>
    public required BigInteger Bcall { get; init; }

    /// <summary>Liquidation aims at MMR times this.</summary>
    public required BigInteger Btarget { get; init; }

    /// <summary>The backstop takes over below MMR times this.</summary>
    public required BigInteger Theta { get; init; }

    public required BigInteger LiqFee { get; init; }

    /// <summary>Spread to maintenance margin of a liquidation price.</summary>
    public required BigInteger Smmr { get; init; }

    /// <summary>Bankruptcy adjustment of a liquidation price.</summary>
    public required BigInteger Ba { get; init; }

    /// <summary>What TAIL takes from the joint columns.</summary>
    public OracleTailMeasure Tail { get; init; }

    /// <summary>w: share of unrealised profit that counts in E_IM.</summary>
    public BigInteger ProfitWeight { get; init; } = OracleMath.One;

    /// <summary>Largest unrealised profit that counts in E_IM, micro.</summary>
    public BigInteger ProfitCap { get; init; } = OracleMath.MoneyMax;

    public required IReadOnlyList<OracleUnderlying> Underlyings { get; init; }

    public required IReadOnlyList<OracleInstrument?> Instruments { get; init; }

    /// <summary>Collateral assets by index.</summary>
    public IReadOnlyList<OracleAsset> Assets { get; init; } = [];

    /// <summary>TAIL is scaled by the largest multiplier, whatever the group holds (section 5).</summary>
    public BigInteger LargestMult => Underlyings.Select(underlying => underlying.Mult).Max();

    public bool Knows(int instrument) =>
        instrument >= 0 && instrument < Instruments.Count && Instruments[instrument] is not null;

    /// <summary>The instrument, which the epoch must know.</summary>
    public OracleInstrument Instrument(int instrument)
    {
        OracleMath.Require(Knows(instrument), $"instrument {instrument} is known to epoch {Epoch}");
        return Instruments[instrument]!;
    }

    public bool KnowsAsset(int asset) => asset >= 0 && asset < Assets.Count;

    /// <summary>The asset, which the epoch must know.</summary>
    public OracleAsset Asset(int asset)
    {
        OracleMath.Require(KnowsAsset(asset), $"asset {asset} is known to epoch {Epoch}");
        return Assets[asset];
    }
}
