using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Host.Composition;
using Appliance.Machine;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.EndToEnd.Tests;

/// <summary>
/// A fresh device brought to the cash, marks and positions of another by transfers and trades alone: the state the
/// other must be in when nothing is reserved.
/// </summary>
internal sealed class TwinDevice : IDisposable
{
    private readonly World world;
    private readonly Assembly assembly;
    private readonly DeviceCommand[] command = new DeviceCommand[1];
    private readonly DeviceResult[] result = new DeviceResult[1];

    public TwinDevice(WorldPlan plan, World world)
    {
        this.world = world;
        assembly = Assembly.Build(plan.Config(), plan.LoadScenario());
    }

    public static string HashOf(IMarginDevice device)
    {
        Span<byte> hash = stackalloc byte[32];
        device.StateHash(hash);
        return Convert.ToHexStringLower(hash);
    }

    public string HashOfSame()
    {
        long[] marks = Marks();
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i] == 0)
            {
                continue;
            }

            Do(assembly.Device, new DeviceCommand { Op = DeviceOp.SetMark, Instrument = i, Value = marks[i] });
        }

        PositionReading[] readings = new PositionReading[Limits.GroupInstrumentsMax];
        for (uint group = 0; group < (uint)world.Device.Capacity.Groups; group++)
        {
            int count = world.Device.ReadPositions(group, readings);
            Assert.True(world.Device.TryReadGroup(group, out GroupReading state));
            long openValue = 0;
            foreach (PositionReading reading in readings.AsSpan(0, count))
            {
                openValue += reading.OpenValueMicro;
            }

            Do(assembly.Device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group });
            Do(assembly.Device, new DeviceCommand
            {
                Op = DeviceOp.MoveCash,
                Group = group,
                Value = state.CashMicro + openValue,
                Flags = DeviceCommandFlags.Forced,
            });
            foreach (PositionReading reading in readings.AsSpan(0, count))
            {
                Assert.NotEqual(0, reading.Position);
                TradeFor(group, reading);
            }
        }

        return HashOf(assembly.Device);
    }

    public void Dispose() => assembly.Dispose();

    // Two trades at neighbouring prices whose amounts add up to the open value exactly.
    private void TradeFor(uint group, in PositionReading reading)
    {
        long lots = Math.Abs(reading.Position);
        (long value, long dearer) = Math.DivRem(Math.Abs(reading.OpenValueMicro), lots);
        foreach ((long part, long price) in new[] { (lots - dearer, value), (dearer, value + 1) })
        {
            if (part > 0)
            {
                Do(assembly.Device, new DeviceCommand
                {
                    Op = DeviceOp.Trade,
                    Group = group,
                    Instrument = reading.Instrument,
                    Side = (sbyte)Math.Sign(reading.Position),
                    Lots = part,
                    Value = price,
                });
            }
        }
    }

    private long[] Marks()
    {
        IReadOnlyList<InstrumentConfig> instruments = world.Instruments;
        long[] marks = new long[instruments.Count];
        for (int i = 0; i < marks.Length; i++)
        {
            // An instrument the scenario does not have is never marked and never held.
            long priceE9 = world.Orders.Marks.GetValueOrDefault(instruments[i].SecurityId);
            marks[i] = priceE9 / instruments[i].TickE9 * instruments[i].TickValueMicro;
        }

        return marks;
    }

    private void Do(SimDevice device, DeviceCommand what)
    {
        command[0] = what;
        device.Execute(command, result);
        Assert.True(result[0].IsAccepted, $"{what.Op} of group {what.Group}: {result[0].Reason}");
    }
}
