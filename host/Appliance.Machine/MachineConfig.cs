using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>Everything the machine is told at start. It changes later only through sequenced messages.</summary>
public sealed record MachineConfig
{
    /// <summary>A share of open interest that never binds.</summary>
    public const ulong ShareWithoutBound = FixedPoint.RateLimitQ32 - 1;

    /// <summary>Account ids are below this; group ids are the same numbers.</summary>
    public required int AccountsMax { get; init; }

    public int OrdersMax { get; init; } = 1 << 18;

    /// <summary>By instrument index of the risk snapshot.</summary>
    public required IReadOnlyList<InstrumentConfig> Instruments { get; init; }

    /// <summary>Time a margin call leaves before liquidation starts anyway.</summary>
    public long CallDeadlineNs { get; init; } = 3_600_000_000_000;

    /// <summary>Worst-case fee of a fill, of its value: reserved with every order.</summary>
    public ulong FeeReserveQ32 { get; init; } = Rate.Up(5, 10_000).Q32;

    /// <summary>The appliance's own account: takes over defaulted positions.</summary>
    public uint BackstopAccount { get; init; }

    /// <summary>AssetID of the margin currency on the wire.</summary>
    public uint MarginAssetId { get; init; } = 1;

    /// <summary>Groups moved to a new epoch behind each input while any are left.</summary>
    public int SwitchPerEvent { get; init; } = 8;

    /// <summary>Accounts in a call or liquidation reviewed behind each mark.</summary>
    public int ReviewsPerEvent { get; init; } = 4;

    /// <summary>Length of the windows of sequenced time that liquidation budgets hold for.</summary>
    public long LiquidationWindowNs { get; init; } = 60_000_000_000;

    /// <summary>Most notional liquidated of one underlying in one window, micro; MoneyMax: no bound.</summary>
    public long LiquidationDepthCapMicro { get; init; } = FixedPoint.MoneyMax;

    /// <summary>The same as a share of the underlying's open interest; ShareWithoutBound: no bound.</summary>
    public ulong LiquidationShareQ32 { get; init; } = ShareWithoutBound;

    /// <summary>Positions of more notional than this are closed in steps, micro; MoneyMax: none is.</summary>
    public long ClipThresholdMicro { get; init; } = FixedPoint.MoneyMax;

    /// <summary>Pause between the first step of a large position and the next.</summary>
    public long ClipCooldownNs { get; init; } = 30_000_000_000;

    /// <summary>One sentence a fault; empty when the machine may start.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (AccountsMax is < 1 or > Limits.AccountsMax)
        {
            faults.Add($"accounts: {AccountsMax} is not in 1..{Limits.AccountsMax}");
        }

        if (OrdersMax is < 1 or > Limits.OrdersMax)
        {
            faults.Add($"orders: {OrdersMax} is not in 1..{Limits.OrdersMax}");
        }

        if (FeeReserveQ32 >= Rate.One.Q32)
        {
            faults.Add("feeReserve: a fee is below the whole value");
        }

        if (SwitchPerEvent < 1 || ReviewsPerEvent is < 1 or > Limits.AttentionPerEventMax)
        {
            faults.Add("switchPerEvent and reviewsPerEvent must be positive and within the limits");
        }

        if (BackstopAccount >= (uint)Math.Max(1, AccountsMax))
        {
            faults.Add($"backstopAccount: {BackstopAccount} is not below the number of accounts");
        }

        if (LiquidationWindowNs < 1 || ClipCooldownNs < 0 || LiquidationShareQ32 > ShareWithoutBound
            || LiquidationDepthCapMicro is < 0 or > FixedPoint.MoneyMax
            || ClipThresholdMicro is < 0 or > FixedPoint.MoneyMax)
        {
            faults.Add("liquidation: the window must be positive, caps, share, threshold and cooldown within range");
        }

        HashSetOfIds ids = new(Instruments.Count);
        foreach (InstrumentConfig instrument in Instruments)
        {
            faults.AddRange(instrument.Faults());
            if (!ids.TryAdd(instrument.SecurityId))
            {
                faults.Add($"{instrument.Symbol}: securityId {instrument.SecurityId} is used twice");
            }
        }

