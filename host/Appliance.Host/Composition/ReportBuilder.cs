using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Core;
using Appliance.Host.Configuration;
using Appliance.Host.Running;
using Appliance.Machine;
using Appliance.Pipeline;
using Appliance.Telemetry;
using Appliance.Wire;

namespace Appliance.Host.Composition;

/// <summary>Reads everything a summary shows from a session that has ended.</summary>
internal sealed class ReportBuilder
{
    private static readonly (ushort Template, string Name)[] Inputs =
    [
        (NewOrderSingleDecoder.TemplateId, "NewOrderSingle"),
        (OrderCancelReplaceRequestDecoder.TemplateId, "OrderCancelReplaceRequest"),
        (OrderCancelRequestDecoder.TemplateId, "OrderCancelRequest"),
        (ExecutionReportDecoder.TemplateId, "ExecutionReport"),
        (MarkPriceDecoder.TemplateId, "MarkPrice"),
        (IndexPriceDecoder.TemplateId, "IndexPrice"),
        (TopOfBookDecoder.TemplateId, "TopOfBook"),
        (TradeDecoder.TemplateId, "Trade"),
        (IncrementalRefreshBookDecoder.TemplateId, "IncrementalRefreshBook"),
        (InstrumentDefinitionDecoder.TemplateId, "InstrumentDefinition"),
        (SecurityStatusDecoder.TemplateId, "SecurityStatus"),
        (GroupAdminDecoder.TemplateId, "GroupAdmin"),
        (CollateralUpdateDecoder.TemplateId, "CollateralUpdate"),
        (HeartbeatDecoder.TemplateId, "Heartbeat"),
    ];

    private readonly RunOptions options;
    private readonly EffectiveConfig config;
    private readonly Session session;
    private readonly MarginMachine machine;
    private readonly AppliancePipeline pipeline;

    public ReportBuilder(RunOptions options, EffectiveConfig config, Session session)
    {
        this.options = options;
        this.config = config;
        this.session = session;
        machine = session.Assembly.Machine;
        pipeline = session.Pipeline;
    }

    public RunReport Build(string scenario, RunOutcome outcome, IReadOnlyList<string> findings)
    {
        MachineCounters counters = machine.Counters;
        (long allocated, long allocationEvents) = session.Runner.AllocatedSinceWarm;
        Span<byte> hash = stackalloc byte[32];
        machine.StateHash(hash);
        return new RunReport
        {
            Outcome = pipeline.Publish.Undecided == 0 ? outcome : RunOutcome.Wrong,
            Findings = findings,
            Header = Header(scenario),
            Events = Events(),
            OrdersAccepted = counters[MachineCounter.OrdersAccepted]
                + counters[MachineCounter.OrdersAcceptedReduceOnly],
            OrdersAcceptedReduceOnly = counters[MachineCounter.OrdersAcceptedReduceOnly],
            OrdersRejected = Refusals(),
            MarginCalls = counters[MachineCounter.MarginCalls],
            MarginCallsCured = counters[MachineCounter.MarginCallsCured],
            Liquidations = new LiquidationTotals(
                counters[MachineCounter.Liquidations],
                counters[MachineCounter.LiquidationOrders],
                counters[MachineCounter.LiquidationLots],
                counters[MachineCounter.LiquidationMicro],
                counters[MachineCounter.LiquidationsCured]),
            BackstopTransfers = counters[MachineCounter.BackstopTransfers],
            Fund = Fund(),
            UncoveredLossMicro = machine.Ledger.UncoveredMicro,
            Money = Money(),
            WireFaults = WireFaults(),
            InputsRefused = InputsRefused(),
            Latencies =
            [
                Row("order path", pipeline.Publish.OrderLatency),
                Row("all events", pipeline.Publish.EventLatency),
            ],
            WarmUp = session.WarmUp with { MethodsCompiledLive = session.MethodsCompiledLive },
            EventCount = pipeline.Publish.Sequence.Value + 1,
            ElapsedNs = session.ElapsedNs,
            AllocatedBytes = allocated,
            AllocationEvents = allocationEvents,
            Drained = Drained(),
            DecisionChain = machine.DecisionChain.ToString("x16", CultureInfo.InvariantCulture),
            StateHash = Convert.ToHexStringLower(hash),
            RepeatCommand = options.RepeatCommand,
        };
    }

