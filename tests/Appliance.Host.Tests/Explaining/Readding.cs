using System.Linq;
using System.Numerics;
using System.Text.Json;

namespace Appliance.Host.Tests.Explaining;

/// <summary>
/// Works IMR, MMR and both valuations out again from the leaves of an explanation for machines: lots, losses per lot,
/// rates and tables, with no code of ours. Of sums only those are taken that the document has no leaves for: the lots
/// of QR, deltas by expiry, values and credits of assets.
/// </summary>
internal sealed class Readding(JsonElement document)
{
    private static readonly BigInteger MoneyMax = (BigInteger.One << 62) - 1;

    public BigInteger Imr
    {
        get
        {
            JsonElement imr = document.GetProperty("imr");
            return Sat(Req(imr.GetProperty("req")) + Reserves() + Charges(imr, "fund") + Charges(imr, "oracle"));
        }
    }

    public BigInteger Mmr => Req(document.GetProperty("mmr").GetProperty("req"));

    public BigInteger EquityInitial => Equity(document.GetProperty("equityInitial"), isInitial: true);

    public BigInteger EquityMaintenance => Equity(document.GetProperty("equityMaintenance"), isInitial: false);

    /// <summary>An integer, which may stand in a string.</summary>
    public static BigInteger Number(JsonElement of, string name)
    {
        JsonElement value = of.GetProperty(name);
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static BigInteger Req(JsonElement req)
    {
        BigInteger own = Own(req);
        if (!req.TryGetProperty("pool", out JsonElement pool))
        {
            return own;
        }

        BigInteger sum = Sum(pool.GetProperty("members"), member => Req(member.GetProperty("req")));
        BigInteger floor = MulCeil(sum, Number(pool, "lambdaQ32"));
        return Sat(BigInteger.Min(sum, BigInteger.Max(own, floor)));
    }

    private static BigInteger Own(JsonElement req)
    {
        JsonElement underlyings = req.GetProperty("underlyings");
        BigInteger conc = Sum(underlyings, u => MaxAffine(Net(u), u.GetProperty("concTable")));
        BigInteger wwr = Sum(req.GetProperty("wrongWay"), w => MulCeil(
            BigInteger.Min(Number(w, "valueMicro"), Number(w, "exposureMicro")), Number(w, "omegaQ32")));
        BigInteger qr = Number(req, "qrMicro");
        if (req.GetProperty("mode").GetString() == "STANDARD")
        {
            BigInteger standard = Sum(req.GetProperty("standard"), s =>
                MaxAffine(Number(s, "lots") * Number(s, "epochValueMicro"), s.GetProperty("stdTable"))
                + (Number(s, "shortLots") * Number(s, "shortPerLotMicro")));
            return Sat(standard + conc + wwr + qr);
        }

        BigInteger[] scans = [.. underlyings.EnumerateArray().Select(
            u => u.TryGetProperty("worst", out JsonElement worst) ? MulCeil(Entry(worst), Number(u, "multQ32")) : 0)];
        BigInteger diversified = MulCeil(scans.Aggregate(BigInteger.Zero, BigInteger.Add), Number(req, "lambdaQ32"));
        BigInteger scan = scans.Append(diversified).Append(Tail(req.GetProperty("tail"))).Max();
        BigInteger basis = Sum(underlyings, Basis);
        BigInteger som = Sum(underlyings, u => Number(u, "shortLots") * Number(u, "somPerLotMicro"));
        BigInteger tier = Sum(underlyings, u => MaxAffine(Net(u), u.GetProperty("tierTable")));
        BigInteger charges = MulCeil(scan, Number(req, "phiQ32")) + basis + conc + wwr + qr;
        return Sat(BigInteger.Max(charges, BigInteger.Max(som, tier)));
    }

    private static BigInteger Tail(JsonElement tail)
    {
        BigInteger sum = Sum(tail.GetProperty("columns"), column => BigInteger.Max(0, Entry(column)));
        BigInteger es = CeilDiv(sum, Number(tail, "k"));
        return MulCeil(es, Number(tail, "multQ32"));
    }

    private static BigInteger Net(JsonElement u) => BigInteger.Max(
        0, BigInteger.Max(Entry(u.GetProperty("deltaUp")), Entry(u.GetProperty("deltaDown"))));

    private static BigInteger Basis(JsonElement u)
    {
        BigInteger up = Sum(u.GetProperty("expiries"), e => BigInteger.Max(0, Number(e, "upMicro")));
        BigInteger down = Sum(u.GetProperty("expiries"), e => BigInteger.Max(0, Number(e, "downMicro")));
        return MulCeil(BigInteger.Min(up, down), Number(u, "basisQ32"));
    }

    private static BigInteger Entry(JsonElement entry) =>
        Sum(entry.GetProperty("terms"), term => Number(term, "lots") * Number(term, "perLotMicro"));

    // Where the lots are known one by one, their sum must be what the group has reserved.
    private BigInteger Reserves()
    {
        BigInteger all = 0;
        foreach (JsonElement group in document.GetProperty("groups").EnumerateArray())
        {
            BigInteger lots = Sum(
                group.GetProperty("working"), work => Number(work, "lots") * Number(work, "reserveMicro"));
            bool isPool = group.GetProperty("kind").GetString() == "POOL";
            all += isPool ? 0 : lots;
        }

        return all;
    }

    private static BigInteger Charges(JsonElement imr, string name) =>
        Sum(imr.GetProperty(name), charge => MulCeil(Number(charge, "amountMicro"), Number(charge, "rateQ32")));

    private static BigInteger Equity(JsonElement equity, bool isInitial)
    {
        BigInteger sum = Number(equity, "cashMicro"), profit = 0;
        foreach (JsonElement p in equity.GetProperty("positions").EnumerateArray())
        {
            BigInteger value = Number(p, "lots") * Number(p, "priceMicro"), open = Number(p, "openValueMicro");
            bool isOption = p.GetProperty("isOption").GetBoolean();
            BigInteger left = (BigInteger.One << 32) - Number(p, "haircutQ32");
            sum += isOption ? FloorDiv(value * left, BigInteger.One << 32) : open;
            profit += isOption ? 0 : value - open;
        }

        BigInteger weighed = FloorDiv(profit * Number(equity, "profitWeightQ32"), BigInteger.One << 32);
        sum += isInitial && profit > 0 ? BigInteger.Min(weighed, Number(equity, "profitCapMicro")) : profit;
        return Sat(sum + Sum(equity.GetProperty("assets"), asset => Number(asset, "creditMicro")));
    }

    private static BigInteger MaxAffine(BigInteger x, JsonElement table)
    {
        BigInteger best = 0;
        foreach (JsonElement segment in table.EnumerateArray())
        {
            best = BigInteger.Max(best, MulCeil(x, Number(segment, "slopeQ32")) - Number(segment, "offsetMicro"));
        }

        return best;
    }

    private static BigInteger Sum(JsonElement array, System.Func<JsonElement, BigInteger> of)
    {
        BigInteger sum = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            sum += of(element);
        }

        return sum;
    }

    private static BigInteger MulCeil(BigInteger x, BigInteger rate) => CeilDiv(x * rate, BigInteger.One << 32);

    private static BigInteger CeilDiv(BigInteger a, BigInteger b) => -FloorDiv(-a, b);

    private static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static BigInteger Sat(BigInteger x) => BigInteger.Clamp(x, -MoneyMax, MoneyMax);
}
