using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// What equity needs of one epoch's tables, copied at load. Groups that have not switched yet are valued with those
/// of their own epoch (MARGIN.md section 8), so several sets are alive at a time; one that no group is on is written
/// anew.
/// </summary>
internal sealed class EquityTables
{
    private readonly ulong[] optionWeights;
    private AssetRow[] assets = [];

    public EquityTables(int instruments) => optionWeights = new ulong[instruments];

    public ulong ProfitWeightQ32 { get; private set; }

    public long ProfitCapMicro { get; private set; }

    /// <summary>Weight 1 and no cap but MoneyMax.</summary>
    public bool IsProfitWhole { get; private set; }

    public ReadOnlySpan<AssetRow> Assets => assets;

    /// <summary>Assets with a wrong-way charge, one bit each.</summary>
    public uint WrongWayMask { get; private set; }

    /// <summary>Assets whose price source is in doubt, one bit each.</summary>
    public uint OracleMask { get; private set; }

    /// <summary>Groups on this set.</summary>
    public int GroupCount { get; set; }

    /// <summary>1 - h_long for options, 1 for everything else, Q32.</summary>
    public ulong OptionWeightQ32(int instrument) => optionWeights[instrument];

    /// <summary>Takes over all tables; memory is taken only for assets and segments beyond all before.</summary>
    public void CopyFrom(RiskSnapshot snapshot)
    {
        ProfitWeightQ32 = snapshot.Parameters.ProfitWeightQ32;
        ProfitCapMicro = snapshot.Parameters.ProfitCapMicro;
        IsProfitWhole = ProfitWeightQ32 == Rate.One.Q32 && ProfitCapMicro == FixedPoint.MoneyMax;
        for (int i = 0; i < optionWeights.Length; i++)
        {
            InstrumentRisk risk = snapshot.Instruments[i];
            ulong haircut = risk.IsOption ? snapshot.Underlyings[risk.Underlying].LongOptionHaircutQ32 : 0;
            optionWeights[i] = Rate.One.Q32 - haircut;
        }

        MakeRows(snapshot.Assets.Length);
        WrongWayMask = 0;
        OracleMask = 0;
        for (int a = 0; a < assets.Length; a++)
        {
            assets[a].CopyFrom(snapshot.Assets[a]);
            uint bit = 1u << a;
            WrongWayMask |= assets[a].WrongWayQ32 != 0 && assets[a].WrongWayUnderlying >= 0 ? bit : 0;
            OracleMask |= assets[a].OracleQ32 != 0 ? bit : 0;
        }
    }

    private void MakeRows(int count)
    {
        int before = assets.Length;
        if (count > before)
        {
            Array.Resize(ref assets, count);
            for (int a = before; a < count; a++)
            {
                assets[a] = new AssetRow();
            }
        }
    }
}
