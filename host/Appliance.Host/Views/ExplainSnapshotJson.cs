using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Appliance.Host.Explaining;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;

namespace Appliance.Host.Views;

/// <summary>
/// Parameters, tables and whole arrays of the instruments a group has (legs included), so that everything on the page
/// can be worked out elsewhere, the scenarios that did not bind as well. host/EXPLAIN.md has every name.
/// </summary>
internal static class ExplainSnapshotJson
{
    public static void Write(ExplainedDecision explained, Stream stream)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        JsonText.Write(writer, json => Write(explained, json));
    }

    private static void Write(ExplainedDecision explained, Utf8JsonWriter json)
    {
        OracleSnapshot s = explained.Explanation.Snapshot;
        json.WriteNumber("schema", 1);
        json.WriteNumber("epoch", s.Epoch);
        json.WriteString("sha256", Convert.ToHexStringLower(explained.Decision.State.Snapshot.Sha256()));
        json.WriteNumber("jointColumns", s.H);
        json.WriteNumber("tailCount", s.K);
        json.WriteString("tailMeasure", s.Tail == OracleTailMeasure.Es ? "ES" : "VAR");
        json.Exact("lambdaQ32", s.Lambda);
        json.Exact("phiInitialQ32", s.Phi.Im);
        json.Exact("phiMaintenanceQ32", s.Phi.Mm);
        json.Exact("callQ32", s.Bcall);
        json.Exact("backstopQ32", s.Theta);
        json.Exact("profitWeightQ32", s.ProfitWeight);
        json.Exact("profitCapMicro", s.ProfitCap);
        json.Exact("largestMultQ32", s.LargestMult);
        int[] instruments = Instruments(explained);
        json.WriteStartArray("underlyings");
        foreach (int u in instruments.Select(i => s.Instrument(i).Underlying).Distinct().Order())
        {
            WriteUnderlying(explained, u, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("instruments");
        foreach (int i in instruments)
        {
            WriteInstrument(explained, i, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("assets");
        for (int a = 0; a < s.Assets.Count; a++)
        {
            WriteAsset(explained, a, json);
        }

        json.WriteEndArray();
    }

    private static int[] Instruments(ExplainedDecision explained)
    {
        SortedSet<int> all = [];
        foreach (GroupRecord record in explained.Explanation.State.Groups)
        {
            foreach (PositionReading position in record.Positions)
            {
                all.Add(position.Instrument);
                all.UnionWith(
                    explained.Explanation.Snapshot.Instrument(position.Instrument).Legs.Select(leg => leg.Instrument));
            }
        }

        return [.. all];
    }

    private static void WriteUnderlying(ExplainedDecision explained, int index, Utf8JsonWriter json)
    {
        OracleUnderlying u = explained.Explanation.Snapshot.Underlyings[index];
        json.WriteStartObject();
        json.WriteString("underlying", explained.Underlying(index));
        json.Exact("multQ32", u.Mult);
        json.Exact("basisQ32", u.Basis);
        json.Exact("somInitialMicro", u.Som.Im);
        json.Exact("somMaintenanceMicro", u.Som.Mm);
        json.Exact("longOptionHaircutQ32", u.LongOptionHaircut);
        json.Exact("oracleQ32", u.Oracle);
        json.Exact("tierInitial", u.Tier.Im);
        json.Exact("tierMaintenance", u.Tier.Mm);
        json.Exact("concInitial", u.Conc.Im);
        json.Exact("concMaintenance", u.Conc.Mm);
        json.WriteEndObject();
    }

    private static void WriteInstrument(ExplainedDecision explained, int index, Utf8JsonWriter json)
    {
        OracleInstrument i = explained.Explanation.Snapshot.Instrument(index);
        json.WriteStartObject();
        json.WriteString("instrument", explained.Symbol(index));
        json.WriteNumber("instrumentIndex", index);
        json.WriteString("underlying", explained.Underlying(i.Underlying));
        json.WriteNumber("expiry", i.Expiry);
        json.WriteBoolean("isOption", i.IsOption);
        json.WriteBoolean("isCollateral", i.IsCollateral);
        json.Exact("epochValueMicro", i.CvE);
        json.Exact("fundingQ32", i.Funding);
        json.Exact("shortLotInitialMicro", i.LotReq.Im);
        json.Exact("shortLotMaintenanceMicro", i.LotReq.Mm);
        json.Exact("stdInitial", i.Std.Im);
        json.Exact("stdMaintenance", i.Std.Mm);
        json.WriteStartArray("legs");
        foreach (OracleLeg leg in i.Legs)
        {
            json.WriteStartObject();
            json.WriteString("instrument", explained.Symbol(leg.Instrument));
            json.Exact("ratio", leg.Ratio);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("bucketMicro", i.Ra);
        json.Exact("jointMicro", i.Raj);
        json.WriteEndObject();
    }

    private static void WriteAsset(ExplainedDecision explained, int index, Utf8JsonWriter json)
    {
        OracleAsset a = explained.Explanation.Snapshot.Assets[index];
        json.WriteStartObject();
        json.WriteString("asset", explained.Asset(index));
        json.Exact("priceMicro", a.PriceE);
        json.Exact("credit", a.Credit);
        json.Exact("debtHaircutQ32", a.DebtHaircut);
        json.WriteNumber("wrongWayUnderlying", a.WrongWayUnderlying);
        json.WriteNumber("wrongWayEntry", a.WrongWayEntry);
        json.Exact("omegaQ32", a.Omega);
        json.Exact("oracleQ32", a.Oracle);
        json.WriteNumber("riskInstrument", a.RiskInstrument);
        json.Exact("lotUnitsE8", a.LotUnits);
        json.WriteEndObject();
    }
}
