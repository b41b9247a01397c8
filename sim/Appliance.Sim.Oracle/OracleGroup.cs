using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Primary state of one group (section 4): Q, B, S and open value per instrument, cash, reserves, asset balances, and
/// the epoch it is on. Nothing is derived here but what a pool sums and what a balance is in lots, and no margin rule
/// is applied; whatever is asked is computed from this anew.
/// </summary>
public sealed class OracleGroup
{
    private readonly SortedDictionary<int, OracleHolding> traded = [];
    private readonly SortedDictionary<int, BigInteger> balances = [];
    private readonly SortedDictionary<long, OracleGroup> members = [];

    /// <summary>A cross group by itself.</summary>
    public OracleGroup(OracleSnapshot snapshot)
        : this(snapshot, 0, OracleGroupTerms.Cross, null)
    {
    }

    /// <summary>A group of any kind; a member enters its pool here.</summary>
    public OracleGroup(OracleSnapshot snapshot, long id, OracleGroupTerms terms, OracleGroup? pool)
    {
        OracleMath.Require((terms.Kind == OracleGroupKind.Member) == (pool is not null), "members have a pool");
        Snapshot = snapshot;
        Id = id;
        Terms = terms;
        Pool = pool;
        pool?.members.Add(id, this);
    }

    public long Id { get; }

    public OracleGroupTerms Terms { get; }

    public OracleGroupKind Kind => Terms.Kind;

    public bool IsPool => Kind == OracleGroupKind.Pool;

    /// <summary>The pool of a member; null for every other group.</summary>
    public OracleGroup? Pool { get; }

    /// <summary>The members of a pool by id.</summary>
    public IReadOnlyDictionary<long, OracleGroup> Members => members;

    /// <summary>The margin group: the pool of a member, else the group itself.</summary>
    public OracleGroup Margin => Pool ?? this;

    /// <summary>The group, and for a member its pool: those whose bounds a command has to keep.</summary>
    public IReadOnlyList<OracleGroup> Bounded => Pool is null ? [this] : [this, Pool];

    /// <summary>The epoch this group is checked with.</summary>
    public OracleSnapshot Snapshot { get; internal set; }

    /// <summary>Of a pool: the sum over its members.</summary>
    public BigInteger Cash
    {
        get => IsPool ? OracleMath.Sum(members.Values.Select(member => member.Cash)) : field;
        internal set;
    }

    /// <summary>Of a pool: the sum over its members.</summary>
    public BigInteger Reserves
    {
        get => IsPool ? OracleMath.Sum(members.Values.Select(member => member.Reserves)) : field;
        internal set;
    }

    /// <summary>Balances that are not zero by asset, 1e-8 units. Of a pool: the sums over its members.</summary>
    public IReadOnlyDictionary<int, BigInteger> Balances => IsPool ? SummedBalances() : balances;

    /// <summary>
    /// Instruments with a position or a working order, by index; collateral instruments are there by their balances.
    /// Of a pool: the sums over its members.
    /// </summary>
    public IReadOnlyDictionary<int, OracleHolding> Holdings => IsPool ? SummedHoldings() : WithCollateral();

    public OracleHolding this[int instrument] => Holdings.GetValueOrDefault(instrument);

    /// <summary>A copy to imagine changes in; the copy of a member is a member of a copy of its whole pool.</summary>
    public OracleGroup Clone()
    {
        if (Pool is not null)
        {
            return Pool.Clone().members[Id];
        }

        OracleGroup copy = new(Snapshot, Id, Terms, null);
        copy.Become(this);
        foreach (OracleGroup member in members.Values)
        {
            new OracleGroup(member.Snapshot, member.Id, member.Terms, copy).Become(member);
        }

        return copy;
    }

    /// <summary>Takes over what another group itself holds, works, owes and owns.</summary>
    public void Become(OracleGroup other)
    {
        if (IsPool)
        {
            return;
        }

        Cash = other.Cash;
        Reserves = other.Reserves;
        KeyValuePair<int, OracleHolding>[] holdings = [.. other.traded];
        KeyValuePair<int, BigInteger>[] owned = [.. other.balances];
        traded.Clear();
        balances.Clear();
        foreach ((int instrument, OracleHolding holding) in holdings)
        {
            traded.Add(instrument, holding);
        }

        foreach ((int asset, BigInteger balance) in owned)
        {
            balances.Add(asset, balance);
        }
    }

