using System.Collections.Generic;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>The terms of one underlying and what they were summed from.</summary>
/// <param name="Terms">What the oracle worked out.</param>
/// <param name="Worst">The worst entry by instrument; null when no entry loses.</param>
/// <param name="DeltaUp">Entry 30 by instrument.</param>
/// <param name="DeltaDown">Entry 31 by instrument.</param>
/// <param name="Expiries">D_e by expiry.</param>
/// <param name="ConcSegment">Segment of the concentration table that gives CONC, -1 when none does.</param>
/// <param name="TierSegment">Segment of the tier table that gives TIER, -1 when none does.</param>
public sealed record UnderlyingDetail(
    OracleUnderlyingTerms Terms,
    EntryDetail? Worst,
    EntryDetail DeltaUp,
    EntryDetail DeltaDown,
    IReadOnlyList<ExpiryDelta> Expiries,
    int ConcSegment,
    int TierSegment);
