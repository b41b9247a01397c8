using System.Security.Cryptography;
using Appliance.Core;

namespace Appliance.Margin;

/// <summary>
/// The canonical bytes of a snapshot: every field a device or an auditor could read, in the order of the types that
/// declare them. Two snapshots that may lead to different margins never share them.
/// </summary>
internal static class SnapshotDigest
{
    /// <summary>Changes with the order or meaning of the bytes.</summary>
    private const string Format = "ISM-2";

    public static byte[] Sha256(RiskSnapshot snapshot)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendText(Format);
        hash.Append(snapshot.Epoch, snapshot.TablesEpoch, snapshot.Profile.JointColumns, snapshot.Profile.TailCount);
        hash.Append(snapshot.Underlyings.Length, snapshot.Instruments.Length, snapshot.Assets.Length);
        AppendParameters(hash, snapshot.Parameters);
        for (int u = 0; u < snapshot.Underlyings.Length; u++)
        {
            AppendUnderlying(hash, snapshot.Underlyings[u]);
            hash.Append(snapshot.LossShocksQ32(u));
        }

        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            AppendInstrument(hash, snapshot.Instruments[i]);
            hash.Append(snapshot.ArrayedAtMicro(i), snapshot.ArrayEpoch(i));
            hash.Append(snapshot.Losses(i));
        }

        foreach (AssetRisk asset in snapshot.Assets)
        {
            AppendAsset(hash, asset);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendParameters(IncrementalHash hash, RiskParameters p)
    {
        hash.AppendRates(p.LambdaQ32, p.PhiInitialQ32, p.PhiMaintenanceQ32, p.CallQ32, p.TargetQ32, p.BackstopQ32);
        hash.AppendRates(p.LiquidationFeeQ32, p.SpreadToMaintenanceQ32, p.BankruptcyAdjustmentQ32, p.ProfitWeightQ32);
        hash.Append((long)p.Tail, p.ProfitCapMicro);
    }

    private static void AppendUnderlying(IncrementalHash hash, UnderlyingRisk u)
    {
        hash.AppendText(u.Name);
        hash.AppendRates(u.MultiplierQ32, u.BasisQ32, u.LongOptionHaircutQ32, u.OracleQ32);
        hash.Append(u.ShortOptionInitialMicro, u.ShortOptionMaintenanceMicro);
        hash.AppendSegments(u.TierInitial.Span);
        hash.AppendSegments(u.TierMaintenance.Span);
        hash.AppendSegments(u.ConcentrationInitial.Span);
        hash.AppendSegments(u.ConcentrationMaintenance.Span);
    }

    private static void AppendInstrument(IncrementalHash hash, InstrumentRisk i)
    {
        hash.AppendText(i.Symbol);
        hash.Append(i.Underlying, i.Expiry, Bit(i.IsOption), Bit(i.IsLinear), Bit(i.IsCollateral));
        hash.AppendSegments(i.StandardInitial.Span);
        hash.AppendSegments(i.StandardMaintenance.Span);
        hash.Append(i.ShortLotInitialMicro, i.ShortLotMaintenanceMicro, i.FundingQ32, i.Legs.Length);
        foreach (ComboLeg leg in i.Legs.Span)
        {
            hash.Append(leg.Instrument, leg.Ratio);
        }
    }

    private static void AppendAsset(IncrementalHash hash, AssetRisk a)
    {
        hash.AppendText(a.Name);
        hash.Append(a.PriceMicro, a.WrongWayUnderlying, Bit(a.IsWrongWayLong), a.RiskInstrument, a.LotUnits);
        hash.AppendSegments(a.Credit.Span);
        hash.AppendRates(a.DebtHaircutQ32, a.WrongWayQ32, a.OracleQ32);
    }

    private static long Bit(bool value) => value ? 1 : 0;
}
