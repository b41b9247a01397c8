using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Orders, and what happens to working ones.</summary>
internal sealed class OrderSteps(Draw draw)
{
    private readonly Prng random = draw.Random;
    private readonly StepValues values = draw.Values;

    public DeviceCommand New(DeviceOp op)
    {
        uint group = draw.Group();
        int instrument = draw.Instrument(group);
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

    /// <summary>Cash is moved so that the order needs exactly what there is, or one micro more or less.</summary>
    public Step Exact()
    {
        DeviceCommand order = New(random.Chance(150_000) ? DeviceOp.EvaluateOrder : DeviceOp.CheckOrder);
        if (draw.Levels.CashUntilNeeded(order) is long missing)
        {
            draw.Planned.Enqueue(Step.Do(order));
            return Draw.Cash(order.Group, missing);
        }

        return Step.Do(order);
    }

    /// <summary>
    /// An order against the position, within it; often with the fee at which the reduce rule just holds.
    /// </summary>
    public Step Reduce()
    {
        DeviceCommand order = New(DeviceOp.CheckOrder);
        if (!draw.TryHeld(order.Group, out int instrument, out long q))
        {
            return Step.Do(order);
        }

        order.Flags = DeviceCommandFlags.ReduceOnly;
        order.Instrument = instrument;
        order.Side = (sbyte)-Math.Sign(q);
        order.Lots = Math.Min(Within(order, Math.Abs(q)), Limits.OrderLotsMax);
        order.Value = values.PerLot(instrument);
        order.Reserve = random.Chance(500_000) ? 0 : values.Reserve(order.Group, order.Lots);
        order.Fee = random.Chance(700_000) ? draw.Levels.FeeOfReduction(order) ?? order.Fee : order.Fee;
        if (random.Chance(500_000) && draw.Levels.CashUntilNeeded(order) is long missing)
        {
            // Short by more than a little: what is left is decided by the reduce rule alone.
            draw.Planned.Enqueue(Step.Do(order));
            return Draw.Cash(
                order.Group, StepValues.Clamp(missing - (System.Numerics.BigInteger)random.Between(1, 1000)));
        }

        return Step.Do(order);
    }

    public Step OnWorking(Func<WorkingOrder, DeviceCommand> make) => draw.Orders.All.Count == 0
        ? Step.Do(New(DeviceOp.CheckOrder))
        : Step.Do(make(draw.Orders.All[(int)random.Next(draw.Orders.All.Count)]));

    public DeviceCommand Release(WorkingOrder order) => Quote(order, DeviceOp.ReleaseOrder, Part(order.Lots));

    public DeviceCommand Fill(WorkingOrder order)
    {
        DeviceCommand fill = Quote(order, DeviceOp.Fill, Part(order.Lots));
        fill.Value = values.PerLot(order.Instrument);
        fill.Fee = random.Chance(950_000) ? values.Fee() : values.FeeToTheLastMicro(fill);
        return fill;
    }

    /// <summary>Other lots and reserve; sometimes with cash for exactly that, sometimes nothing but less.</summary>
    public DeviceCommand Replace(WorkingOrder order)
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
        if (random.Chance(300_000) && draw.Levels.CashUntilNeeded(replace) is long missing)
        {
            draw.Planned.Enqueue(Step.Do(replace));
            return Draw.Cash(order.Group, missing).Command;
        }

        return random.Chance(60_000) ? values.SpoilOld(replace) : replace;
    }

    public Step Spoiled()
    {
        int which = (int)random.Next(10);
        DeviceOp op = which switch
        {
            0 => DeviceOp.ReserveOrder,
            1 or 2 => DeviceOp.EvaluateOrder,
            _ => DeviceOp.CheckOrder,
        };
        return Step.Do(values.Spoil(New(op)));
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

    // What may still be reduced with the orders that work already, one lot more or less, or anything within.
    private long Within(in DeviceCommand order, long held)
    {
        PlainBook book = draw.State.Requirement.Book(PlainUnit.Alone(draw.State.Groups[order.Group]));
        PlainHolding reached = book.Reached[order.Instrument];
        long left = held - (order.Side > 0 ? reached.B : reached.S);
        return random.Chance(350_000) ? Math.Max(1, left + random.Between(-1, 1))
            : random.Chance(300_000) ? held
            : random.Between(1, held);
    }
}
