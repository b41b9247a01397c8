using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Sim.Explain;

/// <summary>
/// Explains a group from its primary state alone: builds the oracle's book of it and shows what every sum is of. No
/// number of a device's own making is used, so what agrees with a device's answer was worked out twice.
/// </summary>
public static class GroupExplainer
{
    /// <param name="state">The group's, with all of its pool when it is a member.</param>
    /// <param name="group">One of the state's groups.</param>
    public static GroupExplanation Explain(PrimaryState state, uint group)
    {
        OracleSnapshot snapshot = OracleSnapshots.From(state.Snapshot);
        OracleBook book = BookOf(state, snapshot);
        OracleExplain terms = book.Explain(group);
        OracleGroup margin = book[group].Margin;
        return new GroupExplanation
        {
            State = state,
            Group = book[group],
            Snapshot = snapshot,
            Terms = terms,
            Initial = Detail(state.Snapshot, margin, terms.Imr.Req, OracleAcc.W),
            Maintenance = Detail(state.Snapshot, margin, terms.Mmr, OracleAcc.L),
            Standing = OracleLiquidation.State(
                snapshot,
                terms.EquityMaintenance.Value.Value,
                terms.Imr.Result.Value,
                terms.Mmr.Value,
                equityInitial: terms.EquityInitial.Value.Value),
        };
    }

    private static OracleBook BookOf(PrimaryState state, OracleSnapshot snapshot)
    {
        OracleBook book = new(snapshot, new BigInteger[snapshot.Instruments.Count]);
        for (int i = 0; i < state.Marks.Count; i++)
        {
            LivePrice mark = state.Marks[i];
            Check.That(mark.ValueMicro == 0
                || book.SetMark(i, mark.ValueMicro, mark.AverageMicro) == ReasonCode.None);
        }

        for (int a = 0; a < state.AssetPrices.Count; a++)
        {
            LivePrice price = state.AssetPrices[a];
            Check.That(price.ValueMicro == 0
                || book.SetAssetPrice(a, price.ValueMicro, price.AverageMicro) == ReasonCode.None);
        }

        foreach (GroupRecord record in state.Groups)
        {
            Check.That(record.Reading.Epoch == state.Snapshot.Epoch);
            Check.That(book.Open(record.Id, TermsOf(record.Reading)) == ReasonCode.None);
            if (record.Reading.Kind != MarginGroupKind.Pool)
            {
                Restore(book[record.Id], record);
            }
        }

        RequireSums(state, book);
        return book;
    }

    private static OracleGroupTerms TermsOf(in GroupReading reading) => new(
        (OracleGroupKind)reading.Kind,
        reading.IsStandard ? OracleMode.Standard : OracleMode.Portfolio,
        reading.IsolatedInstrument,
        reading.Kind == MarginGroupKind.Member ? reading.Pool : -1,
        reading.PoolLambdaQ32);

    private static void Restore(OracleGroup group, GroupRecord record)
    {
        Dictionary<int, OracleHolding> holdings = [];
        foreach (PositionReading p in record.Positions)
        {
            if (!group.Snapshot.Instrument(p.Instrument).IsCollateral)
            {
                holdings.Add(
                    p.Instrument,
                    new OracleHolding(p.Position, p.WorkingBuys, p.WorkingSells) { V = p.OpenValueMicro });
            }
        }

        Dictionary<int, BigInteger> balances = [];
        for (int a = 0; a < record.Balances.Count; a++)
        {
            balances.Add(a, record.Balances[a]);
        }

        group.Restore(record.Reading.CashMicro, record.Reading.ReservesMicro, holdings, balances);
    }

    // What was read of a group must be what the oracle makes of it: lots of collateral, a pool's sums.
    private static void RequireSums(PrimaryState state, OracleBook book)
    {
        foreach (GroupRecord record in state.Groups)
        {
            OracleGroup group = book[record.Id];
            Check.That(group.Cash == record.Reading.CashMicro && group.Reserves == record.Reading.ReservesMicro);
            foreach (PositionReading p in record.Positions)
            {
                OracleHolding held = group[p.Instrument];
                Check.That(held.Q == p.Position && held.B == p.WorkingBuys && held.S == p.WorkingSells);
            }
        }
    }

    private static RequirementDetail Detail(RiskSnapshot source, OracleGroup group, OracleReq req, OracleAcc acc)
    {
        Contributions sums = new(source, group, acc);
        OracleReq own = req.Pool?.Own ?? req;
        OracleKind kind = own.Kind;
        return new RequirementDetail(
            req,
            acc,
            [.. own.Underlyings.Select(terms => Detail(sums, group.Snapshot, terms, kind))],
            own.OutOfRange ? [] : [.. own.TailTerms.Columns.Select(column => Column(sums, column))],
            [
                .. (req.Pool?.Members ?? []).Select(
                    member => (member.Member, Detail(source, group.Members[member.Member], member.Req, acc))),
            ]);
    }

    private static UnderlyingDetail Detail(
        Contributions sums, OracleSnapshot snapshot, OracleUnderlyingTerms terms, OracleKind kind)
    {
        int u = terms.Underlying;
        EntryDetail? worst = terms.WorstEntry < 0 ? null : sums.Entry(u, terms.WorstEntry);
        EntryDetail up = sums.Entry(u, OracleAccumulators.DeltaUp), down = sums.Entry(u, OracleAccumulators.DeltaDown);
        IReadOnlyList<ExpiryDelta> expiries = sums.Expiries(u);

        // What is shown adds up to what the oracle took.
        Check.That(terms.WorstLoss == (worst?.Sum ?? 0));
        Check.That(terms.N == BigInteger.Max(0, BigInteger.Max(up.Sum, down.Sum)));
        Check.That(terms.DeltaUp == OracleMath.Sum(expiries.Select(e => OracleMath.Pos(e.Up))));
        Check.That(terms.DeltaDown == OracleMath.Sum(expiries.Select(e => OracleMath.Pos(e.Down))));
        OracleUnderlying parameters = snapshot.Underlyings[u];
        return new UnderlyingDetail(
            terms,
            worst,
            up,
            down,
            expiries,
            Binding(terms.N, parameters.Conc[kind], terms.Conc),
            Binding(terms.N, parameters.Tier[kind], terms.Tier));
    }

    private static EntryDetail Column(Contributions sums, (int Column, BigInteger Loss) column)
    {
        EntryDetail entry = sums.Column(column.Column);
        Check.That(OracleMath.Pos(entry.Sum) == column.Loss);
        return entry;
    }

    /// <summary>The first segment of a MaxAffine that gives its value; -1 when the floor of 0 does.</summary>
    public static int Binding(BigInteger x, IReadOnlyList<OracleSegment> segments, BigInteger value)
    {
        for (int k = 0; k < segments.Count && value > 0; k++)
        {
            if (OracleMath.MulCeil(x, segments[k].Slope) - segments[k].Offset == value)
            {
                return k;
            }
        }

        Check.That(value == 0);
        return -1;
    }
}
