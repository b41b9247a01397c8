using System;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Machine;

/// <summary>All state of the machine and the way to its device; the desks share it.</summary>
internal sealed class MachineState
{
    /// <summary>Groups that <see cref="ReadGroups"/> reads in one call of the device.</summary>
    public const int ReadsMax = 64;

    private readonly DeviceCommand[] reads = new DeviceCommand[ReadsMax];
    private readonly DeviceResult[] readings = new DeviceResult[ReadsMax];
    private readonly DeviceCommand[] command = new DeviceCommand[1];
    private readonly DeviceResult[] result = new DeviceResult[1];

    public MachineState(MachineConfig config, RiskSnapshot snapshot, IMarginDevice device)
    {
        Check.That(config.Faults().Count == 0);
        Check.That(config.Instruments.Count == snapshot.Instruments.Length);
        Check.That(device.Capacity.Groups >= config.AccountsMax);
        Config = config;
        Snapshot = snapshot;
        Device = device;
        Accounts = new AccountTable(config.AccountsMax);
        Orders = new OrderTable(config.OrdersMax);
        Attention = new AttentionQueue(config.AccountsMax);
        Instruments = new InstrumentTable(config.Instruments, snapshot);
        Throttle = new LiquidationThrottle(this);
    }

    public MachineConfig Config { get; }

    public RiskSnapshot Snapshot { get; }

    public IMarginDevice Device { get; }

    public AccountTable Accounts { get; }

    public OrderTable Orders { get; }

    public InstrumentTable Instruments { get; }

    public LiquidationThrottle Throttle { get; }

    public Ledger Ledger { get; } = new();

    public OutputBuffer Outputs { get; } = new();

    public MachineCounters Counters { get; } = new();

    /// <summary>Groups still to be moved to the newest epoch, and where the round stands.</summary>
    public int SwitchesLeft { get; set; }

    public int SwitchCursor { get; set; }

    /// <summary>Something moved that may have pushed a group below its watch level.</summary>
    public bool IsScanDue { get; set; }

    /// <summary>Accounts that a scan brought up and that wait for their turn.</summary>
    public AttentionQueue Attention { get; }

    /// <summary>Where the round of reviews stands.</summary>
    public int ReviewCursor { get; set; }

    /// <summary>Numbers the appliance's own orders; the top bit keeps them apart from the senders' ids.</summary>
    public ulong NextClosingOrderId { get; set; } = 1UL << 63;

    public ulong NextReportId { get; set; } = 1;

    /// <summary>The command to fill in, zeroed; <see cref="Execute"/> runs it.</summary>
    public ref DeviceCommand Prepare(DeviceOp op, uint group)
    {
        command[0] = default;
        command[0].Op = op;
        command[0].Group = group;
        return ref command[0];
    }

    public ref readonly DeviceResult Execute()
    {
        Device.Execute(command, result);
        return ref result[0];
    }

    /// <summary>Equity, IMR and MMR of a group on the newest epoch.</summary>
    public ref readonly DeviceResult ReadGroup(uint group)
    {
        Prepare(DeviceOp.ReadGroup, group);
        return ref Execute();
    }

    /// <summary>
    /// The same for several groups, in their order, as one batch: a device fetches the next while it works on one.
    /// </summary>
    public ReadOnlySpan<DeviceResult> ReadGroups(ReadOnlySpan<uint> groups)
    {
        Check.That(groups.Length <= ReadsMax);
        for (int i = 0; i < groups.Length; i++)
        {
            reads[i] = new DeviceCommand { Op = DeviceOp.ReadGroup, Group = groups[i] };
        }

        Device.Execute(reads.AsSpan(0, groups.Length), readings.AsSpan(0, groups.Length));
        return readings.AsSpan(0, groups.Length);
    }

    public void SetWatch(uint group, WatchLevel level)
    {
        Prepare(DeviceOp.Watch, group).Value = (long)level;
        Execute();
    }

    /// <summary>Moves cash whatever the requirement says: settlement of the appliance's own actions.</summary>
    public bool TryForceCash(uint group, long amountMicro)
    {
        ref DeviceCommand move = ref Prepare(DeviceOp.MoveCash, group);
        move.Value = amountMicro;
        move.Flags = DeviceCommandFlags.Forced;
        return Execute().IsAccepted;
    }
}
