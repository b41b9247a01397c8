using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Sim.Oracle;

/// <summary>
/// Primary state of one group (section 4): Q, B, S per instrument, cash, reserves, and the epoch it is on. Nothing is
/// derived here and no margin rule is applied; whatever is asked is computed from this anew.
/// </summary>
public sealed class OracleGroup
{
    private readonly SortedDictionary<int, OracleHolding> holdings = [];

    public OracleGroup(OracleSnapshot snapshot) => Snapshot = snapshot;

    /// <summary>The epoch this group is checked with.</summary>
    public OracleSnapshot Snapshot { get; internal set; }

    public BigInteger Cash { get; internal set; }

    public BigInteger Reserves { get; internal set; }

    /// <summary>Instruments with a position or a working order, by index.</summary>
    public IReadOnlyDictionary<int, OracleHolding> Holdings => holdings;

    public OracleHolding this[int instrument] => holdings.GetValueOrDefault(instrument);

    public OracleGroup Clone()
    {
        OracleGroup copy = new(Snapshot) { Cash = Cash, Reserves = Reserves };
        foreach ((int instrument, OracleHolding holding) in holdings)
        {
            copy.holdings[instrument] = holding;
        }

        return copy;
    }

    /// <summary>Adds a working order.</summary>
    public void AddOrder(int instrument, OracleSide side, BigInteger lots, BigInteger reservePerLot)
    {
        OracleMath.Require(lots >= 0 && reservePerLot >= 0, "orders and reserves are not negative");
        Set(instrument, this[instrument].AddWorking(side, lots));
        Reserves += lots * reservePerLot;
    }

    /// <summary>The exact inverse of <see cref="AddOrder"/>, of the whole order or part of it.</summary>
    public void RemoveOrder(int instrument, OracleSide side, BigInteger lots, BigInteger reservePerLot)
    {
        OracleMath.Require(lots >= 0 && lots <= this[instrument].Working(side), "only working lots are released");
        Set(instrument, this[instrument].AddWorking(side, -lots));
        Reserves -= lots * reservePerLot;
        OracleMath.Require(Reserves >= 0, "only reserved money is given back");
    }

    /// <summary>Moves Q by the signed lots and cash by -(signed lots * value) - fee (sections 6 and 7).</summary>
    public void Move(int instrument, BigInteger signedLots, BigInteger value, BigInteger fee)
    {
        OracleHolding holding = this[instrument];
        Set(instrument, holding with { Q = holding.Q + signedLots });
        Cash -= (signedLots * value) + fee;
    }

    /// <summary>This group with x lots of an instrument's position closed, nothing else changed (section 9).</summary>
    public OracleGroup Closed(int instrument, BigInteger lots)
    {
        BigInteger q = this[instrument].Q;
        OracleMath.Require(lots >= 0 && lots <= BigInteger.Abs(q), "only what is held is closed");
        OracleGroup copy = Clone();
        copy.Move(instrument, -q.Sign * lots, 0, 0);
        return copy;
    }

    /// <summary>
    /// Section 4, by trying it: the largest loss in one entry over every possible fill of the working orders, lot by
    /// lot. Entry s below 32 is that of underlying u's bucket block, entry 32 + h column h of the joint block.
    /// </summary>
    public BigInteger BruteForceWorstLoss(int underlying, int entry)
    {
        List<BigInteger> outcomes = [BigInteger.Zero];
        foreach ((int instrument, OracleHolding holding) in holdings)
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

            outcomes = next;
            OracleMath.Require(outcomes.Count <= 4_000_000, "brute force is for small books");
        }

        return outcomes.Max();
    }

    private void Set(int instrument, OracleHolding holding)
    {
        if (holding.IsEmpty)
        {
            holdings.Remove(instrument);
        }
        else
        {
            holdings[instrument] = holding;
        }
    }
}
