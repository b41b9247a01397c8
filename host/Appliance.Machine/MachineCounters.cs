using System;
using Appliance.Core;

namespace Appliance.Machine;

/// <summary>What the machine counts beside refusals by reason. Not part of the state.</summary>
public enum MachineCounter
{
    Marks,
    MarksRefused,
    Epochs,
    GroupsSwitched,
    OrdersAccepted,
    OrdersAcceptedReduceOnly,
    OrdersRejected,
    ReplacesAccepted,
    ReplacesRejected,
    Cancels,
    Fills,
    FillsUnsolicited,
    FillsRefused,
    OrdersEnded,
    ExecutionsIgnored,
    Deposits,
    Withdrawals,
    CollateralRefused,
    AdminApplied,
    AdminRefused,
    MarginCalls,
    MarginCallsCured,
    CallsPastDeadline,
    Liquidations,
    LiquidationOrders,
    LiquidationLots,
    LiquidationMicro,
    LiquidationsCured,
    BackstopTransfers,
    BackstopRefused,
    MarketDataIgnored,
    Heartbeats,
}

/// <summary>Counters and refusals by reason, for reports.</summary>
public sealed class MachineCounters
{
    private readonly long[] values = new long[Enum.GetValues<MachineCounter>().Length];
    private readonly long[] refusals = new long[600];

    public long this[MachineCounter counter] => values[(int)counter];

    /// <summary>Order-entry messages refused for this reason.</summary>
    public long Refused(ReasonCode reason) => refusals[(int)reason];

    // Statistics stop at the top instead of overflowing after absurd input.
    internal void Add(MachineCounter counter, long by = 1)
    {
        ref long value = ref values[(int)counter];
        value = by > long.MaxValue - value ? long.MaxValue : value + by;
    }

    internal void Refuse(ReasonCode reason)
    {
        Check.That((int)reason < refusals.Length);
        refusals[(int)reason]++;
    }
}
