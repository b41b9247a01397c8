using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using Appliance.Host.Explaining;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;
using static Appliance.Host.Views.ExplainRows;
using static Appliance.Host.Views.MicroText;

namespace Appliance.Host.Views;

/// <summary>
/// An explained decision as plain text: every number from positions to IMR and MMR, each formula with its numbers, so
/// that a pocket calculator and host/MARGIN.md are enough to check it.
/// </summary>
internal sealed class ExplainPage(ExplainedDecision explained)
{
    private readonly AlignedText text = new();

    private GroupExplanation Explanation => explained.Explanation;

    private OracleExplain Terms => explained.Explanation.Terms;

    public void Write(TextWriter output)
    {
        WatchedDecision decision = explained.Decision;
        string verdict = explained.Agrees ? "AGREES  " : "DISAGREES  ";
        text.Line($"{verdict}group {decision.Group}, accepted order {decision.Number}");
        foreach (string finding in explained.Findings)
        {
            text.Line("  " + finding);
        }

        WriteResult();
        WriteOrder(decision);
        WriteLegend();
        WriteGroup();
        ExplainRequirementText requirement = new(explained, text);
        requirement.Write("IMR", Explanation.Initial);
        WriteImr();
        requirement.Write("MMR", Explanation.Maintenance);
        WriteEquity("E_MM: at the trigger mark", Terms.EquityMaintenance, isInitial: false);
        WriteEquity("E_IM: at the worse of mark and average", Terms.EquityInitial, isInitial: true);
        output.Write(text.ToString());
    }

    private void WriteOrder(WatchedDecision decision)
    {
        DeviceCommand c = decision.Command;
        text.Section($"Order, in micro and in {explained.Currency}");
        ExplainRows rows = new();
        string replaced = c.Op == DeviceOp.ReplaceOrder ? $", in place of {c.OldLots} lots" : "";
        string only = (c.Flags & DeviceCommandFlags.ReduceOnly) != 0 ? ", reduce only" : "";
        string side = c.Side > 0 ? "buy" : "sell";
        rows.AddText("order", $"{side} {c.Lots:N0} lots of {explained.Symbol(c.Instrument)}{replaced}{only}");
        rows.AddText("verdict", decision.Result.Verdict.ToString());
        rows.Add("limit", "per lot", c.Value);
        rows.Add("fee", "worst case, of the whole order", c.Fee);
        rows.Add("reserve", "per lot: what the limit gives away to the mark, and the fee", c.Reserve);
        rows.WriteTo(text);
        text.Table("ll",
        [
            ["epoch", $"{decision.Result.Epoch}"],
            ["snapshot", Convert.ToHexStringLower(decision.State.Snapshot.Sha256())],
            ["repeat", explained.RepeatCommand],
        ]);
    }

    private void WriteLegend()
    {
        text.Section("Reading");
        text.Line("  Names are those of host/MARGIN.md, sections 4 to 6 and 9. Amounts are micro of one unit;");
        text.Line("  the last column has them in whole units. Rates and shocks are Q32: divide by 2^32.");
        text.Line("  Loss per lot of a linear contract: ceil(cvE * shock / 2^32), at entry 30 cvE, at 31 -cvE.");
        text.Line("  D_e: entries 30 and 31 of expiry e alone; a combination enters with its legs of that expiry.");
        text.Line("  Lots in L: Q. Lots in W, the worst of the working orders: Q + B where a lot loses, else Q - S.");
    }

    private void WriteGroup()
    {
        foreach (GroupRecord record in Explanation.State.Groups)
        {
            GroupReading r = record.Reading;
            string mode = r.IsStandard ? "STANDARD" : "PORTFOLIO";
            string pool = r.Kind == MarginGroupKind.Member ? $" of pool {r.Pool}, whose margin decides" : "";
            string kind = r.Kind.ToString().ToUpperInvariant();
            text.Section($"Group {record.Id}: {kind}{pool}, {mode}; e is the expiry, amounts are micro");
            WritePositions(record);
            if (r.Kind != MarginGroupKind.Pool)
            {
                WriteWorking(record);
            }
        }
    }

    private void WritePositions(GroupRecord record)
    {
        List<IReadOnlyList<string>> rows =
            [["instrument", "e", "Q", "B", "S", "mark cv", "average", "cvE", "Q * cv", "open value V"]];
        foreach (PositionReading p in record.Positions)
        {
            LivePrice mark = Explanation.State.Marks[p.Instrument];
            OracleInstrument of = Explanation.Snapshot.Instrument(p.Instrument);
            rows.Add(
            [
                explained.Symbol(p.Instrument), of.IsCombo ? "" : Whole(of.Expiry),
                Whole(p.Position), Whole(p.WorkingBuys), Whole(p.WorkingSells),
                Whole(mark.ValueMicro), Whole(mark.AverageMicro), Whole(of.CvE),
                Whole((BigInteger)p.Position * mark.ValueMicro), Whole(p.OpenValueMicro),
            ]);
        }

        text.Table("lrrrrrrrrr", rows);
        for (int a = 0; a < record.Balances.Count; a++)
        {
            if (record.Balances[a] != 0)
            {
                text.Line($"  asset {explained.Asset(a)}: balance {record.Balances[a]} of 1e-8");
            }
        }
    }

