using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>Section 9 for the groups of a book: states, sizes, prices and orders. Questions only.</summary>
public sealed class OracleLiquidation(OracleBook book)
{
    /// <summary>
    /// The state by its numbers. A group whose E_IM has its IMR is healthy whatever bcall says (a call ends there);
    /// else the worst row that applies wins. <paramref name="inLiquidation"/> keeps LIQ until
    /// E_MM >= MulCeil(MMR, btarget) or nothing is left to close; <paramref name="inCall"/> keeps CALL until
    /// E_IM >= IMR. <paramref name="equity"/> is E_MM; without <paramref name="equityInitial"/> E_IM is the same.
    /// </summary>
    public static OracleState State(
        OracleSnapshot snapshot,
        BigInteger equity,
        BigInteger imr,
        BigInteger mmr,
        bool inCall = false,
        bool callPastDeadline = false,
        bool inLiquidation = false,
        bool nothingLeft = false,
        BigInteger? equityInitial = null)
    {
        bool leavesLiq = nothingLeft || equity >= OracleMath.MulCeil(mmr, snapshot.Btarget);
        bool staysLiq = inLiquidation && !leavesLiq;
        return equity < 0 ? OracleState.Bankrupt
            : equity < OracleMath.MulFloor(mmr, snapshot.Theta) ? OracleState.Backstop
            : staysLiq || equity < mmr ? OracleState.Liq
            : (equityInitial ?? equity) >= imr ? OracleState.Healthy
            : callPastDeadline ? OracleState.Liq
            : inCall || equity < OracleMath.MulCeil(mmr, snapshot.Bcall) ? OracleState.Call
            : OracleState.Restricted;
    }

    public OracleState State(
        long group, bool inCall = false, bool callPastDeadline = false, bool inLiquidation = false)
    {
        OracleGroup asked = book[group];
        bool nothingLeft = asked.Margin.Members.Values.Append(asked).All(part => Closable(part).Count == 0);
        return State(
            asked.Snapshot,
            book.Equity(group).Value,
            book.Imr(group).Value,
            book.Mmr(group).Value,
            inCall,
            callPastDeadline,
            inLiquidation,
            nothingLeft,
            book.EquityInitial(group).Value);
    }

    /// <summary>The amount of a margin call: IMR - E_IM.</summary>
    public BigInteger CallAmount(long group) => book.Imr(group).Value - book.EquityInitial(group).Value;

    /// <summary>abr of the group as it stands.</summary>
    public BigInteger Abr(long group) =>
        OracleClosePrice.Abr(book.Equity(group).Value, book.Mmr(group).Value, book[group].Snapshot.Ba);

    /// <summary>CeilDiv(MulFloor(MulFloor(dAll, smmr), abr), |Q|) + MulCeil(cv, liqfee), cv at the mark.</summary>
    public BigInteger CostPerLot(long group, int instrument)
    {
        OracleSnapshot snapshot = book[group].Snapshot;
        BigInteger held = Held(group, instrument);
        BigInteger dAll = OracleMath.Pos(book.Mmr(group).Value - MmrClosed(group, instrument, held));
        BigInteger spread = OracleMath.MulFloor(OracleMath.MulFloor(dAll, snapshot.Smmr), Abr(group));
        return OracleMath.CeilDiv(spread, held) + OracleMath.MulCeil(book.Marks[instrument], snapshot.LiqFee);
    }

    /// <summary>The question of sizing; ask <see cref="OracleSizing.Search"/> or its brute force.</summary>
    public OracleSizing Sizing(long group, int instrument, BigInteger costPerLot) =>
        new(book[group], instrument, book.Equity(group).Value, costPerLot);

    /// <summary>The normative size.</summary>
    public OracleSize SizeLiquidation(long group, int instrument, BigInteger costPerLot) =>
        Sizing(group, instrument, costPerLot).Search();

    /// <summary>Bankruptcy value of closing x lots at the mark.</summary>
    public BigInteger BankruptcyValue(long group, int instrument, BigInteger lots) =>
        OracleClosePrice.BankruptcyValue(
            MarkValue(group, instrument, lots),
            book.Equity(group).Value,
            book.Mmr(group).Value,
            MmrClosed(group, instrument, lots));

    /// <summary>Limit value of closing x lots.</summary>
    public BigInteger LimitValue(long group, int instrument, BigInteger lots) =>
        OracleClosePrice.LimitValue(
            MarkValue(group, instrument, lots),
            book.Equity(group).Value,
            book.Mmr(group).Value,
            MmrClosed(group, instrument, lots),
            book[group].Snapshot.Smmr,
            book[group].Snapshot.Ba);

    /// <summary>Closing a long sells, closing a short buys.</summary>
    public OracleSide ClosingSide(long group, int instrument) =>
        book[group][instrument].Q > 0 ? OracleSide.Sell : OracleSide.Buy;

    /// <summary>
    /// Greatest (MMR - MMR(L without i)) - cost*|Q| first, ties to the lower index. Of a member these are its own lots
    /// and its pool's MMR.
    /// </summary>
    public IReadOnlyList<int> InstrumentOrder(long group) =>
    [
        .. Closable(book[group])
            .OrderByDescending(instrument => Gain(group, instrument))
            .ThenBy(instrument => instrument),
    ];

    /// <summary>Lowest E/MMR first by products, ties to the lower id. For groups with MMR > 0 or E below 0.</summary>
    public IReadOnlyList<long> AccountOrder(IEnumerable<long> candidates)
    {
        List<(long Id, BigInteger Equity, BigInteger Mmr)> rows =
            [.. candidates.Select(id => (id, book.Equity(id).Value, book.Mmr(id).Value))];
        rows.Sort((a, b) =>
        {
            int ratio = (a.Equity * b.Mmr).CompareTo(b.Equity * a.Mmr);
            return ratio != 0 ? ratio : a.Id.CompareTo(b.Id);
        });
        return [.. rows.Select(row => row.Id)];
    }

    /// <summary>Instruments with a position; collateral is not closed, a pool has no lots itself.</summary>
    private static List<int> Closable(OracleGroup group) => group.IsPool
        ? []
        :
        [
            .. group.Holdings.Where(pair => pair.Value.Q != 0).Select(pair => pair.Key)
                .Where(i => !group.Snapshot.Knows(i) || !group.Snapshot.Instrument(i).IsCollateral),
        ];

    private BigInteger Gain(long group, int instrument)
    {
        BigInteger held = Held(group, instrument);
        BigInteger freed = book.Mmr(group).Value - MmrClosed(group, instrument, held);
        return freed - (CostPerLot(group, instrument) * held);
    }

    private BigInteger Held(long group, int instrument) => BigInteger.Abs(book[group][instrument].Q);

    private BigInteger MmrClosed(long group, int instrument, BigInteger lots) =>
        OracleRequirement.MmrClosed(book[group], instrument, lots);

    private BigInteger MarkValue(long group, int instrument, BigInteger lots) =>
        book[group][instrument].Q.Sign * lots * book.Marks[instrument];
}
