using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle;

/// <summary>
/// All groups, the marks and the newest epoch. Every answer is recomputed from the primary state of the group asked
/// about and of its pool. A command on a group (anything that may change it, refused or not) first switches it, and
/// the pool and members it belongs with, to the newest epoch (section 8); a question answers in the epoch the group is
/// on.
/// </summary>
public sealed class OracleBook
{
    private readonly SortedDictionary<long, OracleGroup> groups = [];

    /// <summary>
    /// The first epoch, and one contract value per instrument (0 where there is no mark yet). Only
    /// <see cref="LoadSnapshot"/> applies the load checks: a book may be asked what refused parameters would do.
    /// </summary>
    public OracleBook(OracleSnapshot snapshot, IReadOnlyList<BigInteger> contractValues)
    {
        OracleMath.Require(contractValues.Count >= snapshot.Instruments.Count, "every instrument has a mark entry");
        Snapshot = snapshot;
        Marks = new OracleMarks(contractValues);
        Marks.Know(snapshot.Assets);
    }

    /// <summary>The newest epoch.</summary>
    public OracleSnapshot Snapshot { get; private set; }

    /// <summary>Contract values, asset prices and their averages of now.</summary>
    public OracleMarks Marks { get; }

    public IReadOnlyDictionary<long, OracleGroup> Groups => groups;

    public OracleGroup this[long group] => groups[group];

    /// <summary>Opens an empty cross group on the newest epoch; opening it twice changes nothing.</summary>
    public OracleGroup Open(long group)
    {
        Open(group, OracleGroupTerms.Cross);
        return groups[group];
    }

    /// <summary>Section 4: opens a group of any kind; opening what is open is accepted and changes nothing.</summary>
    public ReasonCode Open(long group, OracleGroupTerms terms)
    {
        if (groups.ContainsKey(group))
        {
            SwitchGroup(group);
            return ReasonCode.None;
        }

        OracleGroup? pool = terms.Kind == OracleGroupKind.Member ? groups.GetValueOrDefault(terms.PoolId) : null;
        ReasonCode reason = OpenRefusal(terms, pool);
        if (reason == ReasonCode.None)
        {
            groups.Add(group, new OracleGroup(Snapshot, group, terms, pool));
            SwitchGroup(group);
        }

        return reason;
    }

    /// <summary>
    /// A group goes when it holds, works, owes and owns nothing, a pool when it has no members; says whether it went.
    /// </summary>
    public bool Close(long group)
    {
        SwitchGroup(group);
        OracleGroup closing = groups[group];
        bool isEmpty = closing.Holdings.Count == 0 && closing.Cash == 0 && closing.Balances.Count == 0
            && closing.Members.Count == 0;
        if (isEmpty)
        {
            groups.Remove(group);
            closing.Leave();
        }

        return isEmpty;
    }

    // Questions. Requirements and equity of a member are those of its pool; Req is the group's own.

    public OracleReq Req(long group, OracleKind kind, OracleAcc acc) => OracleRequirement.Req(groups[group], kind, acc);

    public OracleScalar Mmr(long group) => OracleRequirement.Mmr(groups[group]);

    public OracleScalar Imr(long group) => OracleRequirement.Imr(groups[group]);

    /// <summary>E_MM.</summary>
    public OracleScalar Equity(long group) => OracleEquity.Of(groups[group], Marks);

    /// <summary>E_IM.</summary>
    public OracleScalar EquityInitial(long group) => OracleEquity.Initial(groups[group], Marks);

    /// <summary>Every term of the group's margin.</summary>
    public OracleExplain Explain(long group) => OracleExplain.Of(groups[group], Marks);

    public BigInteger BruteForceWorstLoss(long group, int underlying, int entry) =>
        groups[group].BruteForceWorstLoss(underlying, entry);

    // Section 8: epochs.

    /// <summary>Makes a snapshot the newest epoch; with any load error nothing changes.</summary>
    public IReadOnlyList<OracleLoadError> LoadSnapshot(OracleSnapshot snapshot)
    {
        OracleMath.Require(snapshot.Instruments.Count <= Marks.Count, "every instrument has a mark entry");
        IReadOnlyList<OracleLoadError> errors = OracleLoadCheck.Errors(snapshot);
        if (errors.Count == 0)
        {
            Snapshot = snapshot;
            Marks.Know(snapshot.Assets);
        }

        return errors;
    }

