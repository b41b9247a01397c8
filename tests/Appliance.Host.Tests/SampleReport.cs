using Appliance.Core;
using Appliance.Host.Running;

namespace Appliance.Host.Tests;

/// <summary>A report with a number in every place, and money that balances.</summary>
internal static class SampleReport
{
    public const string StateHash = "5d1f0b7c92e34a6688c0aa15e7b3d42f9961c0de84b7f2a30e5cd8174b6fa901";

    public static RunReport Good() => new()
    {
        Outcome = RunOutcome.Good,
        Header = new RunHeader
        {
            Scenario = "crash-2021-05-19",
            Seed = 81123,
            Topology = "fused",
            Device = "sim",
            Profile = "STD",
            ScenarioEntries = 128,
            Accounts = 10_000,
            Cpu = "Example Processor 9000",
            Cores = 2,
            Commit = "3f2c1d0",
        },
        Events = [new("NewOrderSingle", 1_204_332), new("OrderCancelRequest", 310_077), new("MarkPrice", 40_320)],
        OrdersAccepted = 1_150_240,
        OrdersAcceptedReduceOnly = 1_911,
        OrdersRejected =
        [
            new(ReasonCode.DuplicateClOrdId, 1_802), new(ReasonCode.PriceCollar, 2_377),
            new(ReasonCode.InsufficientMargin, 48_002), new(ReasonCode.InLiquidation, 1_911),
        ],
        MarginCalls = 2_214,
        MarginCallsCured = 903,
        Liquidations = new LiquidationTotals(1_377, 1_604, 88_120_455, 61_204_118_330_500, 1_298),
        BackstopTransfers = 12,
        Fund = new FundTotals(2_000_000_000_000, 214_330_118_204, 41_009_000_001, 2_173_321_118_203),
        UncoveredLossMicro = 0,
        Money = new MoneyTotals(
            812_000_000_000_000, 1_250_000_000_000, 808_476_678_881_797 - 100_000_000_000, 2_173_321_118_203,
            200_000_000_000),
        WireFaults = [new("TruncatedBlock", 3), new("UnknownTemplate", 1)],
        InputsRefused = [new("marks out of range or unknown", 2)],
        Latencies =
        [
            new("order path", 1_204_332, 2_310, 9_870, 31_020, 188_401, 1_204_777),
            new("all events", 1_554_729, 1_940, 8_115, 28_660, 171_002, 1_204_777),
        ],
        WarmUp = new WarmUpTotals(100_025, 260_114_302, 937, 4),
        EventCount = 1_554_729,
        ElapsedNs = 12_043_320_114,
        AllocatedBytes = 4_096,
        AllocationEvents = 1_454_729,
        Drained = "every stage at 123,456 inputs, 789 of 789 outputs sent",
        DecisionChain = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
        StateHash = StateHash,
        RepeatCommand = "appliance run --scenario crash-2021-05-19 --seed 81123",
    };

    /// <summary>The same with a micro gone and no order path.</summary>
    public static RunReport Bad() => Good() with
    {
        Outcome = RunOutcome.Wrong,
        Findings = ["money is out of balance by 1 micro"],
        Money = Good().Money with { FeesMicro = Good().Money.FeesMicro - 1 },
        UncoveredLossMicro = 1_250_001,
        WireFaults = [],
        InputsRefused = [],
        Latencies = [],
        AllocationEvents = 0,
    };
}
