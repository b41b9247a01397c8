using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Host.Explaining;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;
using static Appliance.Host.Views.ExplainRows;
using static Appliance.Host.Views.MicroText;

namespace Appliance.Host.Views;

/// <summary>A requirement term by term, in the names of host/MARGIN.md section 5.</summary>
internal sealed class ExplainRequirementText(ExplainedDecision explained, AlignedText text)
{
    private static readonly string[] Heading =
        ["entry", "instrument", "lots", "loss per lot", "shock, Q32", "lots * loss"];

    private OracleSnapshot Snapshot => explained.Explanation.Snapshot;

    /// <param name="of">IMR or MMR.</param>
    /// <param name="detail">Of the margin group.</param>
    public void Write(string of, RequirementDetail detail)
    {
        if (detail.Req.Pool is not { } pool)
        {
            WriteOwn(of, detail);
            return;
        }

        WriteOwn($"{of}, the pool as one group", detail);
        foreach ((long member, RequirementDetail own) in detail.Members)
        {
            WriteOwn($"{of}, member {member} by itself", own);
        }

        WritePool(of, detail.Req, pool, Name(pool.Own, detail.Acc));
    }

    private void WriteOwn(string of, RequirementDetail detail)
    {
        OracleReq own = detail.Req.Pool?.Own ?? detail.Req;
        string req = Name(own, detail.Acc);
        if (own.OutOfRange)
        {
            text.Section($"{of}: {req}");
            text.Line("  gabs is beyond MoneyMax under this epoch (section 8): there are no terms");
            return;
        }

        foreach (UnderlyingDetail underlying in detail.Underlyings)
        {
            WriteUnderlying(of, underlying, own, detail.Acc);
        }

        if (own.Mode == OracleMode.Standard)
        {
            WriteStandard(of, own, req);
        }
        else
        {
            WriteTail(of, detail);
            WritePortfolio(of, own, req);
        }
    }

    private static string Name(OracleReq req, OracleAcc acc) =>
        req.Kind == OracleKind.Im ? $"Req(IM, {acc})" : $"Req(MM, {acc})";

    private void WriteUnderlying(string of, UnderlyingDetail detail, OracleReq own, OracleAcc acc)
    {
        OracleUnderlyingTerms terms = detail.Terms;
        bool isPortfolio = own.Mode == OracleMode.Portfolio;
        text.Section($"{of}, underlying {explained.Underlying(terms.Underlying)}");
        List<IReadOnlyList<string>> rows = [Heading];
        if (detail.Worst is { } worst && isPortfolio)
        {
            string meaning = explained.Words.OfEntry(terms.Underlying, worst.Entry);
            text.Line($"  worst scenario {worst.Entry}: {meaning}");
            AddEntry(rows, worst, acc);
        }

        AddEntry(rows, detail.DeltaUp, acc);
        AddEntry(rows, detail.DeltaDown, acc);
        text.Table("llrrrr", rows);
        text.Line();
        ExplainRows formulas = new();
        if (isPortfolio)
        {
            string worstSum = Ceil(terms.WorstLoss, terms.Mult) + Note("mult", terms.Mult);
            formulas.Add("M_u", detail.Worst is null ? "no entry loses" : worstSum, terms.M);
        }

        formulas.Add("N_u", $"max(0, {Whole(detail.DeltaUp.Sum)}, {Whole(detail.DeltaDown.Sum)})", terms.N);
        AddDelta(formulas, detail, isPortfolio);
        OracleUnderlying tables = Snapshot.Underlyings[terms.Underlying];
        AddTable(formulas, "CONC", terms.N, tables.Conc[own.Kind], detail.ConcSegment, terms.Conc);
        if (isPortfolio)
        {
            formulas.AddUnlessZero("SOM", $"{terms.Short} short lots * {terms.SomPerLot}", terms.Som);
            AddTable(formulas, "TIER", terms.N, tables.Tier[own.Kind], detail.TierSegment, terms.Tier);
        }

        formulas.WriteTo(text, hasResult: false);
    }