    private void WriteWorking(GroupRecord record)
    {
        ExplainRows rows = new();
        foreach (WorkingLots w in record.Working)
        {
            string what = $"{(w.Side > 0 ? "buy" : "sell")} {w.Lots} lots * reserve {w.ReserveMicro}";
            rows.Add($"works {explained.Symbol(w.Instrument)}", what, (BigInteger)w.Lots * w.ReserveMicro);
        }

        rows.Add("cash", "", record.Reading.CashMicro);
        string how = record.Working.Count > 0 ? "sum of lots * reserve"
            : record.Reading.ReservesMicro == 0 ? "nothing works"
            : "their sum";
        rows.Add("reserves", how, record.Reading.ReservesMicro);
        text.Line();
        rows.WriteTo(text);
    }

    private void WriteImr()
    {
        OracleImr imr = Terms.Imr;
        text.Section("IMR");
        ExplainRows rows = new();
        rows.Add("Req(IM, W)", "", imr.Req.Value);
        rows.AddUnlessZero("reserves", "of the working orders", imr.Reserves);
        AddCharges(rows, "FUND", imr.FundTerms, imr.Fund);
        AddCharges(rows, "ORACLE", imr.OracleTerms, imr.Oracle);
        BigInteger[] parts = [imr.Req.Value, imr.Reserves, imr.Fund, imr.Oracle];
        rows.Add("IMR", $"sat({Sum(parts.Where(part => !part.IsZero))})", imr.Result.Value);
        rows.WriteTo(text);
    }

    private void AddCharges(ExplainRows rows, string name, IReadOnlyList<OracleReserveTerm> terms, BigInteger sum)
    {
        OracleReserveTerm[] charged = [.. terms.Where(term => !term.Charge.IsZero)];
        foreach (OracleReserveTerm term in charged)
        {
            string of = term.Of switch
            {
                OracleTermOf.Instrument => explained.Symbol(term.Index),
                OracleTermOf.Underlying => explained.Underlying(term.Index),
                _ => explained.Asset(term.Index),
            };
            rows.Add($"{name} {of}", Ceil(term.Amount, term.Rate), term.Charge);
        }

        if (charged.Length != 1)
        {
            rows.AddUnlessZero(name, Sum(charged.Select(term => term.Charge)), sum);
        }
    }

    private void WriteEquity(string title, OracleEquityTerms terms, bool isInitial)
    {
        text.Section(title);
        List<IReadOnlyList<string>> table = [["instrument", "Q", "price", "Q * price", "open value V", "counts"]];
        foreach (OraclePositionTerm p in terms.Positions)
        {
            table.Add(
            [
                explained.Symbol(p.Instrument), Whole(p.Q), Whole(p.Price), Whole(p.Value), Whole(p.OpenValue),
                p.IsOption ? Whole(p.Counted) : Whole(p.Value - p.OpenValue) + " in U",
            ]);
        }

        text.Table("lrrrrr", table);
        text.Line();
        ExplainRows rows = new();
        rows.Add("cash", "", terms.Cash);
        rows.AddUnlessZero("sum V", "open values of what is no option", terms.OpenValue);
        rows.AddUnlessZero("U", "sum of Q * price - V", terms.Unrealised);
        if (isInitial && terms.Unrealised.Sign > 0)
        {
            OracleSnapshot s = Explanation.Snapshot;
            string weighed = $"floor({Whole(terms.Unrealised)} * {Whole(s.ProfitWeight)} / 2^32)";
            rows.Add("U_IM", $"min({weighed}, cap)", terms.UnrealisedCounted);
            rows.AddText("cap", Whole(s.ProfitCap));
        }

        rows.AddUnlessZero("options", "sum of what counts", terms.Options);
        foreach (OracleAssetTerm a in terms.Assets)
        {
            string value = $"{a.Balance} * {a.Price} / 1e8 = {a.Value}, credit";
            rows.Add($"asset {explained.Asset(a.Asset)}", value, a.Credit);
        }

        BigInteger[] parts = [terms.Cash, terms.OpenValue, terms.UnrealisedCounted, terms.Options, terms.AssetCredit];
        string sum = Sum(parts.Where((part, k) => k == 0 || !part.IsZero));
        rows.Add(isInitial ? "E_IM" : "E_MM", $"sat({sum})", terms.Value.Value);
        rows.WriteTo(text);
    }

    private void WriteStanding()
    {
        ExplainRows rows = new();
        BigInteger initial = Terms.EquityInitial.Value.Value, maintenance = Terms.EquityMaintenance.Value.Value;
        rows.Add("excess", "E_IM - IMR: what new risk may use", initial - Terms.Imr.Result.Value);
        rows.Add("distance", "E_MM - MMR: to liquidation", maintenance - Terms.Mmr.Value);
        OracleSnapshot s = Explanation.Snapshot;
        rows.Add("call below", Ceil(Terms.Mmr.Value, s.Bcall), OracleMath.MulCeil(Terms.Mmr.Value, s.Bcall));
        rows.AddText("state", Explanation.Standing.ToString().ToUpperInvariant());
        rows.WriteTo(text, hasResult: false);
    }

    // What it comes to stands first; the rest of the page is where it comes from.
    private void WriteResult()
    {
        text.Section(explained.Agrees
            ? "Result: the explanation agrees with the decision to the micro"
            : "Result: the explanation DISAGREES with the decision");
        List<IReadOnlyList<string>> rows = [["", "explained, micro", "decided, micro", explained.Currency, ""]];
        foreach (Agreement number in explained.Agreements)
        {
            string verdict = number.IsEqual ? "same" : $"off by {Whole(number.DecidedMicro - number.ExplainedMicro)}";
            string units = Units(number.ExplainedMicro);
            rows.Add([number.Name, Whole(number.ExplainedMicro), Whole(number.DecidedMicro), units, verdict]);
        }

        text.Table("lrrrl", rows);
        text.Line();
        WriteStanding();
    }
}
