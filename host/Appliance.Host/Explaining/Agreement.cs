using System.Collections.Generic;
using System.Numerics;
using Appliance.Margin;
using Appliance.Sim.Explain;

namespace Appliance.Host.Explaining;

/// <summary>One final number twice: as the oracle explains it and as the device decided it, micro.</summary>
public sealed record Agreement(string Name, BigInteger ExplainedMicro, BigInteger DecidedMicro)
{
    public bool IsEqual => ExplainedMicro == DecidedMicro;

    public static IReadOnlyList<Agreement> Of(GroupExplanation explained, in DeviceResult decided) =>
    [
        new("IMR", explained.Terms.Imr.Result.Value, decided.Requirement),
        new("MMR", explained.Terms.Mmr.Value, decided.Maintenance),
        new("E_IM", explained.Terms.EquityInitial.Value.Value, decided.EquityInitial),
        new("E_MM", explained.Terms.EquityMaintenance.Value.Value, decided.Equity),
    ];
}