    private RunHeader Header(string scenario) => new()
    {
        Scenario = scenario,
        Seed = config.Seed,
        Topology = session.IsStaged ? "staged" : "fused",
        Device = session.Assembly.Device.Name,
        Profile = config.ProfileName,
        ScenarioEntries = session.Assembly.Snapshot.Profile.Entries,
        Accounts = config.Accounts,
        Cpu = MachineInfo.Cpu,
        Cores = MachineInfo.Cores,
        Commit = MachineInfo.Commit,
    };

    private string Drained() => session.Drained is { IsDrained: true } at
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"every stage at {at.Cursor + 1:N0} inputs, {at.OutputsSent + 1:N0} of {at.Outputs + 1:N0} outputs sent")
        : "";

    private List<NamedCount> Events()
    {
        List<NamedCount> events = [];
        foreach ((ushort template, string name) in Inputs)
        {
            if (pipeline.Publish.Inputs(template) > 0)
            {
                events.Add(new NamedCount(name, pipeline.Publish.Inputs(template)));
            }
        }

        return events;
    }

    private List<RefusalCount> Refusals()
    {
        List<RefusalCount> refusals = [];
        foreach (ReasonCode reason in Enum.GetValues<ReasonCode>())
        {
            // Those for want of room never reached the machine.
            long count = machine.Counters.Refused(reason)
                + (reason == ReasonCode.Overloaded ? pipeline.Ingest.Overloaded : 0);
            if (count > 0)
            {
                refusals.Add(new RefusalCount(reason, count));
            }
        }

        return refusals;
    }

    private List<NamedCount> WireFaults()
    {
        List<NamedCount> faults = [];
        foreach (SbeStatus status in Enum.GetValues<SbeStatus>())
        {
            if (pipeline.Ingest.Faults(status) > 0)
            {
                faults.Add(new NamedCount(status.ToString(), pipeline.Ingest.Faults(status)));
            }
        }

        return faults;
    }

    private List<NamedCount> InputsRefused()
    {
        ReadOnlySpan<(MachineCounter Counter, string Name)> kinds =
        [
            (MachineCounter.MarksRefused, "marks out of range or unknown"),
            (MachineCounter.ExecutionsIgnored, "reports on orders not known, or no more"),
            (MachineCounter.FillsRefused, "fills the books could not take"),
            (MachineCounter.CollateralRefused, "collateral moves"),
            (MachineCounter.AdminRefused, "definitions and administration"),
        ];
        List<NamedCount> refused = [];
        foreach ((MachineCounter counter, string name) in kinds)
        {
            if (machine.Counters[counter] > 0)
            {
                refused.Add(new NamedCount(name, machine.Counters[counter]));
            }
        }

        if (pipeline.Ingest.Conflated > 0)
        {
            refused.Add(new NamedCount("prices conflated with a newer one", pipeline.Ingest.Conflated));
        }

        return refused;
    }

    private FundTotals Fund()
    {
        Ledger ledger = machine.Ledger;
        return new FundTotals(
            ledger.FundContributedMicro, ledger.FundEarnedMicro, ledger.FundPaidMicro, ledger.FundMicro);
    }

    private MoneyTotals Money() => new(
        machine.Ledger.DepositedMicro,
        machine.Ledger.WithdrawnMicro,
        (long)machine.Device.TotalEquity(),
        machine.Ledger.FundMicro,
        machine.Ledger.FeesMicro);

    private static LatencyRow Row(string name, LatencyHistogram histogram) => new(
        name,
        histogram.Count,
        histogram.ValueAt(50, 100),
        histogram.ValueAt(99, 100),
        histogram.ValueAt(999, 1_000),
        histogram.ValueAt(9_999, 10_000),
        histogram.Max);
}