    /// <summary>The Switch command for one group: a pool and its members are always on one epoch.</summary>
    public void SwitchGroup(long group)
    {
        OracleGroup margin = groups[group].Margin;
        margin.Snapshot = Snapshot;
        foreach (OracleGroup member in margin.Members.Values)
        {
            member.Snapshot = Snapshot;
        }
    }

    // Sections 6 and 10: marks.

    /// <summary>A contract value without an average of its own.</summary>
    public ReasonCode SetMark(int instrument, BigInteger contractValue) => SetMark(instrument, contractValue, 0);

    /// <summary>
    /// Contract value and moving average, 1 .. 2^47 - 1 each, 0 for an average that is the same. Combinations and
    /// collateral instruments have no mark.
    /// </summary>
    public ReasonCode SetMark(int instrument, BigInteger contractValue, BigInteger average)
    {
        bool hasMark = Snapshot.Knows(instrument) && Snapshot.Instrument(instrument)
            is { IsCombo: false, IsCollateral: false };
        return hasMark ? Marks.Set(instrument, contractValue, average) : ReasonCode.UnknownInstrument;
    }

    /// <summary>Price and moving average of an asset, in the same bounds.</summary>
    public ReasonCode SetAssetPrice(int asset, BigInteger price, BigInteger average) =>
        Snapshot.KnowsAsset(asset) ? Marks.SetAsset(asset, price, average) : ReasonCode.UnknownAsset;

    // Section 7: orders.

