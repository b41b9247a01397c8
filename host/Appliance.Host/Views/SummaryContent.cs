using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Host.Running;

namespace Appliance.Host.Views;

/// <summary>
/// What the summary says, in the order a risk engineer asks: is it right, is the money there, who was hurt, what was
/// refused, how fast was it, how do I get it again.
/// </summary>
public static class SummaryContent
{
    public static IReadOnlyList<SummarySection> Of(RunReport report) =>
    [
        Header(report.Header),
        Money(report),
        Defaults(report),
        Fund(report),
        Orders(report),
        Counts("Events in", report.Events),
        Counts("Wire faults", report.WireFaults),
        Counts("Inputs refused beside orders", report.InputsRefused),
        Latency(report),
        Speed(report),
        Proof(report),
    ];

    /// <summary>The first line: how it ended.</summary>
    public static string Verdict(RunReport report) => report.Outcome switch
    {
        RunOutcome.Good => "GOOD",
        RunOutcome.Wrong => "WRONG ANSWER",
        _ => "INCONCLUSIVE",
    };

    private static SummarySection Header(RunHeader header) => new(
        "Run",
        [],
        [
            ["scenario", header.Scenario],
            ["seed", header.Seed.ToString(CultureInfo.InvariantCulture)],
            ["topology", header.Topology],
            ["device", header.Device],
            ["profile", $"{header.Profile}, S = {header.ScenarioEntries}"],
            ["accounts", MoneyText.OfCount(header.Accounts)],
            ["machine", $"{header.Cpu}, {header.Cores} cores"],
            ["commit", header.Commit],
        ],
        IsText: true);

    private static SummarySection Money(RunReport report)
    {
        MoneyTotals money = report.Money;
        bool isBalanced = money.DifferenceMicro == Int128.Zero;
        int decimals = MoneyText.Decimals(
            money.DepositsMicro, money.WithdrawalsMicro, money.EquityMicro, money.FundMicro, money.FeesMicro);
        return new SummarySection(
            $"Conservation, {report.Header.Currency}: deposits - withdrawals = equity + fund + fees",
            [],
            [
                ["deposits, fund opening included", MoneyText.OfMicro(money.DepositsMicro, decimals), ""],
                ["withdrawals", MoneyText.OfMicro(money.WithdrawalsMicro, decimals), ""],
                ["equity of all accounts", MoneyText.OfMicro(money.EquityMicro, decimals), ""],
                ["insurance fund", MoneyText.OfMicro(money.FundMicro, decimals), ""],
                ["fees", MoneyText.OfMicro(money.FeesMicro, decimals), ""],
                ["difference, micro", money.DifferenceMicro.ToString(CultureInfo.InvariantCulture),
                    isBalanced ? "OK" : "FAILED"],
            ]);
    }

    private static SummarySection Defaults(RunReport report) => new(
        "Calls and liquidations",
        [],
        [
            ["margin calls", MoneyText.OfCount(report.MarginCalls)],
            ["  cured", MoneyText.OfCount(report.MarginCallsCured)],
            ["liquidations", MoneyText.OfCount(report.Liquidations.Count)],
            ["  cured", MoneyText.OfCount(report.Liquidations.Cured)],
            ["  closing orders", MoneyText.OfCount(report.Liquidations.Orders)],
            ["  lots closed", MoneyText.OfCount(report.Liquidations.Lots)],
            [$"  notional closed, {report.Header.Currency}", MoneyText.OfMicro(report.Liquidations.NotionalMicro)],
            ["backstop transfers", MoneyText.OfCount(report.BackstopTransfers)],
        ]);

