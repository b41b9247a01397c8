using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>Section 6: what refuses a move of an asset's balance before margin is asked.</summary>
internal static class OracleAssetCheck
{
    /// <summary>
    /// No pool; the asset is known; the balance stays in range, a pool's sum too, and not below zero unless forced; an
    /// isolated group takes no risk-cancelling asset.
    /// </summary>
    public static ReasonCode Refusal(OracleGroup now, int asset, BigInteger amount, bool forced)
    {
        if (now.IsPool)
        {
            return ReasonCode.UnknownAccount;
        }

        if (!now.Snapshot.KnowsAsset(asset))
        {
            return ReasonCode.UnknownAsset;
        }

        bool isBarred = now.Kind == OracleGroupKind.Isolated && now.Snapshot.Asset(asset).RiskInstrument >= 0;
        bool inRange = now.Bounded.All(group => BigInteger.Abs(Balance(group) + amount) <= OracleMath.MoneyMax);
        return !inRange ? ReasonCode.Range
            : !forced && Balance(now) + amount < 0 ? ReasonCode.InsufficientCollateral
            : isBarred ? ReasonCode.UnknownInstrument
            : ReasonCode.None;

        BigInteger Balance(OracleGroup group) =>
            group.Balances.TryGetValue(asset, out BigInteger balance) ? balance : 0;
    }

    /// <summary>Room and bounds of the collateral instrument, as for a trade of the lots it moves by.</summary>
    public static ReasonCode BoundsRefusal(OracleGroup now, OracleGroup next, int asset)
    {
        int instrument = now.Snapshot.Asset(asset).RiskInstrument;
        if (instrument < 0 || next[instrument].Q == now[instrument].Q)
        {
            return ReasonCode.None;
        }

        ReasonCode room = OracleRoom.For(now, instrument);
        return room != ReasonCode.None ? room
            : OracleRoom.Allows(now, next, instrument) ? ReasonCode.None
            : ReasonCode.Range;
    }
}
