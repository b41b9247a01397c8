using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Two devices under one random stream. The second switches in full before every command, since its snapshot follows
/// itself; nothing either says may differ but the epoch's number.
/// </summary>
internal sealed class RecomputeTwin : IDisposable
{
    public static readonly string[] Wanted =
    [
        "CheckOrder Accept combo", "CheckOrder Accept standard", "CheckOrder AcceptReduceOnly",
        "CheckOrder UnknownInstrument isolated", "CheckOrder GroupInstrumentCapacity", "CheckOrder Range",
        "CheckOrder GroupInstrumentCapacity combo", "CheckOrder GroupBucketCapacity", "CheckOrder Range combo",
        "CheckOrder InsufficientMargin", "CheckOrder ReduceOnly", "CheckOrder Saturated", "EvaluateOrder Accept",
        "ReplaceOrder Accept combo", "Fill Accept combo", "Fill Accept combo standard", "ReleaseOrder Accept combo",
        "Trade Accept combo", "EvaluateClose Accept", "SizeLiquidation Accept", "epoch", "wide combo",
        "CloseGroup Accept", "CloseGroup Range", "Trade Range",
    ];

    private const int Groups = 5;
    private readonly Prng random;
    private readonly bool isHuge;
    private readonly RiskSnapshot snapshot;
    private readonly RiskSnapshot restless;
    private readonly SimDevice device;
    private readonly SimDevice twin;
    private readonly long narrowGabs;
    private readonly List<DeviceCommand> working = [];
    private readonly Dictionary<string, int> seen;
    private readonly DeviceCommand[] opened = new DeviceCommand[Groups];

    public RecomputeTwin(ulong seed, RiskProfile profile, Dictionary<string, int> seen)
    {
        this.seen = seen;
        random = new Prng(seed);
        isHuge = random.Chance(400_000);
        ulong tables = (ulong)random.Between(0, long.MaxValue);
        snapshot = FullRules.Make(new Prng(tables), profile, isHuge);
        restless = FullRules.Make(new Prng(tables), profile, isHuge);
        narrowGabs = new RequirementScale(snapshot).NarrowGabs;
        DeviceCapacity capacity = new(Groups, (int)random.Between(4, 8), (int)random.Between(2, 3));
        device = new SimDevice(capacity, snapshot);
        twin = new SimDevice(capacity, restless);
        for (int i = 0; i < snapshot.Instruments.Length; i++)
        {
            Do(new DeviceCommand { Op = DeviceOp.SetMark, Instrument = i, Value = Value() });
        }

        for (uint g = 0; g < Groups; g++)
        {
            Open(g);
        }
    }

    /// <summary>Runs one command on both; says what differs.</summary>
    public string? Step()
    {
        if (random.Chance(30_000))
        {
            int linear = FullRules.PerUnderlying * (int)random.Next(FullRules.Underlyings);
            long value = Value();
            snapshot.NextEpoch(linear, value);
            restless.NextEpoch(linear, value);
            device.LoadEpoch(snapshot);
            twin.LoadEpoch(restless);
            See("epoch");
        }

        DeviceCommand command = Draw();
        (DeviceResult result, string? difference) = Do(command);
        Track(command, result);
        return difference ?? Compare(command.Group);
    }

    public void Dispose()
    {
        device.Dispose();
        twin.Dispose();
    }

    private long Value() => FullRules.ContractValue(random, isHuge);

    private void Open(uint group)
    {
        DeviceCommand open = new() { Op = DeviceOp.OpenGroup, Group = group };
        open.Lots = random.Chance(150_000) ? 1 : 0;
        open.Instrument = (int)random.Next(3);
        open.Flags = random.Chance(500_000) ? DeviceCommandFlags.StandardMode : DeviceCommandFlags.None;
        opened[group] = open;
        Do(open);
        Do(new DeviceCommand { Op = DeviceOp.MoveCash, Group = group, Value = 1L << (isHuge ? 60 : 45) });
    }