    /// <summary>
    /// Becomes what its primary state says (section 4), whatever it was. Holdings are those of traded instruments;
    /// lots of collateral instruments follow from the balances, and a pool has only what its members have.
    /// </summary>
    public void Restore(
        BigInteger cash,
        BigInteger reserves,
        IReadOnlyDictionary<int, OracleHolding> holdings,
        IReadOnlyDictionary<int, BigInteger> owned)
    {
        OracleMath.Require(!IsPool, "a pool holds nothing itself");
        OracleMath.Require(holdings.Values.All(h => h.B >= 0 && h.S >= 0), "working lots are not negative");
        OracleMath.Require(reserves >= 0, "reserves are not negative");
        Cash = cash;
        Reserves = reserves;
        traded.Clear();
        balances.Clear();
        foreach ((int instrument, OracleHolding holding) in holdings)
        {
            Set(instrument, holding);
        }

        foreach ((int asset, BigInteger balance) in owned)
        {
            MoveBalance(asset, balance);
        }
    }

    /// <summary>A closed member leaves its pool.</summary>
    internal void Leave() => Pool?.members.Remove(Id);

    /// <summary>
    /// Q, Bx and Sx by instrument, combinations left out: what their working lots can bring is added to the legs.
    /// </summary>
    public IReadOnlyDictionary<int, OracleHolding> Reach()
    {
        IReadOnlyDictionary<int, OracleHolding> holdings = Holdings;
        if (!holdings.Keys.Any(IsCombo))
        {
            return holdings;
        }

        SortedDictionary<int, OracleHolding> reach = [];
        foreach ((int instrument, OracleHolding holding) in holdings)
        {
            if (!IsCombo(instrument))
            {
                reach[instrument] = holding.Plus(reach.GetValueOrDefault(instrument));
                continue;
            }

            foreach (OracleLeg leg in Snapshot.Instrument(instrument).Legs)
            {
                BigInteger lots = BigInteger.Abs(leg.Ratio);
                OracleHolding brought = leg.Ratio > 0
                    ? new OracleHolding(0, lots * holding.B, lots * holding.S)
                    : new OracleHolding(0, lots * holding.S, lots * holding.B);
                reach[leg.Instrument] = reach.GetValueOrDefault(leg.Instrument).Plus(brought);
            }
        }

        return reach;
    }

    /// <summary>
    /// Instruments that take room: Q, Bx or Sx not zero, of a combination B or S. In a pool those that take it in one
    /// of its members.
    /// </summary>
    public IReadOnlySet<int> Occupied()
    {
        HashSet<int> occupied = [];
        foreach (OracleGroup part in IsPool ? [.. members.Values] : new[] { this })
        {
            occupied.UnionWith(part.Holdings.Keys);
            occupied.UnionWith(part.Reach().Keys);
        }

        return occupied;
    }

    /// <summary>Adds a working order.</summary>
    public void AddOrder(int instrument, OracleSide side, BigInteger lots, BigInteger reservePerLot)
    {
        OracleMath.Require(lots >= 0 && reservePerLot >= 0, "orders and reserves are not negative");
        Set(instrument, traded.GetValueOrDefault(instrument).AddWorking(side, lots));
        Reserves += lots * reservePerLot;
    }

    /// <summary>The exact inverse of <see cref="AddOrder"/>, of the whole order or part of it.</summary>
    public void RemoveOrder(int instrument, OracleSide side, BigInteger lots, BigInteger reservePerLot)
    {
        OracleHolding holding = traded.GetValueOrDefault(instrument);
        OracleMath.Require(lots >= 0 && lots <= holding.Working(side), "only working lots are released");
        Set(instrument, holding.AddWorking(side, -lots));
        Reserves -= lots * reservePerLot;
        OracleMath.Require(Reserves >= 0, "only reserved money is given back");
    }

    /// <summary>
    /// Moves Q by the signed lots, V by their value, and cash by -(signed lots * value) - fee (sections 6 and 7).
    /// </summary>
    public void Move(int instrument, BigInteger signedLots, BigInteger value, BigInteger fee)
    {
        OracleMath.Require(!IsCombo(instrument), "a combination has no position of its own");
        Set(instrument, traded.GetValueOrDefault(instrument).Traded(signedLots, signedLots * value));
        Cash -= (signedLots * value) + fee;
    }

