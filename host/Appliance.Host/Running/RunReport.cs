using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Host.Running;

/// <summary>How a run ended; the exit code follows from it.</summary>
public enum RunOutcome
{
    /// <summary>Nobody decided: never a pass.</summary>
    Undecided = 0,
    Good = 1,
    Wrong = 2,
    Inconclusive = 3,
}

/// <summary>A number with its name.</summary>
public readonly record struct NamedCount(string Name, long Count);

/// <summary>How often a reason refused an order.</summary>
public readonly record struct RefusalCount(ReasonCode Reason, long Count);

/// <summary>What ran, where.</summary>
public sealed record RunHeader
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>fused or staged, as chosen.</summary>
    public required string Topology { get; init; }

    /// <summary>Name of the device that decided.</summary>
    public required string Device { get; init; }

    /// <summary>LITE, STD or FULL.</summary>
    public required string Profile { get; init; }

    /// <summary>S, entries of one instrument's array.</summary>
    public required int ScenarioEntries { get; init; }

    public required int Accounts { get; init; }

    public required string Cpu { get; init; }

    public required int Cores { get; init; }

    public required string Commit { get; init; }

    /// <summary>What money is counted in.</summary>
    public string Currency { get; init; } = "USDT";
}

/// <summary>Positions the appliance closed for accounts in default.</summary>
/// <param name="Count">Accounts that entered liquidation, each time they did.</param>
/// <param name="Orders">Closing orders the appliance sent.</param>
/// <param name="Lots">Lots those orders closed.</param>
/// <param name="NotionalMicro">At their fill prices.</param>
/// <param name="Cured">Liquidations that ended with the account above its target.</param>
public readonly record struct LiquidationTotals(long Count, long Orders, long Lots, long NotionalMicro, long Cured);

/// <summary>The insurance fund over the run: End = Start + In - Out.</summary>
public readonly record struct FundTotals(long StartMicro, long InMicro, long OutMicro, long EndMicro);

/// <summary>All money there is. The fund's opening balance counts as a deposit.</summary>
public readonly record struct MoneyTotals(
    long DepositsMicro, long WithdrawalsMicro, long EquityMicro, long FundMicro, long FeesMicro)
{
    /// <summary>What came in and is nowhere; anything but 0 is a wrong answer.</summary>
    public Int128 DifferenceMicro =>
        (Int128)DepositsMicro - WithdrawalsMicro - EquityMicro - FundMicro - FeesMicro;
}

/// <summary>One latency distribution, open loop, from the intended send time.</summary>
public readonly record struct LatencyRow(
    string Name, long Count, long P50Ns, long P99Ns, long P999Ns, long P9999Ns, long MaxNs);

/// <summary>What was done so that the first live order meets compiled code.</summary>
/// <param name="Events">Simulated before the first live frame; 0 when the warm-up is off.</param>
/// <param name="ElapsedNs">Time that took.</param>
/// <param name="MethodsCompiled">By the runtime, from the start of the process to the first live frame.</param>
/// <param name="MethodsCompiledLive">From then to the end of the run, on all threads.</param>
public readonly record struct WarmUpTotals(
    long Events, long ElapsedNs, long MethodsCompiled, long MethodsCompiledLive);

/// <summary>Everything a run's summary shows. Money is micro, times are nanoseconds.</summary>
public sealed record RunReport
{
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why the outcome is not good; one sentence each.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    public required RunHeader Header { get; init; }

    /// <summary>Inputs by type.</summary>
    public IReadOnlyList<NamedCount> Events { get; init; } = [];

    public long OrdersAccepted { get; init; }

    /// <summary>Of the accepted: under the reduce rule, with the requirement not met.</summary>
    public long OrdersAcceptedReduceOnly { get; init; }

    public IReadOnlyList<RefusalCount> OrdersRejected { get; init; } = [];

    public long MarginCalls { get; init; }

    /// <summary>Of the calls: ended by a deposit or a recovery.</summary>
    public long MarginCallsCured { get; init; }

    public LiquidationTotals Liquidations { get; init; }

    public long BackstopTransfers { get; init; }

    public FundTotals Fund { get; init; }

    /// <summary>Losses that neither the account nor the fund could pay.</summary>
    public long UncoveredLossMicro { get; init; }

    public MoneyTotals Money { get; init; }

    /// <summary>Frames that did not decode, by status.</summary>
    public IReadOnlyList<NamedCount> WireFaults { get; init; } = [];

    /// <summary>Inputs beside orders that decoded and were refused or had no effect, by kind.</summary>
    public IReadOnlyList<NamedCount> InputsRefused { get; init; } = [];

    /// <summary>The order path first, then all events.</summary>
    public IReadOnlyList<LatencyRow> Latencies { get; init; } = [];

    public WarmUpTotals WarmUp { get; init; }

    public long EventCount { get; init; }

    public long ElapsedNs { get; init; }

    /// <summary>Bytes allocated on the managed heap after warm-up, over <see cref="AllocationEvents"/>.</summary>
    public long AllocatedBytes { get; init; }

    public long AllocationEvents { get; init; }

    /// <summary>How the run ended: that every stage had taken every input; empty when nobody knows.</summary>
    public string Drained { get; init; } = "";

    /// <summary>Hash chain over all decisions, hex.</summary>
    public string DecisionChain { get; init; } = "";

    /// <summary>SHA-256 of the final state, hex.</summary>
    public string StateHash { get; init; } = "";

    public required string RepeatCommand { get; init; }
}
