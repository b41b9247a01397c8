using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// The rules of sections 1 to 9 once more, in the plainest code there is: every answer from the primary state, no
/// speed. Straight, it is a third opinion that must agree with the oracle. With a <see cref="Bend"/> it is a device
/// that is wrong in one rule, which no altered snapshot and no altered command could express.
/// </summary>
internal sealed class PlainDevice : IMarginDevice
{
    private readonly PlainState state;
    private readonly PlainBounds bounds;
    private readonly PlainOrders orders;
    private readonly PlainTrades trades;
    private readonly PlainLiquidation liquidation;

    public PlainDevice(DeviceCapacity capacity, RiskSnapshot snapshot, Bend bend = Bend.None)
    {
        state = new PlainState(capacity, snapshot, bend);
        bounds = new PlainBounds(state);
        orders = new PlainOrders(state, bounds);
        trades = new PlainTrades(state, bounds);
        liquidation = new PlainLiquidation(state);
    }

    public string Name => "plain";

    public DeviceCapacity Capacity => state.Capacity;

    public uint Epoch => state.Newest.Number;

    public PlainState State => state;

    public PlainBounds Bounds => bounds;

    public void LoadEpoch(RiskSnapshot snapshot) => state.Newest = PlainEpoch.Of(snapshot, state.Newest);

    public void Execute(ReadOnlySpan<DeviceCommand> commands, Span<DeviceResult> results)
    {
        for (int i = 0; i < commands.Length; i++)
        {
            results[i] = Execute(commands[i]);
        }
    }

    public DeviceResult Execute(in DeviceCommand c)
    {
        switch (c.Op)
        {
            case DeviceOp.None: return default;
            case DeviceOp.OpenGroup: return Open(c);
            case DeviceOp.SetMark: return SetMark(c);
            case DeviceOp.SetAssetPrice: return SetAssetPrice(c);
            case DeviceOp.Switch: return Switch(c);
        }

        if (!state.IsOpen(c.Group))
        {
            return PlainState.Refuse(ReasonCode.UnknownAccount);
        }

        state.Touch(c.Group);
        return c.Op switch
        {
            DeviceOp.CheckOrder or DeviceOp.ReserveOrder or DeviceOp.ReplaceOrder or DeviceOp.EvaluateOrder =>
                orders.Place(c),
            DeviceOp.ReleaseOrder => orders.Release(c),
            DeviceOp.Fill => trades.Fill(c),
            DeviceOp.Trade => trades.Trade(c),
            DeviceOp.MoveCash => trades.MoveCash(c),
            DeviceOp.MoveAsset => trades.MoveAsset(c),
            DeviceOp.CloseGroup => Close(c),
            DeviceOp.Watch => Watch(c),
            DeviceOp.EvaluateClose => liquidation.EvaluateClose(c),
            DeviceOp.SizeLiquidation => liquidation.Size(c),
            _ => state.Answer(c.Group, ReasonCode.None),
        };
    }

    public int Scan(uint firstGroup, Span<uint> groups)
    {
        int found = 0;
        foreach (uint id in state.Groups.Keys)
        {
            bool isAsked = id >= firstGroup && state.Groups[id].Kind != MarginGroupKind.Member;
            if (isAsked && found < groups.Length && IsBelow(id))
            {
                groups[found++] = id;
            }
        }

        return found;
    }

    public Int128 TotalEquity()
    {
        BigInteger total = 0;
        foreach (PlainGroup group in state.Groups.Values)
        {
            total += group.Cash;
            foreach ((int i, PlainHolding h) in group.Held)
            {
                total += (BigInteger)h.Q * (group.Epoch.Instruments[i].IsCollateral ? 0 : state.Prices.Marks[i]);
            }
        }

        return (Int128)total;
    }

