using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Bench.Device;

/// <summary>
/// A device with every group holding and working a handful of instruments, and its scalar and decimal twins in the
/// same state. Orders come at random groups, so that each one finds its group out of the caches.
/// </summary>
internal sealed class CheckRig : IDisposable
{
    private const long CashMicro = 1_000_000L * 1_000_000;
    private readonly DeviceCommand[] one = new DeviceCommand[1];
    private readonly DeviceResult[] answer = new DeviceResult[1];
    private readonly Prng prng;
    private readonly int[] held;
    private readonly int heldPerGroup;

    /// <param name="widths">A device of each; none stands for the widest alone.</param>
    public CheckRig(int groups, int instruments, int heldPerGroup, ulong seed, params VectorWidth[] widths)
    {
        prng = new Prng(seed).Fork((ulong)instruments);
        this.heldPerGroup = heldPerGroup;
        Groups = groups;
        Market = new BenchMarket(instruments, instruments, RiskProfile.Std, seed);
        DeviceCapacity capacity = new(groups, 16, 16);
        Devices = Array.ConvertAll(
            widths.Length > 0 ? widths : [VectorWidth.Auto], w => new SimDevice(capacity, Market.Snapshot, w));
        Scalar = new ScalarCheck(groups, heldPerGroup, Market.Snapshot);
        Naive = new DecimalCheck(groups, heldPerGroup, Market.Snapshot);
        held = new int[groups * heldPerGroup];
        for (int i = 0; i < instruments; i++)
        {
            Ask(new DeviceCommand { Op = DeviceOp.SetMark, Instrument = i, Value = Market.MarkMicro(i) });
        }

        for (uint group = 0; group < groups; group++)
        {
            Fill(group);
        }
    }

    public int Groups { get; }

    public BenchMarket Market { get; }

    public SimDevice Device => Devices[0];

    /// <summary>All in the same state: what one is asked here, all are asked.</summary>
    public SimDevice[] Devices { get; }

    public ScalarCheck Scalar { get; }

    public DecimalCheck Naive { get; }

    public DeviceResult Ask(DeviceCommand command)
    {
        one[0] = command;
        DeviceResult first = default;
        foreach (SimDevice device in Devices)
        {
            device.Execute(one, answer);
            first = device == Device ? answer[0] : first;
            Check.That(answer[0].Verdict == first.Verdict && answer[0].Requirement == first.Requirement);
        }

        return first;
    }

    /// <summary>Orders that all fit, each with the place of its instrument in its group.</summary>
    public (DeviceCommand[] Commands, int[] Places) Orders(int count)
    {
        DeviceCommand[] commands = new DeviceCommand[count];
        int[] places = new int[count];
        for (int n = 0; n < count; n++)
        {
            uint group = (uint)prng.Next(Groups);
            places[n] = (int)prng.Next(heldPerGroup);
            commands[n] = Order(group, held[(group * heldPerGroup) + places[n]]);
        }

        return (commands, places);
    }

    public static DeviceCommand Inverse(in DeviceCommand order) => order with { Op = DeviceOp.ReleaseOrder };

    public void Dispose() => Array.ForEach(Devices, device => device.Dispose());

    private DeviceCommand Order(uint group, int instrument) => new()
    {
        Op = DeviceOp.CheckOrder,
        Group = group,
        Instrument = instrument,
        Side = (sbyte)(prng.Next(2) == 0 ? 1 : -1),
        Lots = prng.Between(1, 100),
        Value = Market.MarkMicro(instrument),
        Reserve = Market.MarkMicro(instrument) / 200,
    };

    // Every instrument held, and worked on both sides.
    private void Fill(uint group)
    {
        Check.That(Ask(new DeviceCommand { Op = DeviceOp.OpenGroup, Group = group }).IsAccepted);
        Check.That(Ask(new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = CashMicro }).IsAccepted);
        List<int> chosen = [];
        while (chosen.Count < heldPerGroup)
        {
            int instrument = heldPerGroup == Market.Instruments ? chosen.Count : (int)prng.Next(Market.Instruments);
            if (!chosen.Contains(instrument))
            {
                chosen.Add(instrument);
            }
        }

        for (int place = 0; place < heldPerGroup; place++)
        {
            held[(group * heldPerGroup) + place] = chosen[place];
            Scalar.Open(group, place, chosen[place]);
            Naive.Open(group, place, chosen[place]);
            DeviceCommand trade = Order(group, chosen[place]) with { Op = DeviceOp.Trade, Reserve = 0 };
            Check.That(Ask(trade).IsAccepted);
            Scalar.Hold(group, place, trade.Side * trade.Lots);
            Naive.Hold(group, place, trade.Side * trade.Lots);
            for (int n = 0; n < 2; n++)
            {
                DeviceCommand order = Order(group, chosen[place]);
                Check.That(Ask(order).Requirement == Scalar.Place(order, place));
                Naive.Add(order, place);
            }
        }
    }
}
