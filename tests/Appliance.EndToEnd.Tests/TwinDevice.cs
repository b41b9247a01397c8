using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Host.Composition;
using Appliance.Machine;
using Appliance.Margin;

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
            long equity = Do(world.Device, new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group }).Equity;
            Do(assembly.Device, new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group });
            Do(assembly.Device, new DeviceCommand
            {
                Op = DeviceOp.MoveCash,
                Group = group,
                Value = equity,
                Flags = DeviceCommandFlags.Forced,
            });
            foreach (PositionReading reading in readings.AsSpan(0, count))
            {
                Assert.NotEqual(0, reading.Position);
                Do(assembly.Device, new DeviceCommand
                {
                    Op = DeviceOp.Trade,
                    Group = group,
                    Instrument = reading.Instrument,
                    Side = (sbyte)Math.Sign(reading.Position),
                    Lots = Math.Abs(reading.Position),
                    Value = marks[reading.Instrument],
                });
            }
        }

        return HashOf(assembly.Device);
    }

    public void Dispose() => assembly.Dispose();

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

    private DeviceResult Do(IMarginDevice device, DeviceCommand what)
    {
        command[0] = what;
        device.Execute(command, result);
        Assert.True(result[0].IsAccepted, $"{what.Op} of group {what.Group}: {result[0].Reason}");
        return result[0];
    }
}