    private DeviceCommand Draw()
    {
        DeviceCommand command = new()
        {
            Group = (uint)random.Next(Groups),
            Instrument = (int)random.Next(snapshot.Instruments.Length + (random.Chance(20_000) ? 1 : 0)),
            Side = (sbyte)(random.Chance(500_000) ? 1 : -1),
            Lots = random.Chance(50_000) ? Limits.OrderLotsMax : 1 + random.Next(1L << (int)random.Between(1, 20)),
            Value = Value(),
            Reserve = random.Next(1000),
            Fee = random.Next(100),
        };
        if (random.Chance(600_000))
        {
            command.Instrument = (FullRules.PerUnderlying * (int)random.Next(2)) + (int)random.Next(5);
        }

        return random.Next(100) switch
        {
            < 30 => command with { Op = DeviceOp.CheckOrder, Flags = ReduceOnly() },
            < 40 => command with { Op = DeviceOp.EvaluateOrder, Flags = ReduceOnly() },
            < 45 => command with { Op = DeviceOp.ReserveOrder },
            < 72 => WithOrder(command),
            < 82 => command with { Op = DeviceOp.Trade, Lots = command.Lots << (int)random.Next(24) },
            < 85 => command with { Op = DeviceOp.SetMark, Reserve = 0 },
            < 88 => WithPosition(command, DeviceOp.EvaluateClose),
            < 90 => WithPosition(command, DeviceOp.SizeLiquidation),
            < 92 => command with { Op = DeviceOp.MoveCash, Value = -command.Value },
            < 94 => new DeviceCommand { Op = DeviceOp.Switch, Lots = Groups },
            < 96 => new DeviceCommand { Op = DeviceOp.Watch, Group = command.Group, Value = random.Next(3) },
            < 97 => new DeviceCommand { Op = DeviceOp.OpenGroup, Group = command.Group, Lots = random.Next(3) },
            _ => Emptied(command.Group),
        };
    }

    private DeviceCommandFlags ReduceOnly() =>
        random.Chance(300_000) ? DeviceCommandFlags.ReduceOnly : DeviceCommandFlags.None;

    private DeviceCommand WithOrder(DeviceCommand command)
    {
        if (working.Count == 0)
        {
            return new DeviceCommand { Op = DeviceOp.ReadGroup, Group = command.Group };
        }

        DeviceCommand order = working[(int)random.Next(working.Count)];
        long lots = 1 + random.Next(order.Lots);
        return random.Next(3) switch
        {
            0 => order with { Op = DeviceOp.Fill, Lots = lots, Value = command.Value, Fee = command.Fee, Flags = 0 },
            1 => order with { Op = DeviceOp.ReleaseOrder, Lots = lots, Flags = 0 },
            _ => order with
            {
                Op = DeviceOp.ReplaceOrder,
                Lots = lots,
                OldLots = order.Lots,
                OldReserve = order.Reserve,
            },
        };
    }

    private DeviceCommand WithPosition(DeviceCommand command, DeviceOp op)
    {
        long held = Math.Abs(device.ReadPosition(command.Group, command.Instrument).Position);
        return command with { Op = op, Lots = random.Next(held + 1), Value = random.Next(1000) };
    }

