using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Margin.Control;

namespace Appliance.Host.Configuration;

/// <summary>
/// The <c>risk</c> object as a <see cref="RiskModel"/>. Directions of rounding are decided here, once: requirements,
/// fees and levels that protect the venue up; the backstop level and the trigger of a new epoch down.
/// </summary>
internal sealed class RiskReader(ConfigReader risk)
{
    private static readonly string[] ProfileNames = ["LITE", "STD", "FULL"];
    private static readonly RiskProfile[] Profiles = [RiskProfile.Lite, RiskProfile.Std, RiskProfile.Full];

    public string ProfileName { get; private set; } = "";

    public string JointTableFile { get; private set; } = "";

    public RiskModel Read()
    {
        int profile = risk.Choice("profile", ProfileNames);
        ProfileName = ProfileNames[profile];
        RiskParameters parameters = ReadParameters(risk.Object("parameters"));
        ConfigReader joint = risk.Object("joint");
        JointTableFile = joint.Text("table");
        ulong horizonScaleQ32 = joint.Rate("horizonScale", isUp: true);
        string leader = joint.Text("leader");
        joint.Close();

        List<UnderlyingModel> underlyings = [];
        List<string> names = [];
        foreach (ConfigReader reader in risk.Objects("underlyings", 1, Limits.UnderlyingsMax))
        {
            underlyings.Add(ReadUnderlying(reader, names));
        }

        int leaderIndex = names.IndexOf(leader);
        if (leaderIndex < 0)
        {
            joint.Refuse("leader", $"\"{leader}\" is not among the underlyings");
        }

        List<InstrumentModel> instruments = [];
        foreach (ConfigReader reader in risk.Objects("instruments", 1, Limits.InstrumentsMax))
        {
            instruments.Add(ReadInstrument(reader, names, instruments));
        }

        long valuationMs = risk.Has("valuationMs") ? risk.Whole("valuationMs", 1, long.MaxValue) : 0;
        if (valuationMs == 0 && instruments.Exists(i => i.Pricing is not null))
        {
            risk.Refuse("valuationMs", "is missing; instruments with a pricing object are valued at this time");
        }

        risk.Close();
        return new RiskModel
        {
            Profile = Profiles[profile],
            Parameters = parameters,
            Joint = new JointModel { HorizonScaleQ32 = horizonScaleQ32, Leader = Math.Max(leaderIndex, 0) },
            Underlyings = [.. underlyings],
            Instruments = [.. instruments],
            ValuationMs = valuationMs,
        };
    }

    private static RiskParameters ReadParameters(ConfigReader reader)
    {
        RiskParameters parameters = new()
        {
            LambdaQ32 = reader.Rate("lambda", isUp: true),
            PhiInitialQ32 = reader.Rate("phiInitial", isUp: true),
            PhiMaintenanceQ32 = reader.Rate("phiMaintenance", isUp: true),
            CallQ32 = reader.Rate("call", isUp: true),
            TargetQ32 = reader.Rate("target", isUp: true),
            BackstopQ32 = reader.Rate("backstop", isUp: false),
            LiquidationFeeQ32 = reader.Rate("liquidationFee", isUp: true),
            SpreadToMaintenanceQ32 = reader.Rate("spreadToMaintenance", isUp: true),
            BankruptcyAdjustmentQ32 = reader.Rate("bankruptcyAdjustment", isUp: true),
        };
        reader.Close();
        return parameters;
    }

    private static UnderlyingModel ReadUnderlying(ConfigReader reader, List<string> names)
    {
        string name = ReadName(reader, "name", names);
        names.Add(name);
        ulong priceScanRangeQ32 = reader.Rate("priceScanRange", isUp: true);
        if (!reader.HasFault && (priceScanRangeQ32 == 0 || priceScanRangeQ32 > Rate.One.Q32))
        {
            reader.Refuse("priceScanRange", "is not above 0 and at most 1");
        }

        int grid = reader.Has("grid") ? reader.Choice("grid", [.. ScenarioGrid.EmbeddedNames]) : 0;
        UnderlyingModel underlying = new()
        {
            Grid = ScenarioGrid.Embedded(ScenarioGrid.EmbeddedNames[grid]),
            PriceScanRangeQ32 = Math.Min(priceScanRangeQ32, Rate.One.Q32),
            Risk = new UnderlyingRisk
            {
                Name = name,
                MultiplierQ32 = reader.Rate("multiplier", isUp: true),
                BasisQ32 = reader.Rate("basis", isUp: true),
                TierInitial = ReadTable(reader, "tierInitial"),
                TierMaintenance = ReadTable(reader, "tierMaintenance"),
                ConcentrationInitial = ReadTable(reader, "concentrationInitial"),
                ConcentrationMaintenance = ReadTable(reader, "concentrationMaintenance"),
                ShortOptionInitialMicro = reader.Mantissa("shortOptionInitial", -6, 0, FixedPoint.MoneyMax),
                ShortOptionMaintenanceMicro = reader.Mantissa("shortOptionMaintenance", -6, 0, FixedPoint.MoneyMax),
            },
        };
        reader.Close();
        return underlying;
    }

