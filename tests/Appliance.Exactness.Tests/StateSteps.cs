using System;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Everything that is no order: trades, collateral, prices, epochs, groups and questions.</summary>
internal sealed class StateSteps(Draw draw, OrderSteps orders)
{
    private readonly Prng random = draw.Random;
    private readonly StepValues values = draw.Values;
    private readonly PlainState state = draw.State;

    private Shape Shape => draw.World.Shape;

    public Step Trade()
    {
        DeviceCommand trade = orders.New(DeviceOp.Trade);
        trade.Flags = DeviceCommandFlags.None;
        trade.Reserve = 0;
        trade.Lots = values.Lots(trade.Group, trade.Instrument);
        trade.Fee = random.Chance(950_000) ? trade.Fee : values.FeeToTheLastMicro(trade);
        return Step.Do(trade);
    }

    /// <summary>
    /// The whole of one position, a part of it or more than it: at the mark, as the backstop takes it over, or not.
    /// </summary>
    public Step CloseOut()
    {
        uint group = draw.Group();
        if (!draw.TryHeld(group, out int instrument, out long q))
        {
            return SetMark();
        }

        return Step.Do(new DeviceCommand
        {
            Op = DeviceOp.Trade,
            Side = (sbyte)-Math.Sign(q),
            Group = group,
            Instrument = instrument,
            Lots = random.Next(10) switch
            {
                < 4 => Math.Abs(q),
                < 7 => random.Between(1, Math.Abs(q)),
                _ => Math.Min(Math.Abs(q) + random.Between(1, Math.Abs(q)), Limits.GroupLotsMax),
            },
            Value = random.Chance(500_000) ? state.Prices.Marks[instrument] : values.PerLot(instrument),
        });
    }

    public Step MoveCash()
    {
        DeviceCommand move = Draw.Cash(draw.Group(), 0).Command;
        move.Value = random.Chance(600_000) ? draw.Levels.Withdrawal(move.Group) : values.Deposit();
        move.Flags = random.Chance(300_000) ? DeviceCommandFlags.Forced : DeviceCommandFlags.None;
        return Step.Do(move);
    }

    public Step MoveAsset() => Shape.Assets == 0 && random.Chance(900_000) ? SetMark() : Step.Do(AssetMove());

    /// <summary>A withdrawal of an asset with cash for just that, or a micro more or less.</summary>
    public Step ExactWithdrawal()
    {
        DeviceCommand move = AssetMove();
        bool isKnown = state.IsOpen(move.Group) && !state.IsPool(move.Group) && move.Instrument < Shape.Assets;
        if (!isKnown || move.Instrument < 0 || move.Value >= 0)
        {
            return MoveCash();
        }

        move.Flags = DeviceCommandFlags.None;
        move.Value = StepValues.Clamp(BigInteger.Max(move.Value, -state.Groups[move.Group].Balances[move.Instrument]));
        state.Touch(move.Group);
        PlainGroup after = state.Groups[move.Group].Clone();
        BigInteger balance = after.Balances[move.Instrument] += move.Value;
        AssetRisk asset = state.Newest.Assets[move.Instrument];
        BigInteger lots = PlainMath.FloorDiv(balance, asset.LotUnits);
        if (asset.RiskInstrument >= 0 && BigInteger.Abs(lots) <= Limits.GroupLotsMax)
        {
            after[asset.RiskInstrument] = new PlainHolding((long)lots, 0, 0, 0);
        }

        if (draw.Levels.CashUntilCovered(after) is long missing)
        {
            draw.Planned.Enqueue(Step.Do(move));
            return Draw.Cash(move.Group, missing);
        }

        return Step.Do(move);
    }

    public Step SetMark()
    {
        int instrument = random.Chance(30_000)
            ? (int)random.Between(-1, draw.World.Snapshot.Instruments.Length)
            : (int)random.Next(Shape.Instruments);
        long now = state.Newest.Knows(instrument) ? state.Prices.Marks[instrument] : 1;
        DeviceCommand set = new() { Op = DeviceOp.SetMark, Instrument = instrument, Value = values.Price(now) };
        set.Reserve = values.Average(set.Value);
        return Step.Do(set);
    }

    public Step SetAssetPrice()
    {
        if (Shape.Assets == 0 && random.Chance(950_000))
        {
            return SetMark();
        }

        int asset = Asset();
        long now = asset >= 0 && asset < Shape.Assets ? state.Prices.AssetPrices[asset] : 1;
        DeviceCommand set = new() { Op = DeviceOp.SetAssetPrice, Instrument = asset, Value = values.Price(now) };
        set.Reserve = values.Average(set.Value);
        return Step.Do(set);
    }

