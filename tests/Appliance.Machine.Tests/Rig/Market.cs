using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>
/// A closed market from a seed: every trade has its two sides in adjacent frames, the venue answers what the machine
/// sends, and money is counted after each step. Account 0 is the backstop, account 1 the house that takes the other
/// side when nobody else does.
/// </summary>
internal sealed class Market
{
    public const uint House = 1;
    private readonly MachineRig rig;
    private readonly Prng random;
    private readonly List<Live> live = [];
    private readonly Queue<OutputRecord> venue = new();
    private ulong nextId = 1;

    public Market(MachineRig rig, ulong seed)
    {
        this.rig = rig;
        random = new Prng(seed);
        rig.Deposit(House, 1L << 50);
        rig.ContributeToFund(random.Between(0, 2_000_000_000));
        for (uint account = 2; account < (uint)rig.Config.AccountsMax; account++)
        {
            rig.Deposit(account, random.Between(100_000_000, 900_000_000));
        }
    }

    public int Trades { get; private set; }

    /// <summary>Called after every frame, with the account that is whole again.</summary>
    public Action? AfterFrame { get; init; }

    /// <summary>Told of the account whenever the machine took an Unblock.</summary>
    public Action<uint>? AfterUnblock { get; init; }

    /// <summary>An options set that makes liquidations, defaults and full tables common.</summary>
    public static RigOptions Options(ulong seed) => new()
    {
        Accounts = 12,
        Orders = 40,
        Instruments = 4,
        Underlyings = 2,
        JointSeed = seed,
        Instrument = config => config with { StaleAfterNs = 20_000_000_000, LotsMax = 20 },
        Machine = config => config with
        {
            SwitchPerEvent = 3,
            ReviewsPerEvent = 2,
            CallDeadlineNs = 30_000_000_000,
        },
    };

    /// <summary>A rig that has run this many steps, and its log.</summary>
    public static MachineRig Run(ulong seed, int steps)
    {
        MachineRig rig = MachineRig.Ready(Options(seed), deposit: 0);
        Market market = new(rig, seed);
        for (int step = 0; step < steps; step++)
        {
            market.Step();
        }

        market.Close();
        return rig;
    }

    public void Step()
    {
        rig.NowNs += random.Between(0, 500_000_000);
        switch (random.Next(20))
        {
            case < 5:
                Order();
                break;
            case < 8:
                Trade();
                break;
            case < 9:
                Cancel();
                break;
            case < 11:
                Replace();
                break;
            case < 16:
                Mark();
                break;
            case < 17:
                Transfer();
                break;
            case < 18:
                Admin();
                break;
            default:
                Apply(Frames.Heartbeat(nextId));
                break;
        }

        AnswerMachine();
        VerifyMoney();
    }

    /// <summary>The venue ends every order that still works.</summary>
    public void Close()
    {
        foreach (Live order in live.ToArray())
        {
            End(order, ExecType.Canceled);
        }

        AnswerMachine();
        foreach (Live order in live.ToArray())
        {
            End(order, ExecType.Canceled);
        }

        VerifyMoney();
        Assert.Equal(0, rig.Machine.WorkingOrders);
    }

    private Decision Apply(byte[] frame)
    {
        Decision decision = rig.Apply(frame);
        foreach (OutputRecord output in rig.Outputs)
        {
            if (output.Kind is OutputKind.LiquidationOrder or OutputKind.CancelOrder)
            {
                venue.Enqueue(output);
            }
        }

        AfterFrame?.Invoke();
        return decision;
    }

    private void VerifyMoney()
    {
        Assert.Equal(Int128.Zero, rig.Machine.Imbalance());
        Assert.True(rig.Machine.Ledger.FundMicro >= 0);
    }

    private uint SomeAccount() => (uint)random.Between(2, rig.Config.AccountsMax - 1);

    private long NearMark(uint securityId, int perMille)
    {
        long ticks = rig.MarksMicro[(int)securityId - 1] * random.Between(1000 - perMille, 1000 + perMille) / 1_000_000;
        return Math.Max(1, ticks) * 1000;
    }

    private void Order()
    {
        uint securityId = (uint)random.Between(1, rig.Config.Instruments.Count);
        OrderText order = new()
        {
            Account = SomeAccount(),
            SecurityId = securityId,
            Id = nextId++,
            Side = random.Chance(500_000) ? Side.Buy : Side.Sell,
            Type = random.Chance(50_000) ? OrdType.Market : OrdType.Limit,
            ExecInst = random.Chance(100_000) ? ExecInst.ReduceOnly : ExecInst.None,
            Lots = random.Between(1, 22),
            PriceMicro = NearMark(securityId, 40),
        };
        if (Apply(Frames.New(order)).Verdict is GateVerdict.Accept or GateVerdict.AcceptReduceOnly)
        {
            live.Add(new Live(order.Account, securityId, order.Id, order.Side, order.QuantityE8 / Frames.LotE8));
        }
    }

    private void Trade()
    {
        if (live.Count == 0)
        {
            return;
        }

        Live order = live[(int)random.Next(live.Count)];
        Live? other = live.Find(o =>
            o.SecurityId == order.SecurityId && o.Side != order.Side && o.Account != order.Account);
        long lots = random.Between(1, Math.Min(order.Leaves, other?.Leaves ?? order.Leaves));
        long price = NearMark(order.SecurityId, 30);
        Fill(order, lots, price);
        if (other is null)
        {
            FillHouse(order.SecurityId, order.Side == Side.Buy ? Side.Sell : Side.Buy, lots, price);
        }
        else
        {
            Fill(other, lots, price);
        }

        Trades++;
    }

