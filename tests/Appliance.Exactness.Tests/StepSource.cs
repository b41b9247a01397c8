using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Draws the next step of a stream from the state the oracle is in: mostly what a host would send, often values at a
/// bound or one beside it, sometimes what a device refuses. Never what a correct host cannot send.
/// </summary>
internal sealed class StepSource
{
    private readonly Prng random;
    private readonly Shape shape;
    private readonly OracleDevice oracle;
    private readonly WorkingOrders orders;
    private readonly StepValues values;
    private readonly int[] linear;
    private readonly Queue<Step> planned = [];

    public StepSource(Prng random, Shape shape, RiskSnapshot snapshot, OracleDevice oracle, WorkingOrders orders)
    {
        this.random = random;
        this.shape = shape;
        this.oracle = oracle;
        this.orders = orders;
        values = new StepValues(random, shape, snapshot, oracle);
        linear = [.. Enumerable.Range(0, shape.Instruments).Where(i => snapshot.Instruments[i].IsLinear)];
        PlanOpening();
    }

    public Step Next()
    {
        while (planned.TryDequeue(out Step step))
        {
            if (step.IsLoad || orders.Allows(step.Command, oracle))
            {
                return step;
            }
        }

        return Draw();
    }

    private Step Draw()
    {
        if (oracle.Book.Groups.Count == 0)
        {
            return Step.Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Group = (uint)random.Next(shape.Groups) });
        }

        return random.Next(100) switch
        {
            < 20 => Step.Do(Order(CheckOrEvaluate())),
            < 26 => PlanExactOrder(),
            < 31 => Reduce(),
            < 33 => Step.Do(Order(DeviceOp.ReserveOrder)),
            < 43 => OnWorking(Fill),
            < 50 => OnWorking(Release),
            < 57 => OnWorking(Replace),
            < 64 => Trade(),
            < 68 => CloseOut(),
            < 74 => MoveCash(),
            < 79 => SetMark(),
            < 81 => PlanGabs(),
            < 84 => Step.Do(new DeviceCommand { Op = DeviceOp.Switch, Group = AnyGroup(), Lots = random.Next(20) }),
            < 87 => PlanExactLevel(),
            < 89 => EvaluateClose(),
            < 91 => SizeLiquidation(),
            < 92 => Step.Do(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = Group() }),
            < 93 => Watch(),
            < 94 => Step.Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Group = AnyGroup() }),
            < 95 => Step.Do(new DeviceCommand { Op = DeviceOp.CloseGroup, Group = AnyGroup() }),
            < 96 => Step.Do(values.Spoil(Order(CheckOrEvaluate()))),
            < 99 => Load(),
            _ => random.Chance(200_000) ? default : Step.Do(values.Spoil(Order(DeviceOp.ReplaceOrder))),
        };
    }

    private void PlanOpening()
    {
        int open = (int)random.Between(1, shape.Groups);
        for (uint g = 0; g < open; g++)
        {
            planned.Enqueue(Step.Do(new DeviceCommand { Op = DeviceOp.OpenGroup, Group = g }));
            DeviceCommand deposit = new() { Op = DeviceOp.MoveCash, Group = g, Value = values.Deposit() };
            planned.Enqueue(Step.Do(deposit));
        }

        for (int i = 0; i < shape.Instruments; i++)
        {
            if (random.Chance(shape.IsCrowded ? 100_000 : 950_000))
            {
                planned.Enqueue(Step.Do(values.FirstMark(i)));
            }

            if (shape.IsCrowded)
            {
                DeviceCommand one = new() { Op = DeviceOp.Trade, Instrument = i, Side = 1, Lots = 1, Value = 1 };
                planned.Enqueue(Step.Do(one));
            }
        }
    }

    // Three groups get most of the traffic, so that they grow.
    private uint Group()
    {
        long[] open = [.. oracle.Book.Groups.Keys];
        return open.Length == 0 || random.Chance(10_000) ? AnyGroup()
            : random.Chance(800_000) ? (uint)open[random.Next(Math.Min(3, open.Length))]
            : (uint)open[random.Next(open.Length)];
    }

    private uint AnyGroup() => (uint)random.Next(shape.Groups + 2);

    // What is only asked must be answered the same and change nothing: the steps after it show whether it did.
    private DeviceOp CheckOrEvaluate() => random.Chance(250_000) ? DeviceOp.EvaluateOrder : DeviceOp.CheckOrder;

    private DeviceCommand Order(DeviceOp op)
    {
        uint group = Group();
        int instrument = (int)random.Next(shape.Instruments);
        long lots = Math.Min(values.Lots(group, instrument), Limits.OrderLotsMax);
        return new DeviceCommand
        {
            Op = op,
            Side = (sbyte)(random.Chance(500_000) ? 1 : -1),
            Flags = random.Chance(150_000) ? DeviceCommandFlags.ReduceOnly : DeviceCommandFlags.None,
            Group = group,
            Instrument = instrument,
            Lots = lots,
            Value = values.PerLot(instrument),
            Fee = values.Fee(),
            Reserve = values.Reserve(group, lots),
        };
    }

    // Cash is moved so that the order needs exactly what there is, or one micro more or less.
    private Step PlanExactOrder()
    {
        DeviceCommand order = Order(CheckOrEvaluate());
        if (values.CashUntilNeeded(order) is long missing)
        {
            planned.Enqueue(Step.Do(order));
            return Step.Do(Forced(order.Group, missing));
        }

        return Step.Do(order);
    }

    // An order against the position, within it; often with the fee at which the reduce rule just holds.
    private Step Reduce()
    {
        DeviceCommand order = Order(CheckOrEvaluate());
        if (!values.TryHeld(order.Group, out int instrument, out long q) || q == 0)
        {
            return Step.Do(order);
        }

        order.Flags = DeviceCommandFlags.ReduceOnly;
        order.Instrument = instrument;
        order.Side = (sbyte)-Math.Sign(q);
        order.Lots = Math.Min(random.Chance(300_000) ? Math.Abs(q) : random.Between(1, Math.Abs(q)), int.MaxValue);
        order.Value = values.PerLot(instrument);
        order.Reserve = random.Chance(500_000) ? 0 : values.Reserve(order.Group, order.Lots);
        order.Fee = random.Chance(700_000) ? values.FeeOfReduction(order) ?? order.Fee : order.Fee;
        if (random.Chance(500_000) && values.CashUntilNeeded(order) is long missing)
        {
            // Short by more than a little: what is left is decided by the reduce rule alone.
            planned.Enqueue(Step.Do(order));
            return Step.Do(Forced(order.Group, missing - random.Between(1, 1000)));
        }

        return Step.Do(order);
    }

    private Step OnWorking(Func<WorkingOrder, DeviceCommand> make) => orders.All.Count == 0
        ? Step.Do(Order(DeviceOp.CheckOrder))
        : Step.Do(make(orders.All[(int)random.Next(orders.All.Count)]));

    private DeviceCommand Release(WorkingOrder order) => Quote(order, DeviceOp.ReleaseOrder, Part(order.Lots));

    private DeviceCommand Fill(WorkingOrder order)
    {
        DeviceCommand fill = Quote(order, DeviceOp.Fill, Part(order.Lots));
        fill.Value = values.PerLot(order.Instrument);
        fill.Fee = random.Chance(950_000) ? values.Fee() : values.FeeToTheLastMicro(fill);
        return fill;
    }

    private DeviceCommand Replace(WorkingOrder order)
    {
        DeviceCommand replace = Quote(order, DeviceOp.ReplaceOrder, 0);
        replace.OldLots = order.Lots;
        replace.OldReserve = order.Reserve;
        replace.Flags = random.Chance(200_000) ? DeviceCommandFlags.ReduceOnly : DeviceCommandFlags.None;
        long lots = random.Chance(500_000)
            ? values.Lots(order.Group, order.Instrument)
            : Math.Max(1, order.Lots + random.Between(-3, 3));
        replace.Lots = Math.Min(lots, Limits.OrderLotsMax);
        replace.Value = values.PerLot(order.Instrument);
        replace.Fee = values.Fee();
        replace.Reserve = random.Chance(300_000) ? order.Reserve : values.Reserve(order.Group, replace.Lots);
        return replace;
    }

    private static DeviceCommand Quote(WorkingOrder order, DeviceOp op, long lots) => new()
    {
        Op = op,
        Side = order.Side,
        Group = order.Group,
        Instrument = order.Instrument,
        Lots = lots,
        Reserve = order.Reserve,
    };

    private long Part(long lots) => random.Chance(400_000) ? lots : random.Between(1, lots);

    private Step Trade()
    {
        DeviceCommand trade = Order(DeviceOp.Trade);
        trade.Flags = DeviceCommandFlags.None;
        trade.Reserve = 0;
        trade.Lots = values.Lots(trade.Group, trade.Instrument);
        trade.Fee = random.Chance(950_000) ? trade.Fee : values.FeeToTheLastMicro(trade);
        return Step.Do(trade);
    }

    // Two trades, of the heaviest and of the lightest instrument, that fill gabs to a bound or to one beside it.
    private Step PlanGabs()
    {
        uint group = Group();
        (DeviceCommand heavy, DeviceCommand light) = values.FillGabs(group);
        if (light.Lots > 0)
        {
            planned.Enqueue(Step.Do(light));
        }

        return heavy.Lots > 0 ? Step.Do(heavy) : SetMark();
    }

    // The whole of one position at the mark, as the backstop takes it over.
    private Step CloseOut()
    {
        uint group = Group();
        if (!values.TryHeld(group, out int instrument, out long q) || q == 0)
        {
            return SetMark();
        }

        return Step.Do(new DeviceCommand
        {
            Op = DeviceOp.Trade,
            Side = (sbyte)-Math.Sign(q),
            Group = group,
            Instrument = instrument,
            Lots = Math.Abs(q),
            Value = (long)oracle.Book.Marks[instrument],
        });
    }

    private Step MoveCash()
    {
        DeviceCommand move = Forced(Group(), 0);
        move.Value = values.Cash(move.Group);
        move.Flags = random.Chance(400_000) ? DeviceCommandFlags.Forced : DeviceCommandFlags.None;
        return Step.Do(move);
    }

    private static DeviceCommand Forced(uint group, long value) =>
        new() { Op = DeviceOp.MoveCash, Flags = DeviceCommandFlags.Forced, Group = group, Value = value };

    private Step SetMark()
    {
        int instrument = (int)random.Between(random.Chance(20_000) ? -1 : 0, shape.Instruments - 1);
        return Step.Do(
            new DeviceCommand { Op = DeviceOp.SetMark, Instrument = instrument, Value = values.Mark(instrument) });
    }

    // Equity exactly at a level that something compares it with, or one micro beside it, and a scan to see it.
    private Step PlanExactLevel()
    {
        uint group = Group();
        if (!oracle.IsOpen(group))
        {
            return Watch();
        }

        if (random.Chance(500_000))
        {
            planned.Enqueue(Step.Do(new DeviceCommand
            {
                Op = DeviceOp.Watch,
                Group = group,
                Value = random.Next(2),
            }));
        }

        return Step.Do(Forced(group, values.CashToLevel(group)));
    }

    private Step Watch()
    {
        uint group = (uint)oracle.Book.Groups.Keys.ElementAt((int)random.Next(oracle.Book.Groups.Count));
        return Step.Do(new DeviceCommand { Op = DeviceOp.Watch, Group = group, Value = random.Next(3) });
    }

    private Step EvaluateClose()
    {
        uint group = Group();
        values.TryHeld(group, out int instrument, out long q);
        long lots = random.Chance(300_000) ? Math.Abs(q) : random.Between(0, Math.Abs(q));
        return Step.Do(new DeviceCommand
        {
            Op = DeviceOp.EvaluateClose,
            Group = group,
            Instrument = instrument,
            Lots = lots,
        });
    }

    private Step SizeLiquidation()
    {
        uint group = Group();
        values.TryHeld(group, out int instrument, out _);
        DeviceCommand size = new() { Op = DeviceOp.SizeLiquidation, Group = group, Instrument = instrument };
        size.Value = random.Chance(600_000) ? random.Next(1000) : random.Next(values.PerLot(instrument) + 1);
        if (oracle.IsOpen(group) && random.Chance(600_000))
        {
            planned.Enqueue(Step.Do(size));
            return Step.Do(Forced(group, values.CashBelowTarget(group)));
        }

        return Step.Do(size);
    }

    private Step Load()
    {
        int instrument = linear[random.Next(linear.Length)];
        if (random.Chance(300_000))
        {
            planned.Enqueue(Step.Do(new DeviceCommand { Op = DeviceOp.Switch, Lots = shape.Groups }));
        }

        return Step.Load(instrument, values.Rearray(instrument));
    }
}
