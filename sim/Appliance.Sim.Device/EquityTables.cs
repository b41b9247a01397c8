using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// What equity needs of one epoch's tables, copied at load. Groups that have not switched yet are valued with those
/// of their own epoch (MARGIN.md section 8), so several sets are alive at a time.
/// </summary>
internal sealed class EquityTables
{
    private readonly ulong[] optionWeights;

    public EquityTables(RiskSnapshot snapshot)
    {
        ProfitWeightQ32 = snapshot.Parameters.ProfitWeightQ32;
        ProfitCapMicro = snapshot.Parameters.ProfitCapMicro;
        IsProfitWhole = ProfitWeightQ32 == Rate.One.Q32 && ProfitCapMicro == FixedPoint.MoneyMax;
        optionWeights = new ulong[snapshot.Instruments.Length];
        for (int i = 0; i < optionWeights.Length; i++)
        {
            InstrumentRisk risk = snapshot.Instruments[i];
            ulong haircut = risk.IsOption ? snapshot.Underlyings[risk.Underlying].LongOptionHaircutQ32 : 0;
            optionWeights[i] = Rate.One.Q32 - haircut;
        }

        Assets = new AssetRisk[snapshot.Assets.Length];
        for (int a = 0; a < Assets.Length; a++)
        {
            Assets[a] = snapshot.Assets[a] with { Credit = snapshot.Assets[a].Credit.ToArray() };
            uint bit = 1u << a;
            WrongWayMask |= Assets[a].WrongWayQ32 != 0 && Assets[a].WrongWayUnderlying >= 0 ? bit : 0;
            OracleMask |= Assets[a].OracleQ32 != 0 ? bit : 0;
        }
    }

    public ulong ProfitWeightQ32 { get; }

    public long ProfitCapMicro { get; }

    /// <summary>Weight 1 and no cap but MoneyMax.</summary>
    public bool IsProfitWhole { get; }

    public AssetRisk[] Assets { get; }

    /// <summary>Assets with a wrong-way charge, one bit each.</summary>
    public uint WrongWayMask { get; }

    /// <summary>Assets whose price source is in doubt, one bit each.</summary>
    public uint OracleMask { get; }

    /// <summary>Groups on this set.</summary>
    public int GroupCount { get; set; }

    /// <summary>1 - h_long for options, 1 for everything else, Q32.</summary>
    public ulong OptionWeightQ32(int instrument) => optionWeights[instrument];
}