    private void Fill(Live order, long lots, long price)
    {
        order.Leaves -= lots;
        order.Cum += lots;
        Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.Id,
            Side = order.Side,
            Lots = lots,
            Leaves = order.Leaves,
            Cum = order.Cum,
            PriceMicro = price,
            Commission = random.Between(-2000, 90_000),
        }));
        if (order.Leaves == 0)
        {
            live.Remove(order);
        }
    }

    private void FillHouse(uint securityId, Side side, long lots, long price) =>
        Apply(Frames.Report(new ReportText
        {
            Account = House,
            SecurityId = securityId,
            Id = 1UL << 62,
            Side = side,
            Lots = lots,
            PriceMicro = price,
        }));

    private void End(Live order, ExecType type)
    {
        live.Remove(order);
        Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.Id,
            Side = order.Side,
            Type = type,
        }));
    }

    private void Cancel()
    {
        if (live.Count > 0)
        {
            Live order = live[(int)random.Next(live.Count)];
            Apply(Frames.Cancel(order.Account, order.Id, nextId++, order.SecurityId, order.Side));
            End(order, random.Chance(500_000) ? ExecType.Canceled : ExecType.Expired);
        }
    }

    private void Replace()
    {
        if (live.Count == 0)
        {
            return;
        }

        Live order = live[(int)random.Next(live.Count)];
        OrderText replace = new()
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = nextId++,
            OldId = order.Id,
            Side = order.Side,
            Lots = random.Between(1, 20),
            PriceMicro = NearMark(order.SecurityId, 40),
        };
        if (Apply(Frames.Replace(replace)).Verdict is GateVerdict.Reject)
        {
            return;
        }

        if (random.Chance(400_000))
        {
            long lots = random.Between(1, order.Leaves);
            long price = NearMark(order.SecurityId, 30);
            Fill(order, lots, price);
            FillHouse(order.SecurityId, order.Side == Side.Buy ? Side.Sell : Side.Buy, lots, price);
        }

        order.Id = replace.Id;
        if (!live.Contains(order))
        {
            Apply(Frames.Report(new ReportText { Account = order.Account, Id = order.Id, Type = ExecType.Rejected }));
            return;
        }

        order.Leaves = (replace.QuantityE8 / Frames.LotE8) - order.Cum;
        if (order.Leaves <= 0)
        {
            End(order, ExecType.Canceled);
            return;
        }

        Apply(Frames.Report(new ReportText
        {
            Account = order.Account,
            SecurityId = order.SecurityId,
            Id = order.Id,
            Side = order.Side,
            Type = ExecType.Replaced,
            Leaves = order.Leaves,
        }));
    }

    private void Mark()
    {
        uint securityId = (uint)random.Between(1, rig.Config.Instruments.Count);
        long mark = rig.MarksMicro[(int)securityId - 1];
        int perMille = random.Chance(40_000) ? 350 : 20;
        rig.MarksMicro[(int)securityId - 1] =
            Math.Clamp(mark * random.Between(1000 - perMille, 1000 + perMille) / 1000, 20_000_000, 500_000_000);
        PriceFlags flags = random.Chance(20_000) ? PriceFlags.Stale : PriceFlags.None;
        Apply(Frames.Mark(securityId, rig.MarksMicro[(int)securityId - 1] * Frames.E9PerMicro, flags));
    }

    private void Transfer()
    {
        CollateralAction action = random.Chance(400_000) ? CollateralAction.Deposit : CollateralAction.Withdrawal;
        Apply(Frames.Collateral(SomeAccount(), action, random.Between(1, 20_000_000_000)));
    }

    private void Admin()
    {
        GroupAdminAction[] actions =
            [GroupAdminAction.Block, GroupAdminAction.ReduceOnly, GroupAdminAction.Unblock, GroupAdminAction.Unblock];
        uint account = SomeAccount();
        GroupAdminAction action = actions[random.Next(actions.Length)];
        long appliedBefore = rig.Machine.Counters[MachineCounter.AdminApplied];
        Apply(Frames.Admin(account, action));
        if (action == GroupAdminAction.Unblock && rig.Machine.Counters[MachineCounter.AdminApplied] > appliedBefore)
        {
            AfterUnblock?.Invoke(account);
        }
    }

    private void AnswerMachine()
    {
        while (venue.TryDequeue(out OutputRecord output))
        {
            if (output.Kind == OutputKind.CancelOrder)
            {
                Live? order = live.Find(o => o.Account == output.Account && o.Id == output.OrigClOrdId);
                if (order is not null)
                {
                    End(order, ExecType.Canceled);
                }
            }
            else
            {
                Liquidate(output);
            }
        }
    }

    private void Liquidate(in OutputRecord output)
    {
        Live order = new(
            output.Account,
            output.SecurityId,
            output.ClOrdId,
            output.Side > 0 ? Side.Buy : Side.Sell,
            output.QuantityE8 / Frames.LotE8);
        long limit = output.PriceE9 / Frames.E9PerMicro;
        int pieces = (int)random.Between(0, 2);
        for (int piece = 0; piece < pieces && order.Leaves > 0; piece++)
        {
            long lots = random.Between(1, order.Leaves);
            long price = Math.Max(1000, limit + (random.Between(0, 3000) * (output.Side > 0 ? -1000 : 1000)));
            Fill(order, lots, price);
            FillHouse(order.SecurityId, order.Side == Side.Buy ? Side.Sell : Side.Buy, lots, price);
        }

        if (order.Leaves > 0)
        {
            End(order, ExecType.Expired);
        }
    }

    private sealed class Live(uint account, uint securityId, ulong id, Side side, long leaves)
    {
        public uint Account { get; } = account;

        public uint SecurityId { get; } = securityId;

        public ulong Id { get; set; } = id;

        public Side Side { get; } = side;

        public long Leaves { get; set; } = leaves;

        public long Cum { get; set; }
    }
}
