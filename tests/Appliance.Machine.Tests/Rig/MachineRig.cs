using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// A real machine on a real device, fed with frames the wire encoders wrote. It numbers and stamps the frames, keeps
/// them for a second machine, and asks after each whether an account's numbers still add up.
/// </summary>
internal sealed class MachineRig : IDisposable
{
    public const long StartNs = 1_700_000_000_000_000_000;
    private readonly List<OutputRecord> outputs = [];
    private ulong nextId = 1000;

    public MachineRig(RigOptions? options = null)
    {
        Options = options ?? new RigOptions();
        Config = Options.MachineConfig();
        Snapshot = Options.Snapshot();
        Device = new SimDevice(
            new DeviceCapacity(Config.AccountsMax, Options.GroupInstruments, Options.GroupBuckets), Snapshot);
        Machine = new MarginMachine(Config, Snapshot, Device);
    }

    public RigOptions Options { get; }

    public MachineConfig Config { get; }

    public RiskSnapshot Snapshot { get; }

    public SimDevice Device { get; }

    public MarginMachine Machine { get; }

    /// <summary>The last mark of each instrument, micro.</summary>
    public long[] MarksMicro { get; } = new long[Limits.GroupInstrumentsMax];

    public long NowNs { get; set; } = StartNs;

    public long Sequence { get; private set; }

    /// <summary>Everything applied so far.</summary>
    public List<(byte[] Frame, long StampNs)> Log { get; } = [];

    /// <summary>Accounts in the order their liquidations were announced.</summary>
    public List<uint> Liquidated { get; } = [];

    /// <summary>Outputs of the last frame.</summary>
    public IReadOnlyList<OutputRecord> Outputs => outputs;

    /// <summary>Instruments defined and marked, all accounts open, the first one being the backstop.</summary>
    public static MachineRig Ready(RigOptions? options = null, long deposit = 1_000_000_000_000)
    {
        MachineRig rig = new(options);
        for (int i = 0; i < rig.Config.Instruments.Count; i++)
        {
            rig.Apply(Frames.Definition(rig.Config.Instruments[i]));
            rig.Mark(RigOptions.FirstMark, (uint)i + 1);
        }

        for (uint account = 0; account < (uint)rig.Config.AccountsMax; account++)
        {
            rig.Apply(Frames.Admin(account, GroupAdminAction.Open));
            if (deposit > 0)
            {
                rig.Deposit(account, deposit);
            }
        }

        return rig;
    }

    public Decision Apply(byte[] frame) => Apply(frame, NowNs);

    public Decision Apply(byte[] frame, long stampNs)
    {
        Assert.Equal(SbeStatus.Ok, FrameValidator.Validate(frame, out _));
        Log.Add((frame, stampNs));
        Decision decision = Machine.Apply(Sequence++, stampNs, frame);
        outputs.Clear();
        foreach (ref readonly OutputRecord output in Machine.Outputs.Records)
        {
            outputs.Add(output);
            if (output.Kind == OutputKind.MarginCall && output.Detail == (byte)MarginCallType.Liquidation)
            {
                Liquidated.Add(output.Account);
            }
        }

        return decision;
    }

    public ReasonCode Refusal(OrderText order)
    {
        Decision decision = Apply(Frames.New(order));
        Assert.Equal(decision.Reason == ReasonCode.None, decision.Verdict != GateVerdict.Reject);
        Assert.Equal(order.Id, decision.ClOrdId);
        Assert.Equal((order.Account, order.SecurityId), (decision.Account, decision.SecurityId));
        return decision.Reason;
    }

    public ReasonCode RefusalOfReplace(OrderText order)
    {
        Decision decision = Apply(Frames.Replace(order));
        Assert.Equal(decision.Reason == ReasonCode.None, decision.Verdict != GateVerdict.Reject);
        return decision.Reason;
    }

    /// <summary>An order that must be accepted.</summary>
    public ulong Place(uint account, Side side, long lots, long priceMicro, uint securityId = 1)
    {
        ulong id = nextId++;
        OrderText order = new()
        {
            Account = account,
            SecurityId = securityId,
            Id = id,
            Side = side,
            Lots = lots,
            PriceMicro = priceMicro,
        };
        Assert.Equal(ReasonCode.None, Refusal(order));
        return id;
    }

