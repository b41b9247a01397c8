using System.Collections.Generic;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// All groups, the marks and the newest epoch. Every answer is recomputed from Q, B, S of the group asked about.
/// A command on a group (anything that may change it, refused or not) first switches it to the newest epoch
/// (section 8); a question answers in the epoch the group is on.
/// </summary>
public sealed class OracleBook
{
    private readonly SortedDictionary<long, OracleGroup> groups = [];
    private readonly BigInteger[] marks;

    /// <summary>
    /// The first epoch, and one contract value per instrument (0 where there is no mark yet). Only
    /// <see cref="LoadSnapshot"/> applies the load checks: a book may be asked what refused parameters would do.
    /// </summary>
    public OracleBook(OracleSnapshot snapshot, IReadOnlyList<BigInteger> contractValues)
    {
        OracleMath.Require(contractValues.Count >= snapshot.Instruments.Count, "every instrument has a mark entry");
        Snapshot = snapshot;
        marks = [.. contractValues];
    }

    /// <summary>The newest epoch.</summary>
    public OracleSnapshot Snapshot { get; private set; }

    /// <summary>Contract value per instrument, at the mark.</summary>
    public IReadOnlyList<BigInteger> Marks => marks;

    public IReadOnlyDictionary<long, OracleGroup> Groups => groups;

    public OracleGroup this[long group] => groups[group];

    /// <summary>Opens an empty group on the newest epoch; opening it twice changes nothing.</summary>
    public OracleGroup Open(long group)
    {
        groups.TryAdd(group, new OracleGroup(Snapshot));
        return groups[group];
    }

    /// <summary>A group goes when it holds nothing, works nothing and has no cash; says whether it went.</summary>
    public bool Close(long group)
    {
        SwitchGroup(group);
        bool isEmpty = groups[group].Holdings.Count == 0 && groups[group].Cash == 0;
        return isEmpty && groups.Remove(group);
    }

    // Questions.

    public OracleReq Req(long group, OracleKind kind, OracleAcc acc) => OracleRequirement.Req(groups[group], kind, acc);

    public OracleScalar Mmr(long group) => OracleRequirement.Mmr(groups[group]);

    public OracleScalar Imr(long group) => OracleRequirement.Imr(groups[group]);

    public OracleScalar Equity(long group) => OracleEquity.Of(groups[group], marks);

    public BigInteger BruteForceWorstLoss(long group, int underlying, int entry) =>
        groups[group].BruteForceWorstLoss(underlying, entry);

    // Section 8: epochs.

    /// <summary>Makes a snapshot the newest epoch; with any load error nothing changes.</summary>
    public IReadOnlyList<OracleLoadError> LoadSnapshot(OracleSnapshot snapshot)
    {
        OracleMath.Require(snapshot.Instruments.Count <= marks.Length, "every instrument has a mark entry");
        IReadOnlyList<OracleLoadError> errors = OracleLoadCheck.Errors(snapshot);
        if (errors.Count == 0)
        {
            Snapshot = snapshot;
        }

        return errors;
    }

    /// <summary>The Switch command for one group.</summary>
    public void SwitchGroup(long group) => groups[group].Snapshot = Snapshot;

    // Section 10: marks.

    /// <summary>A contract value outside 1 .. 2^47 - 1 is refused.</summary>
    public ReasonCode SetMark(int instrument, BigInteger contractValue)
    {
        if (contractValue < 1 || contractValue >= Limits.PerLotLimit)
        {
            return ReasonCode.Range;
        }

        marks[instrument] = contractValue;
        return ReasonCode.None;
    }

    // Section 7: orders.

