using System.Linq;
using System.Numerics;
using System.Text.Json;
using Appliance.Host.Explaining;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;

namespace Appliance.Host.Views;

/// <summary>A requirement for machines: every term of host/MARGIN.md section 5 with what it was rounded from.</summary>
internal sealed class ExplainRequirementJson(ExplainedDecision explained, Utf8JsonWriter json)
{
    private OracleSnapshot Snapshot => explained.Explanation.Snapshot;

    public void Write(string name, RequirementDetail detail)
    {
        json.WritePropertyName(name);
        Write(detail);
    }

    private void Write(RequirementDetail detail)
    {
        OracleReq own = detail.Req.Pool?.Own ?? detail.Req;
        json.WriteStartObject();
        json.Exact("valueMicro", detail.Req.Value);
        json.WriteBoolean("isSaturated", detail.Req.Saturated);
        json.WriteBoolean("isOutOfRange", own.OutOfRange);
        json.WriteString("kind", own.Kind == OracleKind.Im ? "IM" : "MM");
        json.WriteString("accumulators", detail.Acc.ToString());
        json.WriteString("mode", own.Mode.ToString().ToUpperInvariant());
        json.WriteStartArray("underlyings");
        foreach (UnderlyingDetail underlying in detail.Underlyings)
        {
            WriteUnderlying(underlying, own.Kind);
        }

        json.WriteEndArray();
        WriteTail(own.TailTerms, detail);
        WriteScan(own);
        WriteWrongWay(own);
        json.Exact("basisMicro", own.Basis);
        json.Exact("concMicro", own.Conc);
        json.Exact("wwrMicro", own.Wwr);
        json.Exact("qrMicro", own.Qr);
        json.Exact("somMicro", own.Som);
        json.Exact("tierMicro", own.Tier);
        WriteStandard(own);
        json.WriteString("binds", own.Mode == OracleMode.Standard ? "charges" : ExplainBinding.OfRequirement(own));
        json.Exact("ownMicro", own.Value);
        if (detail.Req.Pool is { } pool)
        {
            WritePool(pool, detail);
        }

        json.WriteEndObject();
    }

