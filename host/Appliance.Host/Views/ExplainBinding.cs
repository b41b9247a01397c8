using Appliance.Sim.Oracle;

namespace Appliance.Host.Views;

/// <summary>Which argument of a maximum gave it; of equals the first.</summary>
internal static class ExplainBinding
{
    /// <summary>Of SCAN: diversified, TAIL or max M_u.</summary>
    public static string OfScan(OracleReq req) =>
        req.Scan == req.Diversified ? "diversified" : req.Scan == req.Tail ? "TAIL" : "max M_u";

    /// <summary>Of a requirement in PORTFOLIO mode: charges, SOM or TIER.</summary>
    public static string OfRequirement(OracleReq req)
    {
        System.Numerics.BigInteger charges = req.ScaledScan + req.Basis + req.Conc + req.Wwr + req.Qr;
        return charges >= req.Som && charges >= req.Tier ? "charges" : req.Som >= req.Tier ? "SOM" : "TIER";
    }
}
