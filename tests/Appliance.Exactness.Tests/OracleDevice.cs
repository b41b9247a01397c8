using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Explain;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>
/// The oracle behind the device contract, so that a device can be compared field by field. It keeps no derived state
/// but what is read of each margin group most: its last MMR and the requirements of a pool. Only a command that names
/// the group or one of its members can change them, and every such command forgets them.
/// </summary>
internal sealed class OracleDevice : IMarginDevice
{
    private readonly Dictionary<long, WatchLevel> watches = [];
    private readonly Dictionary<long, OracleScalar> maintenance = [];
    private readonly Dictionary<(long Pool, MarginKind Kind), OraclePoolTerms> pools = [];
    private OracleSnapshot newest;

    public OracleDevice(DeviceCapacity capacity, RiskSnapshot snapshot)
    {
        Capacity = capacity;
        newest = OracleSnapshots.From(snapshot);
        Book = new OracleBook(newest, new BigInteger[snapshot.Instruments.Length]);
        Assert.Empty(Book.LoadSnapshot(newest));
    }

    public OracleBook Book { get; }

    public string Name => "oracle";

    public DeviceCapacity Capacity { get; }

    public uint Epoch => (uint)newest.Epoch;

    public void LoadEpoch(RiskSnapshot snapshot)
    {
        newest = OracleSnapshots.Next(newest, snapshot);
        Assert.Empty(Book.LoadSnapshot(newest));
    }

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        for (int i = 0; i < commands.Length; i++)
        {
            results[i] = Execute(commands[i]);
        }
    }

    public int Scan(uint firstGroup, Span<uint> groups)
    {
        int found = 0;
        foreach (OracleGroup group in Book.Groups.Values)
        {
            // A member is never reported: its pool is.
            bool isAsked = group.Id >= firstGroup && group.Pool is null && found < groups.Length;
            if (isAsked && IsBelow(group))
            {
                groups[found++] = (uint)group.Id;
            }
        }

        return found;
    }

    public Int128 TotalEquity() => (Int128)OracleMath.Sum(Book.Groups.Values
        .Where(group => !group.IsPool).Select(group => OracleEquity.Conserved(group, Book.Marks)));

    public PositionReading ReadPosition(uint group, int instrument)
    {
        OracleHolding h = IsOpen(group) ? Book[group][instrument] : default;
        return OracleReadings.Of(instrument, h);
    }

    public long ReadAsset(uint group, int asset) =>
        IsOpen(group) && Book[group].Balances.TryGetValue(asset, out BigInteger balance) ? (long)balance : 0;

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares)
    {
        if (!IsOpen(pool) || !Book[pool].IsPool)
        {
            return 0;
        }

        if (!pools.TryGetValue((pool, kind), out OraclePoolTerms? terms))
        {
            OracleReq req = kind == MarginKind.Initial
                ? Book.Req(pool, OracleKind.Im, OracleAcc.W)
                : Book.Req(pool, OracleKind.Mm, OracleAcc.L);
            terms = req.Pool!;
            pools[(pool, kind)] = terms;
        }

        for (int k = 0; k < terms.Members.Count; k++)
        {
            (long member, OracleReq standalone) = terms.Members[k];
            shares[k] = new PoolShare((uint)member, (long)standalone.Value, (long)terms.Shares[k]);
        }

        return terms.Members.Count;
    }

    public bool TryReadGroup(uint group, out GroupReading reading)
    {
        reading = default;
        if (!Book.Groups.TryGetValue(group, out OracleGroup? found))
        {
            return false;
        }

        reading = OracleReadings.Of(found);
        return true;
    }

    public int ReadPositions(uint group, Span<PositionReading> positions)
    {
        if (!IsOpen(group))
        {
            return 0;
        }

        int count = 0;
        foreach ((int i, OracleHolding h) in Book[group].Holdings)
        {
            if (!h.IsEmpty)
            {
                positions[count++] = OracleReadings.Of(i, h);
            }
        }

        return count;
    }

    public void StateHash(Span<byte> sha256) => OracleDigest.Compute(Book, sha256);

    public void Dispose()
    {
    }

    public bool IsOpen(uint group) => Book.Groups.ContainsKey(group);

    private DeviceResult Execute(in DeviceCommand c)
    {
        switch (c.Op)
        {
            case DeviceOp.None:
                return default;
            case DeviceOp.OpenGroup:
                return Open(c);
            case DeviceOp.SetMark:
                return SetMark(c);
            case DeviceOp.SetAssetPrice:
                return Moved(Book.SetAssetPrice(c.Instrument, c.Value, c.Reserve), 0);
            case DeviceOp.Switch:
                return Switch(c);
        }

        if (!IsOpen(c.Group))
        {
            return Refused(ReasonCode.UnknownAccount);
        }

        Book.SwitchGroup(c.Group);
        Forget(c.Group);
        return Book[c.Group].IsPool && NeedsHolder(c.Op)
            ? Answer(c.Group, ReasonCode.UnknownAccount)
            : ExecuteOnGroup(c);
    }

    private DeviceResult ExecuteOnGroup(in DeviceCommand c) => c.Op switch
    {
        DeviceOp.CheckOrder => Answer(c.Group, Book.PlaceOrder(c.Group, Order(c))),
        DeviceOp.EvaluateOrder => Answer(c.Group, Book.CheckOrder(c.Group, Order(c))),
        DeviceOp.ReplaceOrder => Answer(c.Group, Book.Replace(c.Group, c.OldLots, c.OldReserve, Order(c))),
        DeviceOp.ReserveOrder => Answer(c.Group, Book.ReserveOrder(c.Group, Order(c))),
        DeviceOp.ReleaseOrder => Release(c),
        DeviceOp.Fill => Answer(
            c.Group, Book.Fill(c.Group, c.Instrument, Side(c), c.Lots, c.Value, c.Fee, c.Reserve)),
        DeviceOp.Trade => Answer(
            c.Group, Book.Trade(c.Group, c.Instrument, (BigInteger)c.Lots * c.Side, c.Value, c.Fee)),
        DeviceOp.MoveCash => MoveCash(c),
        DeviceOp.MoveAsset => Answer(
            c.Group,
            Book.MoveAsset(c.Group, c.Instrument, c.Value, (c.Flags & DeviceCommandFlags.Forced) != 0)),
        DeviceOp.CloseGroup => Close(c),
        DeviceOp.Watch => Watch(c),
        DeviceOp.EvaluateClose => EvaluateClose(c),
        DeviceOp.SizeLiquidation => SizeLiquidation(c),
        _ => Answer(c.Group, ReasonCode.None),
    };

    // A pool takes no orders, trades, cash or assets: these are a matter of its members.
    private static bool NeedsHolder(DeviceOp op) => op
        is not (DeviceOp.ReadGroup or DeviceOp.Watch or DeviceOp.CloseGroup
            or DeviceOp.EvaluateClose or DeviceOp.SizeLiquidation);

    private DeviceResult Open(in DeviceCommand c)
    {
        if (c.Group >= (uint)Capacity.Groups)
        {
            return Refused(ReasonCode.Range);
        }

        bool isKind = c.Lots is >= 0 and <= (long)MarginGroupKind.Member;
        OracleGroupTerms terms = new(
            isKind ? (OracleGroupKind)c.Lots : (OracleGroupKind)(-1),
            (c.Flags & DeviceCommandFlags.StandardMode) != 0 ? OracleMode.Standard : OracleMode.Portfolio,
            c.Instrument,
            c.OldLots,
            c.OldReserve);
        bool isNew = !IsOpen(c.Group);
        ReasonCode reason = Book.Open(c.Group, terms);
        if (reason != ReasonCode.None)
        {
            return Refused(reason);
        }

        if (isNew && Book[c.Group].Pool is null)
        {
            watches[c.Group] = WatchLevel.Call;
        }

        Forget(c.Group);
        return Answer(c.Group, ReasonCode.None);
    }

    private DeviceResult SetMark(in DeviceCommand c)
    {
        int instrument = c.Instrument;
        ReasonCode reason = Book.SetMark(instrument, c.Value, c.Reserve);
        return Moved(reason, Book.Groups.Values.LongCount(group => !group.IsPool && group[instrument].Q != 0));
    }

    private DeviceResult Moved(ReasonCode reason, long touched) => reason == ReasonCode.None
        ? new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch, Amount = touched }
        : Refused(reason);

    private DeviceResult Switch(in DeviceCommand c)
    {
        BigInteger end = c.Group + (BigInteger)c.Lots;
        foreach (long id in Book.Groups.Keys)
        {
            if (id >= c.Group && id < end)
            {
                Book.SwitchGroup(id);
                Forget((uint)id);
            }
        }

        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch };
    }

    // What a command that names the group may change.
    private void Forget(uint group)
    {
        long margin = Book[group].Margin.Id;
        maintenance.Remove(margin);
        pools.Remove((margin, MarginKind.Initial));
        pools.Remove((margin, MarginKind.Maintenance));
    }

    private DeviceResult Release(in DeviceCommand c)
    {
        Book.Release(c.Group, c.Instrument, Side(c), c.Lots, c.Reserve);
        return Answer(c.Group, ReasonCode.None);
    }

    private DeviceResult MoveCash(in DeviceCommand c)
    {
        bool isWithdrawal = c.Value < 0 && (c.Flags & DeviceCommandFlags.Forced) == 0;
        return Answer(
            c.Group, isWithdrawal ? Book.Withdraw(c.Group, -(BigInteger)c.Value) : Book.MoveCash(c.Group, c.Value));
    }

    private DeviceResult Close(in DeviceCommand c)
    {
        if (!Book.Close(c.Group))
        {
            return Answer(c.Group, ReasonCode.Range);
        }

        watches.Remove(c.Group);
        return new DeviceResult { Verdict = DeviceVerdict.Accept };
    }

    // On a member it sets the level of its pool.
    private DeviceResult Watch(in DeviceCommand c)
    {
        watches[Book[c.Group].Margin.Id] = (WatchLevel)c.Value;
        return Answer(c.Group, ReasonCode.None);
    }

    private DeviceResult EvaluateClose(in DeviceCommand c)
    {
        if (!CanClose(c))
        {
            return Answer(c.Group, ReasonCode.Range);
        }

        DeviceResult result = Answer(c.Group, ReasonCode.None);
        result.Amount = (long)OracleRequirement.MmrClosed(Book[c.Group], c.Instrument, c.Lots);
        return result;
    }

    private DeviceResult SizeLiquidation(in DeviceCommand c)
    {
        if (!CanClose(c))
        {
            return Answer(c.Group, ReasonCode.Range);
        }

        OracleSizing sizing = new(Book[c.Group], c.Instrument, Book.Equity(c.Group).Value, c.Value);
        OracleSize size = sizing.Search();
        DeviceResult result = Answer(c.Group, ReasonCode.None);
        result.Amount = (long)size.Lots;
        result.Flags |= size.Cured ? DeviceResultFlags.Cured : DeviceResultFlags.None;
        return result;
    }

    // What the group has Q, B or S of itself; collateral instruments are not closed, and a pool holds nothing.
    private bool CanClose(in DeviceCommand c) => !Book[c.Group].IsPool
        && Book[c.Group].Holdings.ContainsKey(c.Instrument) && !newest.Instrument(c.Instrument).IsCollateral;

    private static DeviceResult Refused(ReasonCode reason) =>
        new() { Verdict = DeviceVerdict.Reject, Reason = reason };

    private DeviceResult Answer(uint group, ReasonCode reason) => Answer(group, reason, Book.Imr(group));

    private DeviceResult Answer(uint group, ReasonCode reason, OracleScalar imr)
    {
        OracleScalar mmr = Book.Mmr(group), equity = Book.Equity(group), initial = Book.EquityInitial(group);
        maintenance[Book[group].Margin.Id] = mmr;
        bool isSaturated = imr.Saturated || mmr.Saturated || equity.Saturated || initial.Saturated;
        return new DeviceResult
        {
            Verdict = reason == ReasonCode.None ? DeviceVerdict.Accept : DeviceVerdict.Reject,
            Reason = reason,
            Flags = isSaturated ? DeviceResultFlags.Saturated : DeviceResultFlags.None,
            Epoch = (uint)Book[group].Snapshot.Epoch,
            Requirement = (long)imr.Value,
            Equity = (long)equity.Value,
            EquityInitial = (long)initial.Value,
            Maintenance = (long)mmr.Value,
        };
    }

    // What a judged order would have needed stands in the result whether it was accepted or not.
    private DeviceResult Answer(uint group, OracleOrderAnswer answer)
    {
        DeviceResult result = Answer(group, answer.Reason, answer.Imr ?? Book.Imr(group));
        if (answer.Verdict == OracleVerdict.AcceptReduceOnly)
        {
            result.Verdict = DeviceVerdict.AcceptReduceOnly;
        }

        return result;
    }

    private bool IsBelow(OracleGroup group)
    {
        if (!maintenance.TryGetValue(group.Id, out OracleScalar mmr))
        {
            mmr = Book.Mmr(group.Id);
            maintenance[group.Id] = mmr;
        }

        BigInteger equity = Book.Equity(group.Id).Value;
        return watches[group.Id] switch
        {
            WatchLevel.Call => equity < OracleMath.MulCeil(mmr.Value, group.Snapshot.Bcall),
            WatchLevel.Maintenance => equity < mmr.Value,
            _ => false,
        };
    }

    private static OracleSide Side(in DeviceCommand c) => c.Side > 0 ? OracleSide.Buy : OracleSide.Sell;

    // A side that is none is out of range as lots are: then the oracle is asked about zero lots.
    private static OracleOrder Order(in DeviceCommand c) => new(
        c.Instrument,
        Side(c),
        c.Side is 1 or -1 ? c.Lots : 0,
        c.Value,
        c.Fee,
        c.Reserve,
        (c.Flags & DeviceCommandFlags.ReduceOnly) != 0);
}