    /// <summary>What the check answers; nothing is reserved.</summary>
    public OracleOrderAnswer CheckOrder(long group, OracleOrder order)
    {
        if (!groups.TryGetValue(group, out OracleGroup? found))
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.UnknownAccount, null, null);
        }

        SwitchGroup(group);
        return OracleOrderCheck.Decide(found, found, order, marks);
    }

    /// <summary>The check, and on acceptance the order is reserved.</summary>
    public OracleOrderAnswer PlaceOrder(long group, OracleOrder order)
    {
        OracleOrderAnswer answer = CheckOrder(group, order);
        if (answer.Accepted)
        {
            groups[group].AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        }

        return answer;
    }

    /// <summary>The appliance's own closing orders: steps 1 to 3, no margin test.</summary>
    public ReasonCode ReserveOrder(long group, OracleOrder order)
    {
        SwitchGroup(group);
        ReasonCode reason = OracleOrderCheck.BoundsRefusal(groups[group], groups[group], order);
        if (reason == ReasonCode.None)
        {
            groups[group].AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        }

        return reason;
    }

    /// <summary>Cancel or expiry of q lots: always passes, gives back exactly lots * reserve.</summary>
    public void Release(long group, int instrument, OracleSide side, BigInteger lots, BigInteger reservePerLot)
    {
        SwitchGroup(group);
        groups[group].RemoveOrder(instrument, side, lots, reservePerLot);
    }

    /// <summary>
    /// New minus old in one step: the order is judged as added to the group without the old lots, the group "before"
    /// is the one with them, and a refusal leaves the old order working.
    /// </summary>
    public OracleOrderAnswer Replace(long group, BigInteger oldLots, BigInteger oldReservePerLot, OracleOrder order)
    {
        if (!groups.TryGetValue(group, out OracleGroup? before))
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.UnknownAccount, null, null);
        }

        SwitchGroup(group);
        OracleGroup basis = before.Clone();
        basis.RemoveOrder(order.Instrument, order.Side, oldLots, oldReservePerLot);
        OracleOrderAnswer answer = OracleOrderCheck.Decide(before, basis, order, marks);
        if (answer.Accepted)
        {
            before.RemoveOrder(order.Instrument, order.Side, oldLots, oldReservePerLot);
            before.AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        }

        return answer;
    }

    /// <summary>
    /// A fill of a working order: releases q lots, moves Q by +-q and cash by -+q*v - f. Refused only when cash would
    /// leave the range of money (section 1).
    /// </summary>
    public ReasonCode Fill(
        long group,
        int instrument,
        OracleSide side,
        BigInteger lots,
        BigInteger value,
        BigInteger fee,
        BigInteger reservePerLot)
    {
        SwitchGroup(group);
        OracleGroup next = groups[group].Clone();
        next.RemoveOrder(instrument, side, lots, reservePerLot);
        next.Move(instrument, lots * (int)side, value, fee);
        return Commit(group, next);
    }

    /// <summary>
    /// A trade without a working order (liquidation, backstop): the same moves of Q and cash. Bounds as for an order,
    /// but what only shrinks a group out of bounds passes (section 8).
    /// </summary>
    public ReasonCode Trade(long group, int instrument, BigInteger signedLots, BigInteger value, BigInteger fee)
    {
        SwitchGroup(group);
        OracleGroup now = groups[group];
        if (!now.Snapshot.Knows(instrument))
        {
            return ReasonCode.Range;
        }

        ReasonCode room = signedLots == 0 ? ReasonCode.None : OracleOrderCheck.Room(now, instrument);
        if (room != ReasonCode.None)
        {
            return room;
        }

        OracleGroup next = now.Clone();
        next.Move(instrument, signedLots, value, fee);
        bool shrinks = next[instrument].LotsW <= now[instrument].LotsW;
        bool fits = next[instrument].LotsW <= Limits.GroupLotsMax && !OracleRequirement.OutOfBounds(next);
        return shrinks || fits ? Commit(group, next) : ReasonCode.Range;
    }

    /// <summary>A deposit or a settlement by the appliance: it only has to fit.</summary>
    public ReasonCode MoveCash(long group, BigInteger amount)
    {
        SwitchGroup(group);
        OracleGroup next = groups[group].Clone();
        next.Cash += amount;
        return Commit(group, next);
    }

    /// <summary>Section 6: a withdrawal must leave IMR &lt;= E. A saturated IMR is not known to be covered.</summary>
    public ReasonCode Withdraw(long group, BigInteger amount)
    {
        SwitchGroup(group);
        OracleGroup next = groups[group].Clone();
        next.Cash -= amount;
        OracleScalar imr = OracleRequirement.Imr(next);
        bool covered = !imr.Saturated && imr.Value <= OracleEquity.Of(next, marks).Value;
        return BigInteger.Abs(next.Cash) <= OracleMath.MoneyMax && !covered
            ? ReasonCode.InsufficientCollateral
            : Commit(group, next);
    }

    private ReasonCode Commit(long group, OracleGroup next)
    {
        if (BigInteger.Abs(next.Cash) > OracleMath.MoneyMax)
        {
            return ReasonCode.Range;
        }

        groups[group] = next;
        return ReasonCode.None;
    }
}
