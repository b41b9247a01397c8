using System;
using System.Diagnostics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>Someone who checks the same orders: a device of some width, or a loop of its own.</summary>
internal abstract class CheckContestant
{
    /// <summary>Asks all orders, so many at a time; each call's time for one order goes into the figures.</summary>
    public void Time(DeviceCommand[] orders, int[] places, int batch, CheckFigures figures)
    {
        long start = Stopwatch.GetTimestamp(), last = start;
        for (int n = 0; n < orders.Length; n += batch)
        {
            Ask(orders.AsSpan(n, batch), places.AsSpan(n, batch));
            long now = Stopwatch.GetTimestamp();
            figures.Each.Record((now - last) / batch);
            last = now;
        }

        figures.Whole(Stopwatch.GetElapsedTime(start, last), orders.Length);
    }

    /// <summary>Takes back what the orders added; not timed.</summary>
    public abstract void Return(DeviceCommand[] orders, int[] places);

    protected abstract void Ask(ReadOnlySpan<DeviceCommand> orders, ReadOnlySpan<int> places);
}

/// <summary>The device itself.</summary>
internal sealed class DeviceContestant(SimDevice device) : CheckContestant
{
    private readonly DeviceResult[] results = new DeviceResult[64];
    private readonly DeviceCommand[] one = new DeviceCommand[1];

    public override void Return(DeviceCommand[] orders, int[] places)
    {
        foreach (DeviceCommand order in orders)
        {
            one[0] = CheckRig.Inverse(order);
            device.Execute(one, results.AsSpan(0, 1));
            Check.That(results[0].IsAccepted);
        }
    }

    protected override void Ask(ReadOnlySpan<DeviceCommand> orders, ReadOnlySpan<int> places)
    {
        device.Execute(orders, results.AsSpan(0, orders.Length));
        Check.That(results[0].IsAccepted);
    }
}

/// <summary>The plain loops, which keep an order or only look at it.</summary>
internal sealed class ScalarContestant(ScalarCheck scalar) : CheckContestant
{
    private long seen;

    public override void Return(DeviceCommand[] orders, int[] places)
    {
        for (int n = 0; n < orders.Length; n++)
        {
            scalar.Release(orders[n], places[n]);
        }
    }

    protected override void Ask(ReadOnlySpan<DeviceCommand> orders, ReadOnlySpan<int> places)
    {
        for (int n = 0; n < orders.Length; n++)
        {
            seen = orders[n].Op == DeviceOp.CheckOrder
                ? scalar.Place(orders[n], places[n])
                : scalar.Evaluate(orders[n], places[n]);
        }

        Check.That(seen > 0);
    }
}

/// <summary>The decimals, which only know how to keep an order.</summary>
internal sealed class DecimalContestant(DecimalCheck naive) : CheckContestant
{
    public override void Return(DeviceCommand[] orders, int[] places)
    {
        for (int n = 0; n < orders.Length; n++)
        {
            naive.Release(orders[n], places[n]);
        }
    }

    protected override void Ask(ReadOnlySpan<DeviceCommand> orders, ReadOnlySpan<int> places)
    {
        for (int n = 0; n < orders.Length; n++)
        {
            naive.Place(orders[n], places[n]);
        }
    }
}
