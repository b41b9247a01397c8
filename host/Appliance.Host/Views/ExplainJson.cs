using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using System.Text.Json;
using Appliance.Host.Explaining;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;

namespace Appliance.Host.Views;

/// <summary>
/// An explained decision for machines; host/EXPLAIN.md has every name. Names never change and are only ever added to;
/// <c>schema</c> counts what could not be done that way.
/// </summary>
internal static class ExplainJson
{
    private const int Schema = 1;

    public static void Write(ExplainedDecision explained, TextWriter output) =>
        JsonText.Write(output, json =>
        {
            WatchedDecision decision = explained.Decision;
            GroupExplanation explanation = explained.Explanation;
            OracleExplain terms = explanation.Terms;
            json.WriteNumber("schema", Schema);
            json.WriteNumber("group", decision.Group);
            json.WriteNumber("decision", decision.Number);
            json.WriteBoolean("agrees", explained.Agrees);
            json.WriteStartArray("findings");
            foreach (string finding in explained.Findings)
            {
                json.WriteStringValue(finding);
            }

            json.WriteEndArray();
            json.WriteString("repeat", explained.RepeatCommand);
            json.WriteString("currency", explained.Currency);
            json.WriteNumber("epoch", decision.Result.Epoch);
            json.WriteString("snapshotSha256", Convert.ToHexStringLower(decision.State.Snapshot.Sha256()));
            WriteOrder(explained, json);
            json.WriteNumber("marginGroup", terms.MarginGroup);
            WriteGroups(explained, json);
            WriteImr(explained, json);
            json.WriteStartObject("mmr");
            json.Exact("resultMicro", terms.Mmr.Value);
            json.WriteBoolean("isSaturated", terms.Mmr.Saturated);
            new ExplainRequirementJson(explained, json).Write("req", explanation.Maintenance);
            json.WriteEndObject();
            WriteEquity("equityInitial", explained, terms.EquityInitial, json);
            WriteEquity("equityMaintenance", explained, terms.EquityMaintenance, json);
            BigInteger initial = terms.EquityInitial.Value.Value, maintenance = terms.EquityMaintenance.Value.Value;
            json.Exact("excessInitialMicro", initial - terms.Imr.Result.Value);
            json.Exact("excessMaintenanceMicro", maintenance - terms.Mmr.Value);
            json.Exact("callQ32", explanation.Snapshot.Bcall);
            json.WriteString("state", explanation.Standing.ToString().ToUpperInvariant());
            WriteAgreement(explained, json);
        });

    private static void WriteOrder(ExplainedDecision explained, Utf8JsonWriter json)
    {
        DeviceCommand c = explained.Decision.Command;
        json.WriteStartObject("order");
        json.WriteString("kind", c.Op == DeviceOp.ReplaceOrder ? "replace" : "new");
        json.WriteString("instrument", explained.Symbol(c.Instrument));
        json.WriteNumber("instrumentIndex", c.Instrument);
        json.WriteString("side", c.Side > 0 ? "buy" : "sell");
        json.Exact("lots", c.Lots);
        json.Exact("limitMicro", c.Value);
        json.Exact("feeMicro", c.Fee);
        json.Exact("reserveMicro", c.Reserve);
        json.WriteBoolean("isReduceOnly", (c.Flags & DeviceCommandFlags.ReduceOnly) != 0);
        if (c.Op == DeviceOp.ReplaceOrder)
        {
            json.Exact("oldLots", c.OldLots);
            json.Exact("oldReserveMicro", c.OldReserve);
        }

        json.WriteString("verdict", explained.Decision.Result.Verdict.ToString());
        json.WriteEndObject();
    }