    /// <summary>What the check answers; nothing is reserved.</summary>
    public OracleOrderAnswer CheckOrder(long group, OracleOrder order)
    {
        if (!groups.TryGetValue(group, out OracleGroup? found))
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.UnknownAccount, null, null);
        }

        SwitchGroup(group);
        return OracleOrderCheck.Decide(found, found, order, Marks);
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
    /// is the one with them, and a refusal leaves the old order working. Old lots and reserve are bounded as new ones.
    /// </summary>
    public OracleOrderAnswer Replace(long group, BigInteger oldLots, BigInteger oldReservePerLot, OracleOrder order)
    {
        if (!groups.TryGetValue(group, out OracleGroup? before))
        {
            return new OracleOrderAnswer(OracleVerdict.Reject, ReasonCode.UnknownAccount, null, null);
        }

        SwitchGroup(group);
        ReasonCode known = OracleRoom.Known(before, order.Instrument);
        bool inRange = oldLots >= 1 && oldLots <= Limits.OrderLotsMax
            && oldReservePerLot >= 0 && oldReservePerLot < Limits.PerLotLimit;
        if (known != ReasonCode.None || !inRange)
        {
            ReasonCode reason = known != ReasonCode.None ? known : ReasonCode.Range;
            return new OracleOrderAnswer(OracleVerdict.Reject, reason, null, null);
        }

        OracleGroup basis = before.Clone();
        basis.RemoveOrder(order.Instrument, order.Side, oldLots, oldReservePerLot);
        OracleOrderAnswer answer = OracleOrderCheck.Decide(before, basis, order, Marks);
        if (answer.Accepted)
        {
            before.RemoveOrder(order.Instrument, order.Side, oldLots, oldReservePerLot);
            before.AddOrder(order.Instrument, order.Side, order.Lots, order.ReservePerLot);
        }

        return answer;
    }

    // Sections 6 and 7: what moves positions, cash and assets.

    /// <summary>
    /// A fill of a working order: releases q lots, moves Q by +-q and cash by -+q*v - f; of a combination it moves the
    /// legs. Refused only when an amount would leave the range of money (section 1).
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
        next.Trade(instrument, lots * (int)side, value, fee, Marks);
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
        ReasonCode refusal = OracleRoom.Known(now, instrument);
        if (refusal == ReasonCode.None && signedLots != 0)
        {
            refusal = OracleRoom.ForTrade(now, instrument);
        }

        if (refusal != ReasonCode.None)
        {
            return refusal;
        }

        OracleGroup next = now.Clone();
        next.Trade(instrument, signedLots, value, fee, Marks);
        return OracleRoom.Allows(now, next, instrument) ? Commit(group, next) : ReasonCode.Range;
    }

    /// <summary>A deposit or a settlement by the appliance: it only has to fit.</summary>
    public ReasonCode MoveCash(long group, BigInteger amount)
    {
        SwitchGroup(group);
        if (groups[group].IsPool)
        {
            return ReasonCode.UnknownAccount;
        }

        OracleGroup next = groups[group].Clone();
        next.Cash += amount;
        return Commit(group, next);
    }

    /// <summary>Section 6: a withdrawal must leave IMR &lt;= E_IM with neither saturated.</summary>
    public ReasonCode Withdraw(long group, BigInteger amount)
    {
        SwitchGroup(group);
        if (groups[group].IsPool)
        {
            return ReasonCode.UnknownAccount;
        }

        OracleGroup next = groups[group].Clone();
        next.Cash -= amount;
        return Fits(next) && !IsCovered(next) ? ReasonCode.InsufficientCollateral : Commit(group, next);
    }

    /// <summary>
    /// Section 6: moves the balance of an asset, and with it the position of a risk-cancelling one. Unless forced the
    /// balance stays at zero or above and a withdrawal leaves the requirement covered.
    /// </summary>
    public ReasonCode MoveAsset(long group, int asset, BigInteger amount, bool forced)
    {
        SwitchGroup(group);
        OracleGroup now = groups[group];
        OracleGroup next = now.Clone();
        ReasonCode refusal = OracleAssetCheck.Refusal(now, asset, amount, forced);
        if (refusal != ReasonCode.None)
        {
            return refusal;
        }

        next.MoveBalance(asset, amount);
        refusal = OracleAssetCheck.BoundsRefusal(now, next, asset);
        bool isWithdrawal = amount < 0 && !forced;
        return refusal != ReasonCode.None ? refusal
            : isWithdrawal && !IsCovered(next) ? ReasonCode.InsufficientCollateral
            : Commit(group, next);
    }

    private ReasonCode OpenRefusal(OracleGroupTerms terms, OracleGroup? pool)
    {
        switch (terms.Kind)
        {
            case OracleGroupKind.Isolated:
                bool canHold = Snapshot.Knows(terms.Instrument)
                    && Snapshot.Instrument(terms.Instrument) is { IsCombo: false, IsCollateral: false };
                return canHold ? ReasonCode.None : ReasonCode.UnknownInstrument;
            case OracleGroupKind.Pool:
                bool isLambda = terms.LambdaPool >= 0 && terms.LambdaPool <= OracleMath.One;
                return isLambda ? ReasonCode.None : ReasonCode.Range;
            case OracleGroupKind.Member:
                return pool is not { IsPool: true } || pool.Terms.Mode != terms.Mode ? ReasonCode.UnknownAccount
                    : pool.Members.Count >= Limits.PoolMembersMax ? ReasonCode.PoolCapacity
                    : ReasonCode.None;
            default:
                return terms.Kind == OracleGroupKind.Cross ? ReasonCode.None : ReasonCode.Range;
        }
    }

    private bool IsCovered(OracleGroup group)
    {
        OracleScalar imr = OracleRequirement.Imr(group), equity = OracleEquity.Initial(group, Marks);
        return !imr.Saturated && !equity.Saturated && imr.Value <= equity.Value;
    }

    /// <summary>The bounds of cash and open value, those of a pool's sums included.</summary>
    private static bool Fits(OracleGroup group) => group.Bounded.All(
        bounded => BigInteger.Abs(bounded.Cash) <= OracleMath.MoneyMax
            && bounded.Holdings.Values.All(holding => BigInteger.Abs(holding.V) <= OracleMath.MoneyMax));

    private ReasonCode Commit(long group, OracleGroup next)
    {
        if (!Fits(next))
        {
            return ReasonCode.Range;
        }

        groups[group].Become(next);
        return ReasonCode.None;
    }
}
