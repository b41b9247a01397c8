namespace Appliance.Sim.Oracle;

/// <summary>
/// Everything a margin answer was made from, term by term: both requirements, the reserves, both valuations. Indices
/// are those of the snapshot, which has the names; money is micro, rates are Q32, and every rounded term stands beside
/// what it was rounded from. Of a member all of it is its pool's; <see cref="OracleReq.Pool"/> has the members.
/// </summary>
/// <param name="Group">The group asked about.</param>
/// <param name="MarginGroup">Its margin group: its pool, or itself.</param>
/// <param name="Epoch">The epoch whose arrays and tables answered.</param>
/// <param name="Terms">Kind and mode of the margin group.</param>
/// <param name="Mmr">Req(MM, L).</param>
/// <param name="Imr">Req(IM, W), the reserves, FUND and ORACLE.</param>
/// <param name="EquityMaintenance">E_MM.</param>
/// <param name="EquityInitial">E_IM.</param>
public sealed record OracleExplain(
    long Group,
    long MarginGroup,
    long Epoch,
    OracleGroupTerms Terms,
    OracleReq Mmr,
    OracleImr Imr,
    OracleEquityTerms EquityMaintenance,
    OracleEquityTerms EquityInitial)
{
    public static OracleExplain Of(OracleGroup group, OracleMarks marks) => new(
        group.Id,
        group.Margin.Id,
        group.Margin.Snapshot.Epoch,
        group.Margin.Terms,
        OracleRequirement.Req(group.Margin, OracleKind.Mm, OracleAcc.L),
        OracleRequirement.ImrTerms(group),
        OracleEquity.Maintenance(group, marks),
        OracleEquity.InitialTerms(group, marks));
}