    // Now and then a group is emptied by force and closed, to be opened anew in another kind and mode.
    private DeviceCommand Emptied(uint group)
    {
        if (random.Chance(500_000))
        {
            return new DeviceCommand { Op = DeviceOp.CloseGroup, Group = group };
        }

        foreach (DeviceCommand order in working.Where(order => order.Group == group).ToArray())
        {
            DeviceCommand release = order with { Op = DeviceOp.ReleaseOrder, Flags = 0 };
            Track(release, Do(release).Result);
        }

        PositionReading[] held = new PositionReading[8];
        foreach (PositionReading p in held[..device.ReadPositions(group, held)])
        {
            DeviceCommand trade = new() { Op = DeviceOp.Trade, Group = group, Instrument = p.Instrument };
            Do(trade with { Lots = Math.Abs(p.Position), Side = (sbyte)-Math.Sign(p.Position) });
        }

        long cash = device.Execute(new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group }).Equity;
        Do(new DeviceCommand
        {
            Op = DeviceOp.MoveCash,
            Group = group,
            Value = -cash,
            Flags = DeviceCommandFlags.Forced,
        });
        Do(new DeviceCommand { Op = DeviceOp.CloseGroup, Group = group });
        Open(group);
        return new DeviceCommand { Op = DeviceOp.ReadGroup, Group = group };
    }

    private (DeviceResult Result, string? Difference) Do(DeviceCommand command)
    {
        restless.Follow(restless);
        twin.LoadEpoch(restless);
        DeviceResult result = device.Execute(command);
        DeviceResult other = twin.Execute(command);
        See(command, result);
        string? difference = Comparison.Results(result with { Epoch = 0 }, other with { Epoch = 0 });
        return (result, difference is null ? null : $"{command.Op} {opened[command.Group].Flags}: {difference}");
    }

    private void Track(in DeviceCommand c, in DeviceResult result)
    {
        bool isPlacing = c.Op is DeviceOp.CheckOrder or DeviceOp.ReserveOrder;
        bool isOfOrder = isPlacing || c.Op is DeviceOp.Fill or DeviceOp.ReleaseOrder or DeviceOp.ReplaceOrder;
        if (!result.IsAccepted || !isOfOrder)
        {
            return;
        }

        DeviceCommand key = c;
        int at = isPlacing ? -1 : working.FindIndex(order => IsSame(order, key));
        if (isPlacing)
        {
            working.Add(c);
        }
        else if (c.Op == DeviceOp.ReplaceOrder || working[at].Lots > c.Lots)
        {
            long left = c.Op == DeviceOp.ReplaceOrder ? c.Lots : working[at].Lots - c.Lots;
            working[at] = working[at] with { Lots = left };
        }
        else
        {
            working.RemoveAt(at);
        }
    }

    // Which of two like orders it was does not matter, as long as it has the lots.
    private static bool IsSame(in DeviceCommand order, in DeviceCommand c) =>
        order.Group == c.Group && order.Instrument == c.Instrument && order.Side == c.Side
        && order.Reserve == c.Reserve
        && (c.Op == DeviceOp.ReplaceOrder ? order.Lots == c.OldLots : order.Lots >= c.Lots);

    private string? Compare(uint group)
    {
        uint[] found = new uint[Groups], other = new uint[Groups];
        PositionReading[] held = new PositionReading[8], twinHeld = new PositionReading[8];
        bool isEqual = device.Scan(0, found) == twin.Scan(0, other) && found.SequenceEqual(other)
            && device.ReadPositions(group, held) == twin.ReadPositions(group, twinHeld)
            && held.SequenceEqual(twinHeld) && device.TotalEquity() == twin.TotalEquity();
        return isEqual ? null : "scan, positions or total equity differ";
    }

    private void See(in DeviceCommand c, in DeviceResult result)
    {
        bool isCombo = c.Instrument >= 0 && c.Instrument < snapshot.Instruments.Length
            && snapshot.Instruments[c.Instrument].IsCombo;
        string what = $"{c.Op} {(result.Reason == ReasonCode.None ? result.Verdict : result.Reason)}";
        See(what);
        if (isCombo)
        {
            See(what + " combo");
            if (result.Requirement > narrowGabs)
            {
                See("wide combo");
            }
        }

        if ((opened[c.Group].Flags & DeviceCommandFlags.StandardMode) != 0)
        {
            See(what + (isCombo ? " combo standard" : " standard"));
        }

        if (opened[c.Group].Lots == (long)MarginGroupKind.Isolated)
        {
            See(what + " isolated");
        }
    }

    private void See(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
}