    private static AffineSegment[] ReadTable(ConfigReader reader, string name)
    {
        List<AffineSegment> segments = [];
        foreach (ConfigReader segment in reader.Objects(name, 0, Limits.AffineSegmentsMax))
        {
            segments.Add(new AffineSegment(
                segment.Rate("slope", isUp: true), segment.Mantissa("offset", -6, 0, FixedPoint.MoneyMax)));
            segment.Close();
        }

        return [.. segments];
    }

    private static InstrumentModel ReadInstrument(
        ConfigReader reader, List<string> underlyings, List<InstrumentModel> before)
    {
        string symbol = ReadName(reader, "symbol", before.ConvertAll(i => i.Symbol));
        int securityId = (int)reader.Whole("securityId", 1, int.MaxValue);
        if (!reader.HasFault && before.Exists(i => i.SecurityId == securityId))
        {
            reader.Refuse("securityId", $"{securityId} is given twice");
        }

        string underlying = reader.Text("underlying");
        int underlyingIndex = underlyings.IndexOf(underlying);
        if (underlyingIndex < 0)
        {
            reader.Refuse("underlying", $"\"{underlying}\" is not among the underlyings");
        }

        InstrumentModel instrument = new()
        {
            Symbol = symbol,
            SecurityId = securityId,
            Underlying = Math.Max(underlyingIndex, 0),
            TickNano = reader.Mantissa("tickSize", -9, 1, InstrumentModel.FactorMax),
            LotE8 = reader.Mantissa("lotSize", -8, 1, InstrumentModel.FactorMax),
            MultiplierE8 = reader.Mantissa("multiplier", -8, 1, InstrumentModel.FactorMax),
            MinLots = reader.Whole("minQty", 1, Limits.OrderLotsMax),
            MaxLots = reader.Whole("maxQty", 1, Limits.OrderLotsMax),
            MaxNotionalMicro = reader.Mantissa("maxNotional", -6, 1, FixedPoint.MoneyMax),
            CollarBandQ32 = reader.Rate("collarBand", isUp: true),
            PositionLimitLots = reader.Whole("positionLimit", 1, Limits.GroupLotsMax),
            StaleAfterMs = (int)reader.Whole("staleAfterMs", 1, int.MaxValue),
            TauQ32 = reader.Rate("tau", isUp: false),
            ExpiryMs = reader.Has("expiryMs") ? reader.Whole("expiryMs", 1, long.MaxValue) : 0,
            Pricing = reader.Has("pricing") ? PricingReader.Read(reader.Object("pricing")) : null,
        };
        if (!reader.HasFault && instrument.MaxLots < instrument.MinLots)
        {
            reader.Refuse("maxQty", "is below minQty");
        }

        if (!reader.HasFault && instrument.Pricing is { IsOption: true } && instrument.ExpiryMs == 0)
        {
            reader.Refuse("expiryMs", "is missing; an option has an expiry");
        }

        // A contract that settles in coin has no value in micro for a tick of its price.
        bool isInMoney = instrument.Pricing?.Style is not (ContractStyle.InverseFuture or ContractStyle.InverseOption);
        if (!reader.HasFault && isInMoney && !instrument.IsTickValueWhole)
        {
            reader.Refuse("lotSize", "tickSize * lotSize * multiplier is not a whole number of micro");
        }

        reader.Close();
        return instrument;
    }

    private static string ReadName(ConfigReader reader, string key, List<string> before)
    {
        string name = reader.Text(key);
        if (name.Length is 0 or > 32)
        {
            reader.Refuse(key, "a name has 1 to 32 characters");
        }
        else if (before.Contains(name))
        {
            reader.Refuse(key, $"\"{name}\" is given twice");
        }

        return name;
    }
}