    private void WriteUnderlying(UnderlyingDetail detail, OracleKind kind)
    {
        OracleUnderlyingTerms terms = detail.Terms;
        OracleUnderlying parameters = Snapshot.Underlyings[terms.Underlying];
        json.WriteStartObject();
        json.WriteString("underlying", explained.Underlying(terms.Underlying));
        if (detail.Worst is { } worst)
        {
            WriteEntry("worst", worst, worst.Entry, explained.Words.OfEntry(terms.Underlying, worst.Entry));
        }

        json.Exact("worstLossMicro", terms.WorstLoss);
        json.Exact("multQ32", terms.Mult);
        json.Exact("mMicro", terms.M);
        WriteEntry("deltaUp", detail.DeltaUp, detail.DeltaUp.Entry, "delta notional");
        WriteEntry("deltaDown", detail.DeltaDown, detail.DeltaDown.Entry, "minus delta notional");
        json.Exact("nMicro", terms.N);
        json.WriteStartArray("expiries");
        foreach (ExpiryDelta expiry in detail.Expiries)
        {
            json.WriteStartObject();
            json.WriteNumber("expiry", expiry.Expiry);
            json.Exact("upMicro", expiry.Up);
            json.Exact("downMicro", expiry.Down);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("duMicro", terms.DeltaUp);
        json.Exact("ddMicro", terms.DeltaDown);
        json.Exact("basisQ32", terms.BasisRate);
        json.Exact("basisMicro", terms.Basis);
        json.Exact("concTable", parameters.Conc[kind]);
        json.WriteNumber("concSegment", detail.ConcSegment);
        json.Exact("concMicro", terms.Conc);
        json.Exact("shortLots", terms.Short);
        json.Exact("somPerLotMicro", terms.SomPerLot);
        json.Exact("somMicro", terms.Som);
        json.Exact("tierTable", parameters.Tier[kind]);
        json.WriteNumber("tierSegment", detail.TierSegment);
        json.Exact("tierMicro", terms.Tier);
        json.WriteEndObject();
    }

    private void WriteEntry(string? name, EntryDetail entry, int index, string meaning)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("meaning", meaning);
        json.WriteStartArray("terms");
        foreach (LossTerm term in entry.Terms)
        {
            json.WriteStartObject();
            json.WriteString("instrument", explained.Symbol(term.Instrument));
            json.Exact("lots", term.Lots);
            json.Exact("perLotMicro", term.PerLot);
            if (term.ShockQ32 is { } shock)
            {
                json.Exact("shockQ32", shock);
            }

            json.Exact("productMicro", term.Product);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("sumMicro", entry.Sum);
        json.WriteEndObject();
    }

    private void WriteTail(OracleTailTerms tail, RequirementDetail detail)
    {
        json.WriteStartObject("tail");
        json.WriteStartArray("columns");
        foreach (EntryDetail column in detail.Columns)
        {
            int h = column.Entry - OracleAccumulators.BucketEntries;
            WriteEntry(null, column, h, explained.Words.OfColumn(h));
        }

        json.WriteEndArray();
        json.WriteString("measure", tail.Measure == OracleTailMeasure.Es ? "ES" : "VAR");
        json.WriteNumber("k", tail.K);
        json.Exact("sumMicro", tail.Sum);
        json.Exact("esMicro", tail.Es);
        json.Exact("kthMicro", tail.Kth);
        json.Exact("multQ32", tail.Mult);
        json.Exact("tailMicro", tail.Value);
        json.WriteEndObject();
    }

    private void WriteScan(OracleReq own)
    {
        json.Exact("sumMMicro", own.SumM);
        json.Exact("maxMMicro", own.MaxM);
        json.Exact("lambdaQ32", own.Lambda);
        json.Exact("diversifiedMicro", own.Diversified);
        json.Exact("scanMicro", own.Scan);
        json.WriteString("scanBinds", ExplainBinding.OfScan(own));
        json.Exact("phiQ32", own.Phi);
        json.Exact("scaledScanMicro", own.ScaledScan);
    }

    private void WriteWrongWay(OracleReq own)
    {
        json.WriteStartArray("wrongWay");
        foreach (OracleWrongWayTerm term in own.WrongWay)
        {
            json.WriteStartObject();
            json.WriteString("asset", explained.Asset(term.Asset));
            json.WriteString("underlying", explained.Underlying(term.Underlying));
            json.WriteNumber("entry", term.Entry);
            json.Exact("valueMicro", term.Value);
            json.Exact("exposureMicro", term.Exposure);
            json.Exact("omegaQ32", term.Omega);
            json.Exact("chargeMicro", term.Charge);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteStandard(OracleReq own)
    {
        json.WriteStartArray("standard");
        foreach (OracleStandardTerm term in own.Standard)
        {
            OracleInstrument instrument = Snapshot.Instrument(term.Instrument);
            json.WriteStartObject();
            json.WriteString("instrument", explained.Symbol(term.Instrument));
            json.Exact("lots", term.Lots);
            json.Exact("epochValueMicro", instrument.CvE);
            json.Exact("notionalMicro", term.Notional);
            json.Exact("stdTable", instrument.Std[own.Kind]);
            json.Exact("marginMicro", term.Margin);
            json.Exact("shortLots", term.ShortLots);
            json.Exact("shortPerLotMicro", term.LotReq);
            json.Exact("shortMicro", term.ShortMargin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Exact("standardMicro", own.StandardSum);
    }

    private void WritePool(OraclePoolTerms pool, RequirementDetail detail)
    {
        json.WriteStartObject("pool");
        json.Exact("sumMicro", pool.Sum);
        json.Exact("lambdaQ32", pool.LambdaPool);
        json.Exact("floorMicro", pool.Floor);
        json.WriteStartArray("members");
        foreach (((long member, RequirementDetail of), BigInteger share) in detail.Members.Zip(pool.Shares))
        {
            json.WriteStartObject();
            json.WriteNumber("group", member);
            json.Exact("shareMicro", share);
            Write("req", of);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
