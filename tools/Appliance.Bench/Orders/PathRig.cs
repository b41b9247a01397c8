using System;
using System.Diagnostics;
using System.Threading;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Margin;
using Appliance.Pipeline;
using Appliance.Sim.Device;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Bench.Orders;

/// <summary>
/// The appliance as the host composes it, fused on the caller's thread or staged on threads of its own: 10,000 funded
/// accounts, ten linear instruments, 128 scenarios. Setup goes through the same frames as everything else.
/// </summary>
internal sealed class PathRig : IDisposable
{
    public const int Accounts = 10_000;
    public const int Instruments = 10;
    public const int Chunk = 100_000;
    private const int UntimedShare = 50;
    private const int LatenciesMax = 1 << 20;
    private const int OrdersMax = 1 << 18;
    private readonly BenchMarket market;
    private readonly SimDevice device;
    private readonly MarginMachine machine;
    private readonly AppliancePipeline pipeline;
    private readonly FusedStage fused;
    private readonly PipelineRunner? runner;
    private readonly OrderFlow flow;
    private readonly PlannedSource source;
    private readonly VerdictSink sink;

    public PathRig(ulong seed, bool isStaged = false)
    {
        market = new BenchMarket(Instruments, Instruments, RiskProfile.Std, seed);
        MachineConfig config = market.MachineConfig(Accounts, OrdersMax);
        device = new SimDevice(new DeviceCapacity(Accounts, 16, 16), market.Snapshot);
        machine = new MarginMachine(config, market.Snapshot, device);
        SystemClock clock = new();
        sink = new VerdictSink(clock, Latencies);
        flow = new OrderFlow(market, Accounts, Chunk, seed);
        source = new PlannedSource(flow, clock);
        Prepare(clock.UtcNs, new Prng(seed).Fork(3));
        sink.Flow = flow;

        // As configured by default: on two cores spinning stages would only take them from each other.
        pipeline = new AppliancePipeline(new PipelineConfig(), machine, source, sink, clock);
        fused = new FusedStage(pipeline);
        if (isStaged)
        {
            runner = new PipelineRunner(pipeline, isStaged: true, warmUpEvents: Chunk);
            runner.Start();
        }
    }

    /// <summary>Of the verdicts of the last <see cref="Drive"/>.</summary>
    public LatencyLog Latencies { get; } = new(LatenciesMax);

    public VerdictSink Sink => sink;

    public MarginMachine Machine => machine;

    /// <summary>Memory the stages took while they worked, since the start.</summary>
    public long AllocatedBytes { get; private set; }

    public long Events { get; private set; }

    /// <summary>Runs whole chunks until at least <paramref name="events"/> events are through.</summary>
    /// <returns>Events and the time the stages had for them, making chunks not included.</returns>
    public (long Events, TimeSpan Elapsed) Drive(long events, long intervalPs, int burst)
    {
        Latencies.Clear();
        long done = 0;
        TimeSpan elapsed = TimeSpan.Zero;
        while (done < events)
        {
            flow.Next();
            source.Plan(intervalPs == 0 ? 0 : flow.Count / UntimedShare, intervalPs, burst);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            Work();
            elapsed += Stopwatch.GetElapsedTime(start);
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            done += flow.Count;
        }

        Events += done;
        Check.That(pipeline.Ingest.FaultCount == 0 && pipeline.Publish.Undecided == 0);
        return (done, elapsed);
    }

    /// <summary>Waits for each time an event would be due, and notes how late that was seen: no work at all.</summary>
    public void Idle(long events, long intervalPs)
    {
        Latencies.Clear();
        SystemClock clock = new();
        long startNs = clock.MonotonicNs;
        for (long n = 0; n < events; n++)
        {
            long dueNs = startNs + (n * intervalPs / 1000);
            long nowNs;
            do
            {
                nowNs = clock.MonotonicNs;
            }
            while (nowNs < dueNs);
            Latencies.Record(nowNs - dueNs);
        }
    }

    /// <summary>What the stages' threads took after warm-up; ends them.</summary>
    public (long Bytes, long Events) EndStaged()
    {
        Check.That(runner is not null);
        runner.Stop();
        return runner.AllocatedSinceWarm;
    }

    public void Dispose()
    {
        runner?.Dispose();
        pipeline.Dispose();
        device.Dispose();
    }

    // Until everything planned is handed out and answered.
    private void Work()
    {
        if (runner is null)
        {
            while (fused.DoWork(pipeline.BatchMax) > 0 || !source.IsChunkOut)
            {
                Check.That(!pipeline.Fence.IsRaised);
            }

            return;
        }

        PipelinePositions at;
        do
        {
            // Asleep, so as not to take a core from those that are measured.
            runner.ThrowIfDead();
            Thread.Sleep(1);
            bool isOut = source.IsChunkOut;
            at = pipeline.Positions() with { IsSourceDone = isOut };
        }
        while (!at.IsDrained);
    }

    // Definitions, marks, accounts, money. One account in twenty-five is poor: its orders are mostly refused.
    private void Prepare(long nowNs, Prng prng)
    {
        byte[] frame = new byte[Limits.FrameBytesMax];
        long sequence = 0;
        for (int i = 0; i < Instruments; i++)
        {
            Check.That(InstrumentDefinitionEncoder.TryWrap(frame, out var definition) == SbeStatus.Ok);
            definition.SecurityID = BenchMarket.SecurityId(i);
            definition.MinPriceIncrementMantissa = BenchMarket.TickE9;
            definition.MinTradeVolMantissa = BenchMarket.LotE8;
            definition.ContractMultiplierMantissa = BenchMarket.MultiplierE8;
            definition.SecurityTradingStatus = SecurityTradingStatus.ReadyToTrade;
            machine.Apply(sequence++, nowNs, frame.AsSpan(0, InstrumentDefinitionEncoder.FrameLength));
            Check.That(MarkPriceEncoder.TryWrap(frame, out var mark) == SbeStatus.Ok);
            mark.SecurityID = BenchMarket.SecurityId(i);
            mark.MarkPxMantissa = market.MarkE9(i);
            machine.Apply(sequence++, nowNs, frame.AsSpan(0, MarkPriceEncoder.FrameLength));
        }

        for (uint account = 0; account < Accounts; account++)
        {
            Check.That(GroupAdminEncoder.TryWrap(frame, out var admin) == SbeStatus.Ok);
            admin.Account = account;
            admin.GroupID = account;
            admin.GroupAdminAction = GroupAdminAction.Open;
            admin.GroupKind = GroupKind.Cross;
            machine.Apply(sequence++, nowNs, frame.AsSpan(0, GroupAdminEncoder.FrameLength));
            bool isPoor = prng.Next(25) == 0;
            Check.That(CollateralUpdateEncoder.TryWrap(frame, out var deposit) == SbeStatus.Ok);
            deposit.Account = account;
            deposit.AssetID = 1;
            deposit.QuantityMantissa = prng.Between(1, 10) * (isPoor ? 200 : 100_000) * 100_000_000;
            deposit.CollAsgnTransType = CollateralAction.Deposit;
            machine.Apply(sequence++, nowNs, frame.AsSpan(0, CollateralUpdateEncoder.FrameLength));
        }

        Check.That(machine.Counters[MachineCounter.Deposits] == Accounts);
        Check.That(machine.Counters[MachineCounter.AdminRefused] == 0);
    }
}