    /// <summary>A fill that no order of ours asked for: how tests give an account a position.</summary>
    public void Give(uint account, long signedLots, long priceMicro = RigOptions.FirstMark, uint securityId = 1) =>
        Apply(Frames.Report(new ReportText
        {
            Account = account,
            SecurityId = securityId,
            Id = 999_999_999,
            Side = signedLots > 0 ? Side.Buy : Side.Sell,
            Lots = Math.Abs(signedLots),
            PriceMicro = priceMicro,
        }));

    /// <summary>Both sides of one trade, and money must be whole after the second.</summary>
    public void Trade(uint buyer, uint seller, long lots, long priceMicro, uint securityId = 1)
    {
        Give(buyer, lots, priceMicro, securityId);
        Give(seller, -lots, priceMicro, securityId);
        Assert.Equal(Int128.Zero, Machine.Imbalance());
    }

    /// <summary>
    /// Takes cash from an account, or gives it some, by a trade there and back with another. Its equity moves in the
    /// last frame.
    /// </summary>
    public void ShiftEquity(uint account, uint counterparty, long micro, uint securityId = 1)
    {
        long mark = MarksMicro[(int)securityId - 1];
        int there = micro > 0 ? 1 : -1;
        Give(account, there, mark, securityId);
        Give(counterparty, -there, mark, securityId);
        Give(counterparty, there, mark + Math.Abs(micro), securityId);
        Give(account, -there, mark + Math.Abs(micro), securityId);
    }

    public Decision Mark(long micro, uint securityId = 1, PriceFlags flags = PriceFlags.None) =>
        Apply(Frames.Mark(securityId, (MarksMicro[(int)securityId - 1] = micro) * Frames.E9PerMicro, flags));

    public void Deposit(uint account, long micro) =>
        Apply(Frames.Collateral(account, CollateralAction.Deposit, micro * 100));

    /// <summary>True when the money left.</summary>
    public bool Withdraw(uint account, long micro)
    {
        long before = Machine.Counters[MachineCounter.Withdrawals];
        Apply(Frames.Collateral(account, CollateralAction.Withdrawal, micro * 100));
        return Machine.Counters[MachineCounter.Withdrawals] > before;
    }

    public void ContributeToFund(long micro) =>
        Apply(Frames.Collateral(Config.BackstopAccount, CollateralAction.Adjustment, micro * 100));

    public void Heartbeat() => Apply(Frames.Heartbeat((ulong)Sequence));

    /// <summary>Heartbeats until all housekeeping is done.</summary>
    public void Settle()
    {
        for (int n = 0; n < 8; n++)
        {
            Heartbeat();
        }
    }

    /// <summary>Equity, IMR and MMR as the device has them.</summary>
    public DeviceResult Read(uint account)
    {
        DeviceCommand[] command = [new DeviceCommand { Op = DeviceOp.ReadGroup, Group = account }];
        DeviceResult[] result = new DeviceResult[1];
        Device.Execute(command, result);
        Assert.Equal(DeviceVerdict.Accept, result[0].Verdict);
        return result[0];
    }

    /// <summary>Lots alone: open values are the device's business and compared with the oracle's elsewhere.</summary>
    public PositionReading Position(uint account, int instrument = 0)
    {
        foreach (PositionReading reading in Positions(account))
        {
            if (reading.Instrument == instrument)
            {
                return reading with { OpenValueMicro = 0 };
            }
        }

        return new PositionReading(instrument, 0, 0, 0);
    }

    public PositionReading[] Positions(uint account)
    {
        PositionReading[] readings = new PositionReading[Limits.GroupInstrumentsMax];
        return readings[..Device.ReadPositions(account, readings)];
    }

    public string StateHash()
    {
        Span<byte> hash = stackalloc byte[32];
        Machine.StateHash(hash);
        return Convert.ToHexString(hash);
    }

    public List<OutputRecord> OutputsOf(OutputKind kind) => outputs.FindAll(output => output.Kind == kind);

    public OutputRecord Only(OutputKind kind) => Assert.Single(OutputsOf(kind));

    public void Dispose() => Device.Dispose();
}