    private static void WriteGroups(ExplainedDecision explained, Utf8JsonWriter json)
    {
        json.WriteStartArray("groups");
        foreach (GroupRecord record in explained.Explanation.State.Groups)
        {
            GroupReading r = record.Reading;
            json.WriteStartObject();
            json.WriteNumber("group", record.Id);
            json.WriteString("kind", r.Kind.ToString().ToUpperInvariant());
            json.WriteString("mode", r.IsStandard ? "STANDARD" : "PORTFOLIO");
            if (r.Kind == MarginGroupKind.Member)
            {
                json.WriteNumber("pool", r.Pool);
            }

            json.Exact("cashMicro", r.CashMicro);
            json.Exact("reservesMicro", r.ReservesMicro);
            WritePositions(explained, record, json);
            json.WriteStartArray("working");
            foreach (WorkingLots w in record.Working)
            {
                json.WriteStartObject();
                json.WriteString("instrument", explained.Symbol(w.Instrument));
                json.WriteString("side", w.Side > 0 ? "buy" : "sell");
                json.Exact("lots", w.Lots);
                json.Exact("reserveMicro", w.ReserveMicro);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("balances");
            for (int a = 0; a < record.Balances.Count; a++)
            {
                json.WriteStartObject();
                json.WriteString("asset", explained.Asset(a));
                json.Exact("balanceE8", record.Balances[a]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePositions(ExplainedDecision explained, GroupRecord record, Utf8JsonWriter json)
    {
        PrimaryState state = explained.Explanation.State;
        json.WriteStartArray("positions");
        foreach (PositionReading p in record.Positions)
        {
            InstrumentRisk risk = state.Snapshot.Instruments[p.Instrument];
            json.WriteStartObject();
            json.WriteString("instrument", risk.Symbol);
            json.WriteNumber("instrumentIndex", p.Instrument);
            json.WriteString("underlying", explained.Underlying(risk.Underlying));
            json.WriteNumber("expiry", risk.Expiry);
            json.Exact("lots", p.Position);
            json.Exact("workingBuys", p.WorkingBuys);
            json.Exact("workingSells", p.WorkingSells);
            json.Exact("markMicro", state.Marks[p.Instrument].ValueMicro);
            json.Exact("averageMicro", state.Marks[p.Instrument].AverageMicro);
            json.Exact("epochValueMicro", explained.Explanation.Snapshot.Instrument(p.Instrument).CvE);
            json.Exact("openValueMicro", p.OpenValueMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteImr(ExplainedDecision explained, Utf8JsonWriter json)
    {
        OracleImr imr = explained.Explanation.Terms.Imr;
        json.WriteStartObject("imr");
        json.Exact("resultMicro", imr.Result.Value);
        json.WriteBoolean("isSaturated", imr.Result.Saturated);
        json.Exact("reservesMicro", imr.Reserves);
        WriteCharges("fund", explained, imr.FundTerms, json);
        json.Exact("fundMicro", imr.Fund);
        WriteCharges("oracle", explained, imr.OracleTerms, json);
        json.Exact("oracleMicro", imr.Oracle);
        new ExplainRequirementJson(explained, json).Write("req", explained.Explanation.Initial);
        json.WriteEndObject();
    }

    private static void WriteCharges(
        string name, ExplainedDecision explained, IReadOnlyList<OracleReserveTerm> terms, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (OracleReserveTerm term in terms)
        {
            json.WriteStartObject();
            json.WriteString("of", term.Of switch
            {
                OracleTermOf.Instrument => explained.Symbol(term.Index),
                OracleTermOf.Underlying => explained.Underlying(term.Index),
                _ => explained.Asset(term.Index),
            });
            json.Exact("amountMicro", term.Amount);
            json.Exact("rateQ32", term.Rate);
            json.Exact("chargeMicro", term.Charge);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEquity(
        string name, ExplainedDecision explained, OracleEquityTerms terms, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.Exact("resultMicro", terms.Value.Value);
        json.WriteBoolean("isSaturated", terms.Value.Saturated);
        json.Exact("cashMicro", terms.Cash);
        json.WriteStartArray("positions");
        foreach (OraclePositionTerm p in terms.Positions)
        {
            json.WriteStartObject();
            json.WriteString("instrument", explained.Symbol(p.Instrument));
            json.WriteBoolean("isOption", p.IsOption);
            json.Exact("lots", p.Q);
            json.Exact("priceMicro", p.Price);
            json.Exact("valueMicro", p.Value);
            json.Exact("openValueMicro", p.OpenValue);
            json.Exact("haircutQ32", p.Haircut);
            json.Exact("countedMicro", p.Counted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("openValueMicro", terms.OpenValue);
        json.Exact("unrealisedMicro", terms.Unrealised);
        json.Exact("unrealisedCountedMicro", terms.UnrealisedCounted);
        json.Exact("profitWeightQ32", explained.Explanation.Snapshot.ProfitWeight);
        json.Exact("profitCapMicro", explained.Explanation.Snapshot.ProfitCap);
        json.Exact("optionsMicro", terms.Options);
        json.WriteStartArray("assets");
        foreach (OracleAssetTerm a in terms.Assets)
        {
            json.WriteStartObject();
            json.WriteString("asset", explained.Asset(a.Asset));
            json.Exact("balanceE8", a.Balance);
            json.Exact("priceMicro", a.Price);
            json.Exact("valueMicro", a.Value);
            json.Exact("creditMicro", a.Credit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("assetCreditMicro", terms.AssetCredit);
        json.WriteEndObject();
    }

    private static void WriteAgreement(ExplainedDecision explained, Utf8JsonWriter json)
    {
        json.WriteStartArray("agreement");
        foreach (Agreement number in explained.Agreements)
        {
            json.WriteStartObject();
            json.WriteString("name", number.Name);
            json.Exact("explainedMicro", number.ExplainedMicro);
            json.Exact("decidedMicro", number.DecidedMicro);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
