using System;
using System.Collections.Generic;
using System.Globalization;
using Appliance.Host.Composition;
using Appliance.Host.Configuration;
using Appliance.Machine;
using Appliance.Margin;
using Appliance.Pipeline;
using Appliance.Sim.Exchange;
using Appliance.Transport;

namespace Appliance.EndToEnd.Tests;

/// <summary>
/// The parts of a simulated run, put together as the program does it but driven by one thread: the exchange makes a
/// step, the stages work until it is answered. Between steps everything may be looked at.
/// </summary>
internal sealed class World : IDisposable
{
    private const int QueueBytes = 1 << 20;
    private const int TurnsMax = 1_000_000;

    private readonly WorldPlan plan;
    private readonly FusedStage fused;
    private readonly FrameQueue toAppliance = new(QueueBytes);
    private readonly FrameQueue toExchange = new(QueueBytes);

    public World(WorldPlan plan)
    {
        this.plan = plan;
        EffectiveConfig config = plan.Config();
        Scenario scenario = plan.LoadScenario();
        Assembly = Assembly.Build(config, scenario);
        MachineConfig machineConfig = Assembly.MachineConfigOf(config);
        Instruments = machineConfig.Instruments;
        Device = Assembly.Device;
        Machine = Assembly.Machine;
        if (plan.Around is not null)
        {
            Device = plan.Around(Assembly.Device);
            Machine = new MarginMachine(machineConfig, Assembly.Snapshot, Device);
        }

        Sent = new FrameTap(toAppliance);
        Answered = new FrameTap(toExchange);
        Orders = new OrderWatch(Sent, Answered);
        Exchange = new ExchangeSimulator(
            scenario, plan.Seed, plan.Between?.Invoke(Sent) ?? Sent, toExchange,
            new SimulatorOptions { Accounts = plan.Accounts, Bars = plan.Bars });
        PipelineConfig sizes = new() { RingSlots = plan.RingSlots, BatchMax = plan.BatchMax };
        Pipeline = new AppliancePipeline(sizes, Machine, toAppliance, Answered, new ManualClock());
        fused = new FusedStage(Pipeline);
    }

    public Assembly Assembly { get; }

    public IReadOnlyList<InstrumentConfig> Instruments { get; }

    public IMarginDevice Device { get; }

    public MarginMachine Machine { get; }

    public ExchangeSimulator Exchange { get; }

    public AppliancePipeline Pipeline { get; }

    /// <summary>What reached the appliance.</summary>
    public FrameTap Sent { get; }

    /// <summary>What the appliance said.</summary>
    public FrameTap Answered { get; }

    /// <summary>The venue's side of every order, told from the frames alone.</summary>
    public OrderWatch Orders { get; }

    public string StateHash => HashOf(Machine);

    public string Chain => Machine.DecisionChain.ToString("x16", CultureInfo.InvariantCulture);

    public (string Hash, string Chain) Proof => (StateHash, Chain);

    public static string HashOf(MarginMachine machine)
    {
        Span<byte> hash = stackalloc byte[32];
        machine.StateHash(hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Runs a plan to its end.</summary>
    public static World Run(WorldPlan plan)
    {
        World world = new(plan);
        while (world.Step())
        {
        }

        return world;
    }

    /// <summary>One step of the exchange, all its answers taken; false when the day is over.</summary>
    public bool Step()
    {
        if (!Exchange.Step())
        {
            return false;
        }

        for (int turns = 0; !Exchange.TryCompleteStep(); turns++)
        {
            Assert.True(turns < TurnsMax, $"step {Exchange.Statistics.Steps} is never answered   {plan.Command}");
            Turn();
        }

        return true;
    }

    /// <summary>After the day: one more frame to the appliance, and what it answers.</summary>
    public void Tell(ushort streamId, long stampNs, ReadOnlySpan<byte> frame)
    {
        Assert.True(Sent.TryOffer(streamId, stampNs, 0, frame));
        while (Turn() > 0)
        {
            while (toExchange.TryReceive(out _))
            {
            }
        }
    }

    public void Dispose()
    {
        Pipeline.Dispose();
        Assembly.Dispose();
    }

    private int Turn()
    {
        if (plan.IsFused)
        {
            int moved = fused.DoWork(plan.BatchMax);
            Assert.True(Pipeline.Fence.Cause is null, $"{Pipeline.Fence.Cause}   {plan.Command}");
            return moved;
        }

        int done = Pipeline.Ingest.DoWork(plan.BatchMax);
        done += Pipeline.Machine.DoWork(plan.BatchMax);
        return done + Pipeline.Publish.DoWork(plan.BatchMax);
    }
}