    public bool TryReadGroup(uint group, out GroupReading reading)
    {
        reading = default;
        if (!state.IsOpen(group))
        {
            return false;
        }

        PlainGroup found = state.Groups[group];
        PlainBook book = BookOf(group);
        reading = new GroupReading
        {
            Kind = found.Kind,
            IsStandard = found.IsStandard,
            IsolatedInstrument = found.Kind == MarginGroupKind.Isolated ? found.Only : -1,
            Pool = found.Kind == MarginGroupKind.Member ? found.Pool : 0,
            PoolLambdaQ32 = found.Kind == MarginGroupKind.Pool ? found.Lambda : 0,
            CashMicro = (long)book.Cash,
            ReservesMicro = (long)book.Reserves,
            Epoch = found.Epoch.Number,
        };
        return true;
    }

    public PositionReading ReadPosition(uint group, int instrument)
    {
        PlainHolding h = default;
        _ = state.IsOpen(group) && BookOf(group).Held.TryGetValue(instrument, out h);
        return h.IsEmpty ? new PositionReading(instrument, 0, 0, 0) : Reading(instrument, h);
    }

    public int ReadPositions(uint group, Span<PositionReading> positions)
    {
        int count = 0;
        foreach ((int i, PlainHolding h) in state.IsOpen(group) ? BookOf(group).Held : [])
        {
            if (!h.IsEmpty)
            {
                positions[count++] = Reading(i, h);
            }
        }

        return count;
    }

    private static PositionReading Reading(int instrument, PlainHolding h) =>
        new(instrument, h.Q, h.B, h.S, (long)h.V);

    public long ReadAsset(uint group, int asset) =>
        state.IsOpen(group) && asset >= 0 && asset < state.Newest.Assets.Length
            ? (long)BookOf(group).Balances[asset] : 0;

    public int ReadPool(uint pool, MarginKind kind, Span<PoolShare> shares)
    {
        IReadOnlyList<PoolShare> all = state.IsPool(pool) ? state.Requirement.Shares(state.Unit(pool), kind) : [];
        for (int k = 0; k < all.Count; k++)
        {
            shares[k] = all[k];
        }

        return all.Count;
    }

    public void StateHash(Span<byte> sha256) => PlainDigest.Compute(state, sha256);

    public void Dispose()
    {
    }

    // Of a pool the sums over its members.
    private PlainBook BookOf(uint group) =>
        state.Requirement.Book(state.IsPool(group) ? state.Unit(group) : PlainUnit.Alone(state.Groups[group]));

    private bool IsBelow(uint id)
    {
        PlainUnit unit = state.Unit(id);
        BigInteger equity = state.EquityOf(unit, state.Bend == Bend.CallByInitialEquity).Value;
        BigInteger mmr = state.Mmr(unit).Value;
        BigInteger level = state.Groups[id].Watch switch
        {
            WatchLevel.Call => PlainMath.Up(
                mmr, unit.Head.Epoch.Parameters.CallQ32, state.Bend == Bend.CallRoundsDown),
            WatchLevel.Maintenance => mmr,
            _ => -FixedPoint.MoneyMax - (BigInteger)1,
        };
        return state.Bend == Bend.WatchNotStrict ? equity <= level : equity < level;
    }

    private DeviceResult Open(in DeviceCommand c)
    {
        if (state.IsOpen(c.Group))
        {
            state.Touch(c.Group);
            return state.Answer(c.Group, ReasonCode.None);
        }

        ReasonCode reason = OpenRefusal(c);
        if (reason != ReasonCode.None)
        {
            return PlainState.Refuse(reason);
        }

        state.Groups[c.Group] = new PlainGroup(c.Group, state.Newest)
        {
            Kind = (MarginGroupKind)c.Lots,
            IsStandard = (c.Flags & DeviceCommandFlags.StandardMode) != 0,
            Only = c.Lots == (long)MarginGroupKind.Isolated ? c.Instrument : -1,
            Pool = c.Lots == (long)MarginGroupKind.Member ? (uint)c.OldLots : 0,
            Lambda = (ulong)c.OldReserve,
        };
        state.Touch(c.Group);
        return state.Answer(c.Group, ReasonCode.None);
    }