    private static SummarySection Fund(RunReport report)
    {
        FundTotals fund = report.Fund;
        int decimals = MoneyText.Decimals(
            fund.StartMicro, fund.InMicro, fund.OutMicro, fund.EndMicro, report.UncoveredLossMicro);
        return new SummarySection(
            $"Insurance fund, {report.Header.Currency}",
            [],
            [
                ["start", MoneyText.OfMicro(fund.StartMicro, decimals)],
                ["in", MoneyText.OfMicro(fund.InMicro, decimals)],
                ["out", MoneyText.OfMicro(fund.OutMicro, decimals)],
                ["end", MoneyText.OfMicro(fund.EndMicro, decimals)],
                ["loss it could not cover", MoneyText.OfMicro(report.UncoveredLossMicro, decimals)],
            ]);
    }

    private static SummarySection Orders(RunReport report)
    {
        long rejected = 0;
        foreach (RefusalCount refusal in report.OrdersRejected)
        {
            rejected += refusal.Count;
        }

        List<IReadOnlyList<string>> rows =
        [
            ["accepted", MoneyText.OfCount(report.OrdersAccepted)],
            ["  of these under the reduce rule", MoneyText.OfCount(report.OrdersAcceptedReduceOnly)],
            ["rejected", MoneyText.OfCount(rejected)],
        ];
        foreach (RefusalCount refusal in report.OrdersRejected)
        {
            int number = (int)refusal.Reason;
            rows.Add([string.Create(CultureInfo.InvariantCulture, $"  {number} {refusal.Reason}"),
                MoneyText.OfCount(refusal.Count)]);
        }

        return new SummarySection("Orders", [], rows);
    }

    private static SummarySection Counts(string title, IReadOnlyList<NamedCount> counts)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (NamedCount count in counts)
        {
            rows.Add([count.Name, MoneyText.OfCount(count.Count)]);
        }

        if (rows.Count == 0)
        {
            rows.Add(["none", "0"]);
        }

        return new SummarySection(title, [], rows);
    }

    private static SummarySection Latency(RunReport report)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (LatencyRow row in report.Latencies)
        {
            // Without a pace there is no intended send time, and zeros would look like an answer.
            if (row.Count == 0)
            {
                continue;
            }

            rows.Add(
            [
                row.Name, MoneyText.OfCount(row.Count), MoneyText.OfNsAsMicros(row.P50Ns),
                MoneyText.OfNsAsMicros(row.P99Ns), MoneyText.OfNsAsMicros(row.P999Ns),
                MoneyText.OfNsAsMicros(row.P9999Ns), MoneyText.OfNsAsMicros(row.MaxNs),
            ]);
        }

        if (rows.Count == 0)
        {
            rows.Add(["nothing measured", "0", "-", "-", "-", "-", "-"]);
        }

        return new SummarySection(
            "Latency in \u00b5s, open loop, from intended send time",
            ["", "count", "p50", "p99", "p99.9", "p99.99", "max"],
            rows);
    }

    private static SummarySection Speed(RunReport report) => new(
        "Throughput",
        [],
        [
            ["events", MoneyText.OfCount(report.EventCount)],
            ["seconds", MoneyText.OfRatio(report.ElapsedNs, 1_000_000_000)],
            ["events a second", MoneyText.OfCount(EventsPerSecond(report))],
            ["allocated bytes an event, after warm-up",
                MoneyText.OfRatio(report.AllocatedBytes, report.AllocationEvents)],
            ["warm-up events, simulated", MoneyText.OfCount(report.WarmUp.Events)],
            ["methods compiled before, while live",
                $"{MoneyText.OfCount(report.WarmUp.MethodsCompiled)}, "
                    + MoneyText.OfCount(report.WarmUp.MethodsCompiledLive)],
        ]);

    /// <summary>Rounded down; 0 when no time was taken.</summary>
    public static long EventsPerSecond(RunReport report) =>
        report.ElapsedNs <= 0 ? 0 : (long)((Int128)report.EventCount * 1_000_000_000 / report.ElapsedNs);

    private static SummarySection Proof(RunReport report) => new(
        "Proof",
        [],
        [
            ["drained", report.Drained],
            ["decision chain", report.DecisionChain],
            ["state hash", report.StateHash],
            ["repeat", report.RepeatCommand],
        ],
        IsText: true);
}