        return faults;
    }

    // A sorted list: small, deterministic, and enough for a check at start.
    private sealed class HashSetOfIds(int capacity)
    {
        private readonly List<uint> sorted = new(capacity);

        public bool TryAdd(uint id)
        {
            int at = sorted.BinarySearch(id);
            if (at >= 0)
            {
                return false;
            }

            sorted.Insert(~at, id);
            return true;
        }
    }
}

/// <summary>One instrument as the gate needs it. Prices in 1e-9, quantities in 1e-8, as on the wire.</summary>
public sealed record InstrumentConfig
{
    /// <summary>SecurityIDs are below this: they index a table.</summary>
    public const uint SecurityIdLimit = 1 << 20;

    public required string Symbol { get; init; }

    public required uint SecurityId { get; init; }

    public required long TickE9 { get; init; }

    public required long LotE8 { get; init; }

    public long MultiplierE8 { get; init; } = 100_000_000;

    public long LotsMin { get; init; } = 1;

    public long LotsMax { get; init; } = Limits.OrderLotsMax;

    public long NotionalMaxMicro { get; init; } = FixedPoint.MoneyMax;

    /// <summary>Largest position with working orders, either way, of one account.</summary>
    public long PositionMaxLots { get; init; } = Limits.GroupLotsMax;

    /// <summary>Largest distance of a price from the mark, of the mark.</summary>
    public ulong CollarQ32 { get; init; } = Rate.Up(1, 10).Q32;

    public long StaleAfterNs { get; init; } = 60_000_000_000;

    /// <summary>Move of the mark that starts a new epoch for the instrument's array.</summary>
    public ulong TauQ32 { get; init; } = Rate.Up(1, 100).Q32;

    /// <summary>Micro per lot of one tick; whole, or the instrument is refused.</summary>
    public long TickValueMicro => (long)((Int128)TickE9 * LotE8 * MultiplierE8 / TickScale);

    /// <summary>1e-8 units of the underlying in one lot.</summary>
    public long LotSizeE8 => (long)((Int128)LotE8 * MultiplierE8 / 100_000_000);

    // 1e-9 * 1e-8 * 1e-8 in micro.
    private static Int128 TickScale => (Int128)10_000_000_000_000_000_000;

    /// <summary>One sentence a fault; empty when the instrument may be traded.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        bool isPositive = TickE9 > 0 && LotE8 > 0 && MultiplierE8 > 0
            && TickE9 < 1L << 40 && LotE8 < 1L << 40 && MultiplierE8 < 1L << 40;
        if (!isPositive)
        {
            faults.Add($"{Symbol}: tick, lot and multiplier must be positive and below 2^40");
            return faults;
        }

        if ((Int128)LotE8 * MultiplierE8 % 100_000_000 != 0)
        {
            faults.Add($"{Symbol}: lot * multiplier is not a whole number of 1e-8");
        }

        if ((Int128)TickE9 * LotE8 * MultiplierE8 % TickScale != 0 || TickValueMicro == 0)
        {
            faults.Add($"{Symbol}: tick * lot * multiplier is not a whole number of micro");
        }

        if (LotsMin < 1 || LotsMax < LotsMin || LotsMax > Limits.OrderLotsMax)
        {
            faults.Add($"{Symbol}: lots {LotsMin}..{LotsMax} are not within 1..{Limits.OrderLotsMax}");
        }

        if (PositionMaxLots is < 1 or > Limits.GroupLotsMax)
        {
            faults.Add($"{Symbol}: position limit {PositionMaxLots} is not within 1..{Limits.GroupLotsMax}");
        }

        if (SecurityId >= SecurityIdLimit)
        {
            faults.Add($"{Symbol}: securityId {SecurityId} is not below {SecurityIdLimit}");
        }

        if (CollarQ32 >= Rate.One.Q32 || TauQ32 >= Rate.One.Q32 || StaleAfterNs <= 0
            || NotionalMaxMicro is < 1 or > FixedPoint.MoneyMax)
        {
            faults.Add($"{Symbol}: collar and tau must be below 1, staleness and notional limit positive");
        }

        return faults;
    }
}