    private ReasonCode OpenRefusal(in DeviceCommand c)
    {
        if (c.Group >= (uint)state.Capacity.Groups)
        {
            return ReasonCode.Range;
        }

        bool isStandard = (c.Flags & DeviceCommandFlags.StandardMode) != 0;
        switch (c.Lots)
        {
            case (long)MarginGroupKind.Cross:
                return ReasonCode.None;
            case (long)MarginGroupKind.Isolated:
                bool isKnown = state.Newest.Knows(c.Instrument) && !state.Newest.Instruments[c.Instrument].IsCollateral
                    && !state.Newest.Instruments[c.Instrument].IsCombo;
                return isKnown ? ReasonCode.None : ReasonCode.UnknownInstrument;
            case (long)MarginGroupKind.Pool:
                return c.OldReserve is >= 0 and <= 1L << 32 ? ReasonCode.None : ReasonCode.Range;
            case (long)MarginGroupKind.Member:
                bool isPool = c.OldLots is >= 0 and <= uint.MaxValue && state.IsPool((uint)c.OldLots)
                    && (state.Groups[(uint)c.OldLots].IsStandard == isStandard || state.Bend == Bend.MemberOfOtherMode);
                return !isPool ? ReasonCode.UnknownAccount
                    : state.MembersOf((uint)c.OldLots).Count() >= Limits.PoolMembersMax ? ReasonCode.PoolCapacity
                    : ReasonCode.None;
            default:
                return ReasonCode.Range;
        }
    }

    private DeviceResult Close(in DeviceCommand c)
    {
        PlainGroup group = state.Groups[c.Group];
        bool ownsNothing = state.Bend == Bend.CloseForgetsAssets || group.Balances.All(b => b == 0);
        bool isEmpty = group.Held.Count == 0 && group.Cash == 0 && ownsNothing;
        if (!isEmpty || state.MembersOf(c.Group).Any())
        {
            return state.Answer(c.Group, ReasonCode.Range);
        }

        state.Groups.Remove(c.Group);
        return new DeviceResult { Verdict = DeviceVerdict.Accept };
    }

    private DeviceResult SetMark(in DeviceCommand c)
    {
        InstrumentRisk? risk = state.Newest.Knows(c.Instrument) ? state.Newest.Instruments[c.Instrument] : null;
        if (risk is null || risk.IsCombo || risk.IsCollateral)
        {
            return PlainState.Refuse(ReasonCode.UnknownInstrument);
        }

        if (!IsPrice(c.Value, c.Reserve))
        {
            return PlainState.Refuse(ReasonCode.Range);
        }

        state.Prices.Marks[c.Instrument] = c.Value;
        state.Prices.Averages[c.Instrument] = c.Reserve == 0 ? c.Value : c.Reserve;
        int instrument = c.Instrument;
        long holders = state.Groups.Values.LongCount(group => group[instrument].Q != 0);
        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch, Amount = holders };
    }

    private DeviceResult SetAssetPrice(in DeviceCommand c)
    {
        if (c.Instrument < 0 || c.Instrument >= state.Newest.Assets.Length)
        {
            return PlainState.Refuse(ReasonCode.UnknownAsset);
        }

        if (!IsPrice(c.Value, c.Reserve))
        {
            return PlainState.Refuse(ReasonCode.Range);
        }

        state.Prices.AssetPrices[c.Instrument] = c.Value;
        state.Prices.AssetAverages[c.Instrument] = c.Reserve == 0 ? c.Value : c.Reserve;
        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch };
    }

    private static bool IsPrice(long value, long average) =>
        value is >= 1 and < Limits.PerLotLimit && average is >= 0 and < Limits.PerLotLimit;

    private DeviceResult Switch(in DeviceCommand c)
    {
        long end = c.Group + c.Lots - (state.Bend == Bend.SwitchStopsEarly ? 1 : 0);
        foreach (uint id in state.Groups.Keys)
        {
            if (id >= c.Group && id < end)
            {
                state.Touch(id);
            }
        }

        return new DeviceResult { Verdict = DeviceVerdict.Accept, Epoch = Epoch };
    }

    private DeviceResult Watch(in DeviceCommand c)
    {
        state.Unit(c.Group).Head.Watch = (WatchLevel)c.Value;
        return state.Answer(c.Group, ReasonCode.None);
    }
}