    private static void AddDelta(ExplainRows formulas, UnderlyingDetail detail, bool isPortfolio)
    {
        OracleUnderlyingTerms terms = detail.Terms;
        if (!isPortfolio)
        {
            return;
        }

        if (detail.Expiries.Count > 1)
        {
            foreach (ExpiryDelta expiry in detail.Expiries)
            {
                formulas.AddText($"D_{expiry.Expiry}", $"up {Whole(expiry.Up)}, down {Whole(expiry.Down)}");
            }

            formulas.Add("DU", Sum(detail.Expiries.Select(e => OracleMath.Pos(e.Up))), terms.DeltaUp);
            formulas.Add("DD", Sum(detail.Expiries.Select(e => OracleMath.Pos(e.Down))), terms.DeltaDown);
        }

        BigInteger matched = BigInteger.Min(terms.DeltaUp, terms.DeltaDown);
        if (terms.Basis.IsZero)
        {
            formulas.AddUnlessZero($"BASIS (DU {Whole(terms.DeltaUp)}, DD {Whole(terms.DeltaDown)})", "", 0);
        }
        else
        {
            formulas.Add("BASIS", $"{Ceil(matched, terms.BasisRate)}, {Whole(matched)} = min(DU, DD)", terms.Basis);
        }
    }

    private static void AddTable(
        ExplainRows formulas,
        string term,
        BigInteger x,
        IReadOnlyList<OracleSegment> table,
        int segment,
        BigInteger value)
    {
        if (segment < 0)
        {
            formulas.AddUnlessZero(term, "", value);
            return;
        }

        OracleSegment binding = table[segment];
        string formula = $"{Ceil(x, binding.Slope)} - {Whole(binding.Offset)}";
        formulas.Add(term, $"{formula}, segment {segment + 1} of {table.Count}", value);
    }

    private void WriteTail(string of, RequirementDetail detail)
    {
        OracleReq own = detail.Req.Pool?.Own ?? detail.Req;
        OracleTailTerms tail = own.TailTerms;
        text.Section($"{of}, tail: the {tail.K} worst joint columns");
        List<IReadOnlyList<string>> rows = [Heading];
        foreach (EntryDetail column in detail.Columns)
        {
            int h = column.Entry - OracleAccumulators.BucketEntries;
            rows.Add([$"column {h}: {explained.Words.OfColumn(h)}"]);
            AddEntry(rows, column, detail.Acc);
        }

        text.Table("llrrrr", rows);
        text.Line();
        ExplainRows formulas = new();
        bool isMean = tail.Measure == OracleTailMeasure.Es;
        if (isMean)
        {
            formulas.Add("sum", Sum(tail.Columns.Select(c => c.Loss)), tail.Sum);
            formulas.Add("ES", $"ceil({Whole(tail.Sum)} / {tail.K})", tail.Es);
        }
        else
        {
            formulas.Add("VaR", $"the {tail.K}. largest loss", tail.Kth);
        }

        string scaled = Ceil(isMean ? tail.Es : tail.Kth, tail.Mult);
        formulas.Add("TAIL", scaled + Note("largest mult", tail.Mult), tail.Value);
        formulas.WriteTo(text);
    }

    private void WritePortfolio(string of, OracleReq own, string req)
    {
        text.Section($"{of}, {req}");
        ExplainRows rows = new();
        rows.Add("sum M_u", Sum(own.Underlyings.Select(u => u.M)), own.SumM);
        rows.Add("diversified", Ceil(own.SumM, own.Lambda) + Note("lambda", own.Lambda), own.Diversified);
        rows.Add("SCAN", ScanBinds(own), own.Scan);
        rows.Add("SCAN * phi", Ceil(own.Scan, own.Phi) + Note("phi", own.Phi), own.ScaledScan);
        rows.AddUnlessZero("BASIS", Sum(own.Underlyings.Select(u => u.Basis)), own.Basis);
        AddCommon(rows, own);
        BigInteger[] charges = [own.ScaledScan, own.Basis, own.Conc, own.Wwr, own.Qr];
        BigInteger charge = OracleMath.Sum(charges);
        rows.AddUnlessZero("SOM", Sum(own.Underlyings.Select(u => u.Som)), own.Som);
        rows.AddUnlessZero("TIER", Sum(own.Underlyings.Select(u => u.Tier)), own.Tier);
        rows.Add("charges", Sum(charges.Where(c => !c.IsZero)), charge);
        rows.Add(req, $"sat(max(charges, SOM, TIER)): {ExplainBinding.OfRequirement(own)} binds", own.Value);
        rows.WriteTo(text);
    }

