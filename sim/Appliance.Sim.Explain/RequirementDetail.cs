using System.Collections.Generic;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>A requirement and what every one of its terms was summed from.</summary>
/// <param name="Req">What the oracle worked out; of a pool with <see cref="OracleReq.Pool"/>.</param>
/// <param name="Acc">L or W.</param>
/// <param name="Underlyings">Those the group has something of.</param>
/// <param name="Columns">The joint columns that TAIL takes, by instrument, the worst first.</param>
/// <param name="Members">Of a pool: each member's own requirement.</param>
public sealed record RequirementDetail(
    OracleReq Req,
    OracleAcc Acc,
    IReadOnlyList<UnderlyingDetail> Underlyings,
    IReadOnlyList<EntryDetail> Columns,
    IReadOnlyList<(long Member, RequirementDetail Detail)> Members);