    /// <summary>gabs, lots or open value to a bound or to one beside it.</summary>
    public Step Bound()
    {
        uint group = draw.Group();
        if (!state.IsOpen(group) || state.IsPool(group) || random.Chance(200_000))
        {
            return OpenValueBound(group);
        }

        if (random.Chance(250_000))
        {
            DeviceCommand trade = orders.New(DeviceOp.Trade) with { Group = group, Flags = 0, Reserve = 0 };
            long q = state.Groups[group][trade.Instrument].Q;
            trade.Lots = Limits.GroupLotsMax - Math.Abs(q) + random.Between(-1, 1);
            trade.Side = (sbyte)(q < 0 ? -1 : 1);
            trade.Value = 0;
            return Step.Do(trade);
        }

        int[] byWeight = [.. Enumerable.Range(0, Shape.Instruments).OrderBy(values.Weight)];
        BigInteger room = values.GabsLeft(group, random.Chance(500_000) ? FixedPoint.MoneyMax : values.NarrowGabs);
        room += random.Between(-1, 1);
        DeviceCommand heavy = Grow(group, byWeight[^1], ref room), light = Grow(group, byWeight[0], ref room);
        if (light.Lots > 0)
        {
            draw.Planned.Enqueue(Step.Do(light));
        }

        return heavy.Lots > 0 ? Step.Do(heavy) : SetMark();
    }

    public Step Switch()
    {
        bool isAll = random.Chance(100_000);
        return Step.Do(new DeviceCommand
        {
            Op = DeviceOp.Switch,
            Group = isAll ? 0 : draw.AnyGroup(),
            Lots = isAll ? uint.MaxValue : random.Next(random.Chance(500_000) ? 3 : 20),
        });
    }

    /// <summary>Equity exactly at a level that something compares it with, or one micro beside it.</summary>
    public Step ExactLevel()
    {
        uint group = draw.Group();
        if (!state.IsOpen(group) || state.IsPool(group))
        {
            return Watch();
        }

        if (random.Chance(500_000))
        {
            draw.Planned.Enqueue(Step.Do(new DeviceCommand
            {
                Op = DeviceOp.Watch,
                Group = group,
                Value = random.Next(2),
            }));
        }

        return Draw.Cash(group, draw.Levels.CashToLevel(group));
    }

    public Step Watch()
    {
        uint[] open = [.. state.Groups.Keys];
        return open.Length == 0 ? Open() : Step.Do(new DeviceCommand
        {
            Op = DeviceOp.Watch,
            Group = open[random.Next(open.Length)],
            Value = random.Next(3),
        });
    }

    public Step EvaluateClose()
    {
        uint group = draw.Group();
        draw.TryHeld(group, out int instrument, out long q);
        long lots = random.Chance(300_000) ? Math.Abs(q) : random.Between(0, Math.Abs(q));
        return Step.Do(new DeviceCommand
        {
            Op = DeviceOp.EvaluateClose,
            Group = group,
            Instrument = instrument,
            Lots = lots,
        });
    }

    public Step SizeLiquidation()
    {
        uint group = draw.Group();
        draw.TryHeld(group, out int instrument, out _);
        DeviceCommand size = new() { Op = DeviceOp.SizeLiquidation, Group = group, Instrument = instrument };
        size.Value = random.Chance(600_000)
            ? random.Next(1000)
            : random.Next(Math.Max(values.PerLot(instrument), 0) + 1);
        if (state.IsOpen(group) && !state.IsPool(group) && random.Chance(600_000))
        {
            draw.Planned.Enqueue(Step.Do(size));
            return Draw.Cash(group, draw.Levels.CashBelowTarget(group));
        }

        return Step.Do(size);
    }

    /// <summary>Any kind of group under any id, what it asks for there or not.</summary>
    public Step Open()
    {
        uint[] pools = [.. state.Groups.Values.Where(g => g.Kind == MarginGroupKind.Pool).Select(g => g.Id)];
        MarginGroupKind kind = (MarginGroupKind)random.Next(random.Chance(50_000) ? 5 : 4);
        bool isStandard = random.Chance(250_000);
        long detail = random.Between(random.Chance(100_000) ? -1 : 0, draw.World.Snapshot.Instruments.Length);
        if (kind == MarginGroupKind.Member && pools.Length > 0 && random.Chance(850_000))
        {
            detail = pools[random.Next(pools.Length)];
            isStandard = state.Groups[(uint)detail].IsStandard != random.Chance(100_000);
        }

        DeviceCommand open = Opening.Open(random, draw.AnyGroup(), kind, isStandard, detail);
        open.OldReserve = kind == MarginGroupKind.Pool && random.Chance(100_000) ? (1L << 32) + 1 : open.OldReserve;
        return Step.Do(open);
    }