    /// <summary>
    /// A trade of an instrument or of a combination. Of the latter every leg moves by its ratio: all but the first for
    /// their amount at the mark, the first for what is left (section 6).
    /// </summary>
    public void Trade(
        int instrument, BigInteger signedLots, BigInteger value, BigInteger fee, IReadOnlyList<BigInteger> marks)
    {
        if (!IsCombo(instrument))
        {
            Move(instrument, signedLots, value, fee);
            return;
        }

        IReadOnlyList<OracleLeg> legs = Snapshot.Instrument(instrument).Legs;
        BigInteger left = signedLots * value;
        foreach (OracleLeg leg in legs.Skip(1))
        {
            BigInteger dq = signedLots * leg.Ratio, amount = dq * marks[leg.Instrument];
            Set(leg.Instrument, traded.GetValueOrDefault(leg.Instrument).Traded(dq, amount));
            left -= amount;
        }

        OracleHolding first = traded.GetValueOrDefault(legs[0].Instrument);
        Set(legs[0].Instrument, first.Traded(signedLots * legs[0].Ratio, left));
        Cash -= (signedLots * value) + fee;
    }

    /// <summary>Moves the balance of an asset.</summary>
    public void MoveBalance(int asset, BigInteger amount)
    {
        BigInteger balance = balances.GetValueOrDefault(asset) + amount;
        if (balance == 0)
        {
            balances.Remove(asset);
        }
        else
        {
            balances[asset] = balance;
        }
    }

    /// <summary>This group with x lots of an instrument's position closed, nothing else changed (section 9).</summary>
    public OracleGroup Closed(int instrument, BigInteger lots)
    {
        BigInteger q = traded.GetValueOrDefault(instrument).Q;
        OracleMath.Require(lots >= 0 && lots <= BigInteger.Abs(q), "only what is held is closed");
        OracleGroup copy = Clone();
        copy.Set(instrument, copy.traded.GetValueOrDefault(instrument).Traded(-q.Sign * lots, 0));
        return copy;
    }

    /// <summary>
    /// Section 4, by trying it: the largest loss in one entry over every possible fill of the working orders, lot by
    /// lot. Entry s below 32 is that of underlying u's bucket block, entry 32 + h column h of the joint block.
    /// </summary>
    public BigInteger BruteForceWorstLoss(int underlying, int entry)
    {
        List<BigInteger> outcomes = [BigInteger.Zero];
        foreach ((int instrument, OracleHolding holding) in Holdings)
        {
            OracleInstrument known = Snapshot.Instrument(instrument);
            bool joint = entry >= OracleAccumulators.BucketEntries;
            if (!joint && known.Underlying != underlying)
            {
                continue;
            }

            BigInteger loss = joint ? known.Raj[entry - OracleAccumulators.BucketEntries] : known.Ra[entry];
            List<BigInteger> next = [];
            for (int bought = 0; bought <= holding.B; bought++)
            {
                for (int sold = 0; sold <= holding.S; sold++)
                {
                    next.AddRange(outcomes.Select(sum => sum + ((holding.Q + bought - sold) * loss)));
                }
            }

            outcomes = [.. next.Distinct()];
            OracleMath.Require(outcomes.Count <= 4_000_000, "brute force is for small books");
        }

        return outcomes.Max();
    }

    private bool IsCombo(int instrument) => Snapshot.Knows(instrument) && Snapshot.Instrument(instrument).IsCombo;

    private void Set(int instrument, OracleHolding holding)
    {
        if (holding.IsEmpty)
        {
            traded.Remove(instrument);
        }
        else
        {
            traded[instrument] = holding;
        }
    }

    /// <summary>The Q of a collateral instrument is FloorDiv(balance, lot units), always.</summary>
    private SortedDictionary<int, OracleHolding> WithCollateral()
    {
        if (balances.Count == 0)
        {
            return traded;
        }

        SortedDictionary<int, OracleHolding> all = new(traded);
        foreach ((int asset, BigInteger balance) in balances)
        {
            OracleAsset known = Snapshot.Asset(asset);
            BigInteger q = OracleMath.FloorDiv(balance, known.LotUnits);
            if (known.RiskInstrument >= 0 && q != 0)
            {
                all[known.RiskInstrument] = new OracleHolding(q, 0, 0);
            }
        }

        return all;
    }

    private SortedDictionary<int, OracleHolding> SummedHoldings()
    {
        SortedDictionary<int, OracleHolding> sums = [];
        foreach ((int instrument, OracleHolding holding) in members.Values.SelectMany(member => member.Holdings))
        {
            sums[instrument] = sums.GetValueOrDefault(instrument).Plus(holding);
        }

        return sums;
    }

    private SortedDictionary<int, BigInteger> SummedBalances()
    {
        SortedDictionary<int, BigInteger> sums = [];
        foreach ((int asset, BigInteger balance) in members.Values.SelectMany(member => member.balances))
        {
            sums[asset] = sums.GetValueOrDefault(asset) + balance;
        }

        return sums;
    }
}