    private void AddCommon(ExplainRows rows, OracleReq own)
    {
        rows.AddUnlessZero("CONC", Sum(own.Underlyings.Select(u => u.Conc)), own.Conc);
        OracleWrongWayTerm[] wrongWay = [.. own.WrongWay.Where(term => !term.Charge.IsZero)];
        foreach (OracleWrongWayTerm term in wrongWay)
        {
            string least = $"min({Whole(term.Value)}, {Whole(term.Exposure)})";
            string formula = $"ceil({least} * {Whole(term.Omega)} / 2^32), X[{term.Entry}]";
            rows.Add($"WWR {explained.Asset(term.Asset)}", formula, term.Charge);
        }

        if (wrongWay.Length != 1)
        {
            rows.AddUnlessZero("WWR", Sum(wrongWay.Select(term => term.Charge)), own.Wwr);
        }

        rows.Add("QR", "one micro a lot: |Q|, and for W working lots", own.Qr);
    }

    private void WriteStandard(string of, OracleReq own, string req)
    {
        text.Section($"{of}, {req}, STANDARD mode");
        ExplainRows rows = new();
        foreach (OracleStandardTerm term in own.Standard)
        {
            string symbol = explained.Symbol(term.Instrument);
            OracleInstrument instrument = Snapshot.Instrument(term.Instrument);
            IReadOnlyList<OracleSegment> table = instrument.Std[own.Kind];
            string notional = $"max(|Q+Bx|, |Q-Sx|) = {term.Lots}, * cvE {Whole(instrument.CvE)}";
            int segment = GroupExplainer.Binding(term.Notional, table, term.Margin);
            rows.AddUnlessZero($"{symbol} notional", notional, term.Notional);
            AddTable(rows, $"{symbol} std", term.Notional, table, segment, term.Margin);
            if (instrument.IsOption)
            {
                string lots = $"{term.ShortLots} short lots * {term.LotReq}";
                rows.AddUnlessZero($"{symbol} short", lots, term.ShortMargin);
            }
        }

        IEnumerable<BigInteger> margins = own.Standard.SelectMany(term => new[] { term.Margin, term.ShortMargin });
        rows.AddUnlessZero("instruments", Sum(margins.Where(margin => !margin.IsZero)), own.StandardSum);
        AddCommon(rows, own);
        BigInteger[] charges = [own.StandardSum, own.Conc, own.Wwr, own.Qr];
        rows.Add(req, $"sat({Sum(charges.Where(charge => !charge.IsZero))})", own.Value);
        rows.WriteTo(text);
    }

    private void WritePool(string of, OracleReq req, OraclePoolTerms pool, string name)
    {
        text.Section($"{of}, the pool");
        ExplainRows rows = new();
        foreach (((long member, OracleReq own), BigInteger share) in pool.Members.Zip(pool.Shares))
        {
            rows.Add($"Req_{member}", $"by itself; bears {Whole(share)} of the pool's", own.Value);
        }

        rows.Add("Req_P", "the pool as one group, above", pool.Own.Value);
        rows.Add("sum Req_m", Sum(pool.Members.Select(m => m.Req.Value)), pool.Sum);
        rows.Add("floor", Ceil(pool.Sum, pool.LambdaPool) + Note("lambda", pool.LambdaPool), pool.Floor);
        rows.Add(name, "min(sum Req_m, max(Req_P, floor))", req.Value);
        rows.WriteTo(text);
    }

    private void AddEntry(List<IReadOnlyList<string>> rows, EntryDetail entry, OracleAcc acc)
    {
        bool isColumn = entry.Entry >= OracleAccumulators.BucketEntries;
        int index = isColumn ? entry.Entry - OracleAccumulators.BucketEntries : entry.Entry;
        string name = isColumn ? $"{acc}J[{index}]" : $"{acc}[{index}]";
        LossTerm[] shown = [.. entry.Terms.Where(term => !term.Lots.IsZero)];
        if (shown.Length == 0)
        {
            rows.Add([name, "none", "0", "", "", "0"]);
        }

        foreach (LossTerm term in shown)
        {
            string shock = term.ShockQ32 is { } q32 ? Whole(q32) : "";
            string symbol = explained.Symbol(term.Instrument);
            rows.Add([name, symbol, Whole(term.Lots), Whole(term.PerLot), shock, Whole(term.Product)]);
        }

        if (shown.Length > 1)
        {
            rows.Add([name, "sum", "", "", "", Whole(entry.Sum)]);
        }
    }

    private static string ScanBinds(OracleReq own) =>
        $"max(diversified, TAIL, max M_u {Whole(own.MaxM)}): {ExplainBinding.OfScan(own)} binds";

    private static string Note(string name, BigInteger q32) => $", {name} {Rate(q32)}";
}