    /// <summary>Often a group that is emptied first, sometimes one that holds something.</summary>
    public Step Close()
    {
        uint group = random.Chance(700_000) ? draw.Group() : draw.AnyGroup();
        Step close = Step.Do(new DeviceCommand { Op = DeviceOp.CloseGroup, Group = group });
        PlainGroup? held = state.IsOpen(group) ? state.Groups[group] : null;
        bool isLight = held is not null && held.Kind != MarginGroupKind.Pool
            && held.Held.All(h => draw.World.Snapshot.Instruments[h.Key].IsCollateral || h.Value.B + h.Value.S == 0);
        if (!isLight || random.Chance(300_000))
        {
            return close;
        }

        foreach ((int i, PlainHolding h) in held!.Held.Where(h => !draw.World.Snapshot.Instruments[h.Key].IsCollateral))
        {
            DeviceCommand sell = new() { Op = DeviceOp.Trade, Group = group, Instrument = i, Lots = Math.Abs(h.Q) };
            draw.Planned.Enqueue(Step.Do(sell with { Side = (sbyte)-Math.Sign(h.Q) }));
        }

        for (int a = 0; a < held.Balances.Length; a++)
        {
            DeviceCommand move = Draw.Cash(group, -(long)held.Balances[a]).Command;
            draw.Planned.Enqueue(Step.Do(move with { Op = DeviceOp.MoveAsset, Instrument = a }));
        }

        draw.Planned.Enqueue(Draw.Cash(group, -(long)held.Cash));
        draw.Planned.Enqueue(close);
        return Step.Do(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group });
    }

    public Step LoadArrays()
    {
        int[] linear = [.. Enumerable.Range(0, draw.World.Snapshot.Instruments.Length)
            .Where(i => draw.World.Snapshot.Instruments[i].IsLinear)];
        int instrument = linear[random.Next(linear.Length)];
        PlanSwitch();
        return Step.Load(instrument, values.Rearray(instrument));
    }

    public Step LoadTables()
    {
        PlanSwitch();
        return Step.LoadTables(random.NextUInt64());
    }

    /// <summary>No command at all, or one that names what is not there.</summary>
    public Step Odd()
    {
        uint nobody = random.Chance(500_000) ? draw.AnyGroup() : uint.MaxValue - (uint)random.Next(3);
        DeviceOp[] ops =
        [
            DeviceOp.CheckOrder, DeviceOp.ReserveOrder, DeviceOp.EvaluateOrder, DeviceOp.ReplaceOrder, DeviceOp.Trade,
            DeviceOp.MoveCash, DeviceOp.MoveAsset, DeviceOp.CloseGroup, DeviceOp.EvaluateClose,
            DeviceOp.SizeLiquidation, DeviceOp.ReadGroup, DeviceOp.OpenGroup, DeviceOp.None,
        ];
        DeviceCommand odd = orders.New(ops[random.Next(ops.Length)]);
        if (odd.Op == DeviceOp.None)
        {
            return default;
        }

        odd.Group = nobody;
        odd.Value = Math.Max(odd.Value, 0);
        odd.Lots = odd.Op == DeviceOp.EvaluateClose ? 0 : odd.Op == DeviceOp.OpenGroup ? 5 : odd.Lots;
        odd.Flags &= DeviceCommandFlags.ReduceOnly;
        return Step.Do(odd);
    }

    private int Asset() => Shape.Assets == 0 || random.Chance(20_000)
        ? (random.Chance(500_000) ? -1 : Shape.Assets)
        : (int)random.Next(Shape.Assets);

    private DeviceCommand AssetMove()
    {
        DeviceCommand move = Draw.Cash(draw.Group(), 0).Command with { Op = DeviceOp.MoveAsset };
        move.Instrument = Asset();
        move.Value = values.Balance(move.Group, move.Instrument);
        move.Flags = random.Chance(250_000) ? DeviceCommandFlags.Forced : DeviceCommandFlags.None;
        return move;
    }

    private void PlanSwitch()
    {
        if (random.Chance(300_000))
        {
            draw.Planned.Enqueue(Step.Do(new DeviceCommand { Op = DeviceOp.Switch, Lots = Shape.Groups }));
        }
    }

    // (2^31 - 1) * (2^31 + 1) is the largest open value there is, 2^31 * 2^31 one more.
    private Step OpenValueBound(uint group)
    {
        BigInteger cash = state.IsOpen(group) ? state.Groups[group].Cash : 0;
        DeviceCommand trade = orders.New(DeviceOp.Trade) with { Group = group, Flags = 0, Reserve = 0, Fee = 0 };
        bool isBeyond = random.Chance(500_000);
        trade.Lots = (1L << 31) - (isBeyond ? 0 : 1);
        trade.Value = (1L << 31) + (isBeyond ? 0 : 1);
        draw.Planned.Enqueue(Step.Do(trade));
        return Draw.Cash(group, StepValues.Clamp((trade.Side * (BigInteger)FixedPoint.MoneyMax) - cash));
    }

    // Away from zero, so that every lot counts.
    private DeviceCommand Grow(uint group, int instrument, ref BigInteger room)
    {
        PlainHolding h = state.Groups[group][instrument];
        BigInteger weight = state.Newest.Rmax(instrument);
        BigInteger lots = BigInteger.Clamp(
            room / weight, 0, PlainMath.Pos(Limits.GroupLotsMax - BigInteger.Abs(h.Q) - h.B - h.S));
        room -= lots * weight;
        return new DeviceCommand
        {
            Op = DeviceOp.Trade,
            Side = (sbyte)(h.Q < 0 ? -1 : 1),
            Group = group,
            Instrument = instrument,
            Lots = (long)lots,
        };
    }
}
