using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>
/// The oracle behind the device contract, so that a device can be compared field by field. It keeps no derived state
/// but the last requirements of each group, which only a command that names the group can change.
/// </summary>
internal sealed class OracleDevice : IMarginDevice
{
    private readonly Dictionary<uint, WatchLevel> watches = [];
    private readonly Dictionary<uint, OracleScalar> maintenance = [];
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
        foreach (long id in Book.Groups.Keys)
        {
            if (id >= firstGroup && found < groups.Length && IsBelow((uint)id))
            {
                groups[found++] = (uint)id;
            }
        }

        return found;
    }

    public Int128 TotalEquity() => (Int128)Book.Groups.Values
        .Aggregate(BigInteger.Zero, (sum, group) => sum + OracleEquity.Exact(group, Book.Marks));

    public PositionReading ReadPosition(uint group, int instrument)
    {
        OracleHolding h = IsOpen(group) ? Book[group][instrument] : default;
        return new PositionReading(instrument, (long)h.Q, (long)h.B, (long)h.S);
    }

    public long ReadAsset(uint group, int asset) => 0;

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares) => 0;

    public bool TryReadGroup(uint group, out GroupReading reading)
    {
        reading = default;
        if (!Book.Groups.TryGetValue(group, out OracleGroup? found))
        {
            return false;
        }

        reading = new GroupReading
        {
            IsolatedInstrument = -1,
            CashMicro = (long)found.Cash,
            ReservesMicro = (long)found.Reserves,
        };
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
            positions[count++] = new PositionReading(i, (long)h.Q, (long)h.B, (long)h.S);
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
            case DeviceOp.Switch:
                return Switch(c);
        }

        if (!IsOpen(c.Group))
        {
            return Refused(ReasonCode.UnknownAccount);
        }

        Book.SwitchGroup(c.Group);
        DeviceResult result = c.Op switch
        {
            DeviceOp.CheckOrder => Answer(c.Group, Book.PlaceOrder(c.Group, Order(c))),
            DeviceOp.ReplaceOrder => Answer(c.Group, Book.Replace(c.Group, c.OldLots, c.OldReserve, Order(c))),
            DeviceOp.ReserveOrder => Answer(c.Group, Book.ReserveOrder(c.Group, Order(c))),
            DeviceOp.ReleaseOrder => Release(c),
            DeviceOp.Fill => Answer(
                c.Group, Book.Fill(c.Group, c.Instrument, Side(c), c.Lots, c.Value, c.Fee, c.Reserve)),
            DeviceOp.Trade => Answer(
                c.Group, Book.Trade(c.Group, c.Instrument, (BigInteger)c.Lots * c.Side, c.Value, c.Fee)),
            DeviceOp.MoveCash => MoveCash(c),
            DeviceOp.CloseGroup => Close(c),
            DeviceOp.Watch => Watch(c),
            DeviceOp.EvaluateClose => EvaluateClose(c),
            DeviceOp.SizeLiquidation => SizeLiquidation(c),
            _ => Answer(c.Group, ReasonCode.None),
        };
        return result;
    }

    private DeviceResult Open(in DeviceCommand c)
    {
        if (c.Group >= (uint)Capacity.Groups || IsOpen(c.Group))
        {
            return Refused(ReasonCode.DuplicateDefinition);
        }

        Book.Open(c.Group);
        watches[c.Group] = WatchLevel.Call;
        return Answer(c.Group, ReasonCode.None);
    }

    private DeviceResult SetMark(in DeviceCommand c)
    {
        if (!newest.Knows(c.Instrument))
        {
            return Refused(ReasonCode.UnknownInstrument);
        }

        ReasonCode reason = Book.SetMark(c.Instrument, c.Value);
        if (reason != ReasonCode.None)
        {
            return Refused(reason);
        }

        int instrument = c.Instrument;
        long holders = Book.Groups.Values.LongCount(group => group[instrument].Q != 0);
        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch, Amount = holders };
    }

    private DeviceResult Switch(in DeviceCommand c)
    {
        long end = c.Group + c.Lots;
        foreach (long id in Book.Groups.Keys)
        {
            if (id >= c.Group && id < end)
            {
                Book.SwitchGroup(id);
                maintenance.Remove((uint)id);
            }
        }

        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch };
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
            return Answer(c.Group, ReasonCode.BadDefinition);
        }

        watches.Remove(c.Group);
        maintenance.Remove(c.Group);
        return new DeviceResult { Verdict = DeviceVerdict.Accept };
    }

    private DeviceResult Watch(in DeviceCommand c)
    {
        watches[c.Group] = (WatchLevel)c.Value;
        return Answer(c.Group, ReasonCode.None);
    }

    private DeviceResult EvaluateClose(in DeviceCommand c)
    {
        OracleGroup group = Book[c.Group];
        if (!group.Holdings.ContainsKey(c.Instrument))
        {
            return Answer(c.Group, ReasonCode.Range);
        }

        // A group out of range has no requirement but MoneyMax, whatever is imagined closed (section 8).
        DeviceResult result = Answer(c.Group, ReasonCode.None);
        result.Amount = OracleRequirement.OutOfBounds(group)
            ? (long)OracleMath.MoneyMax
            : (long)OracleRequirement.Mmr(group.Closed(c.Instrument, c.Lots)).Value;
        return result;
    }

    private DeviceResult SizeLiquidation(in DeviceCommand c)
    {
        OracleGroup group = Book[c.Group];
        if (!group.Holdings.ContainsKey(c.Instrument))
        {
            return Answer(c.Group, ReasonCode.Range);
        }

        // With the same MMR at every size nothing is gained by closing: the peak is zero.
        BigInteger equity = Book.Equity(c.Group).Value;
        OracleSizing sizing = new(group, c.Instrument, equity, c.Value);
        OracleSize size = OracleRequirement.OutOfBounds(group)
            ? new OracleSize(0, equity >= OracleMath.MulCeil(OracleMath.MoneyMax, group.Snapshot.Btarget), 0)
            : sizing.Search();
        DeviceResult result = Answer(c.Group, ReasonCode.None);
        result.Amount = (long)size.Lots;
        result.Flags |= size.Cured ? DeviceResultFlags.Cured : DeviceResultFlags.None;
        return result;
    }

    private static DeviceResult Refused(ReasonCode reason) =>
        new() { Verdict = DeviceVerdict.Reject, Reason = reason };

    private DeviceResult Answer(uint group, ReasonCode reason)
    {
        OracleScalar imr = Book.Imr(group), mmr = Book.Mmr(group), equity = Book.Equity(group);
        maintenance[group] = mmr;
        bool isSaturated = imr.Saturated || mmr.Saturated || equity.Saturated;
        return new DeviceResult
        {
            Verdict = reason == ReasonCode.None ? DeviceVerdict.Accept : DeviceVerdict.Reject,
            Reason = reason,
            Flags = isSaturated ? DeviceResultFlags.Saturated : DeviceResultFlags.None,
            Epoch = (uint)Book[group].Snapshot.Epoch,
            Requirement = (long)imr.Value,
            Equity = (long)equity.Value,
            EquityInitial = (long)equity.Value,
            Maintenance = (long)mmr.Value,
        };
    }

    // What a judged order would have needed stands in the result whether it was accepted or not.
    private DeviceResult Answer(uint group, OracleOrderAnswer answer)
    {
        DeviceResult result = Answer(group, answer.Reason);
        if (answer.Verdict == OracleVerdict.AcceptReduceOnly)
        {
            result.Verdict = DeviceVerdict.AcceptReduceOnly;
        }

        if (answer.ImrAfter is not null)
        {
            bool isSaturated = answer.Reason == ReasonCode.Saturated;
            result.Requirement = (long)answer.ImrAfter.Value;
            result.Flags = isSaturated ? DeviceResultFlags.Saturated : DeviceResultFlags.None;
        }

        return result;
    }

    private bool IsBelow(uint group)
    {
        if (!maintenance.TryGetValue(group, out OracleScalar mmr))
        {
            mmr = Book.Mmr(group);
            maintenance[group] = mmr;
        }

        BigInteger equity = Book.Equity(group).Value;
        return watches[group] switch
        {
            WatchLevel.Call => equity < OracleMath.MulCeil(mmr.Value, Book[group].Snapshot.Bcall),
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
