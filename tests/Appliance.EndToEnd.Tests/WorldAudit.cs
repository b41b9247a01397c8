using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Machine;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>
/// What must hold whatever happens: after every step, and when the day is over. Each violation is one sentence; none
/// is an empty list. Says the same about a world in which somebody planted a fault.
/// </summary>
internal sealed class WorldAudit(World world)
{
    private const int FindingsMax = 5;
    private readonly PositionReading[] readings = new PositionReading[Limits.GroupInstrumentsMax];
    private readonly List<string> findings = [];

    public IReadOnlyList<string> Findings => findings;

    /// <summary>Runs a plan and audits every step and the end.</summary>
    public static IReadOnlyList<string> Of(WorldPlan plan, Action<World>? atEnd = null)
    {
        using World world = new(plan);
        WorldAudit audit = new(world);
        while (world.Step())
        {
            audit.LookAfterStep();
        }

        audit.LookAtEnd();
        atEnd?.Invoke(world);
        return audit.Findings;
    }

    public void LookAfterStep()
    {
        Expect(world.Machine.Imbalance() == Int128.Zero, () => $"out of balance by {world.Machine.Imbalance()} micro");
        Expect(world.Machine.Ledger.FundMicro >= 0, () => $"the fund is {world.Machine.Ledger.FundMicro} micro");
        Expect(world.Orders.WithoutOneVerdict == 0,
            () => $"{world.Orders.WithoutOneVerdict} requests without exactly one verdict");
        Span<long> sums = stackalloc long[world.Assembly.Snapshot.Instruments.Length];
        for (uint account = 0; account < (uint)world.Device.Capacity.Groups; account++)
        {
            foreach (PositionReading reading in Read(account))
            {
                sums[reading.Instrument] += reading.Position;
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            long sum = sums[i];
            int instrument = i;
            Expect(sum == 0, () => $"positions in instrument {instrument} sum to {sum} lots");
        }
    }

    public void LookAtEnd()
    {
        Sim.Exchange.ExchangeStatistics statistics = world.Exchange.Statistics;
        Ledger ledger = world.Machine.Ledger;
        Expect(ledger.FeesMicro == statistics.FeesMicro,
            () => $"fees are {ledger.FeesMicro} micro, the venue charged {statistics.FeesMicro}");
        Expect(world.Pipeline.Publish.VerdictsSent == world.Orders.Requests
            && statistics.OrderEntryFrames == world.Orders.Requests && statistics.Unanswered == 0,
            () => $"{statistics.OrderEntryFrames} requests sent, {world.Orders.Requests} arrived,"
                + $" {world.Pipeline.Publish.VerdictsSent} verdicts, {statistics.Unanswered} unanswered");
        Expect(world.Pipeline.Publish.Undecided == 0, () => "orders nobody decided");
        Expect(world.Machine.Counters[MachineCounter.FillsRefused] == 0, () => "fills were refused");
        Expect(statistics.UnknownFrames == 0, () => $"the venue did not know {statistics.UnknownFrames} frames");
        CompareOrders();
    }

    /// <summary>
    /// Cancels what still works, as the venue would, and says what the machine kept back of it. A device in the same
    /// state that never saw an order has no reserves: the hashes must be equal.
    /// </summary>
    public void LookForLeaks(WorldPlan plan)
    {
        byte[] frame = new byte[ExecutionReportEncoder.FrameLength];
        for (int round = 0; round < 10 && world.Orders.Working.Count > 0; round++)
        {
            foreach (WatchedOrder order in new List<WatchedOrder>(world.Orders.Working))
            {
                Assert.Equal(SbeStatus.Ok, ExecutionReportEncoder.TryWrap(frame, out ExecutionReportEncoder report));
                report.Account = order.Account;
                report.SecurityID = order.SecurityId;
                report.ClOrdID = order.ClOrdId;
                report.Side = order.Side;
                report.ExecType = ExecType.Canceled;
                world.Tell(Transport.StreamIds.Executions, world.Orders.LastStampNs + 1, frame);
            }
        }

        Expect(world.Machine.WorkingOrders == 0, () => $"{world.Machine.WorkingOrders} orders outlive their cancels");
        using TwinDevice twin = new(plan, world);
        Expect(twin.HashOfSame() == TwinDevice.HashOf(world.Device), () => "reserves remain after all is cancelled");
    }

    private void CompareOrders()
    {
        Dictionary<(uint, int, Side), long> venue = [];
        foreach (WatchedOrder order in world.Orders.Working)
        {
            (int instrument, long lotE8) = Instrument(order.SecurityId);
            (uint, int, Side) key = (order.Account, instrument, order.Side);
            venue[key] = venue.GetValueOrDefault(key) + (order.LeavesE8 / lotE8);
        }

        int count = world.Orders.Working.Count;
        Expect(world.Machine.WorkingOrders == count,
            () => $"the machine works {world.Machine.WorkingOrders} orders, the venue {count}");
        for (uint account = 0; account < (uint)world.Device.Capacity.Groups; account++)
        {
            foreach (PositionReading reading in Read(account))
            {
                Compare(account, reading.Instrument, Side.Buy, reading.WorkingBuys, venue);
                Compare(account, reading.Instrument, Side.Sell, reading.WorkingSells, venue);
            }
        }

        Expect(venue.Count == 0, () => $"the machine knows nothing of {venue.Count} sides that work at the venue");
    }

    private void Compare(
        uint account, int instrument, Side side, long lots, Dictionary<(uint, int, Side), long> venue)
    {
        venue.Remove((account, instrument, side), out long atVenue);
        Expect(lots == atVenue,
            () => $"account {account} instrument {instrument} {side}: machine works {lots} lots, venue {atVenue}");
    }

    private ReadOnlySpan<PositionReading> Read(uint account) =>
        readings.AsSpan(0, world.Device.ReadPositions(account, readings));

    private (int Index, long LotE8) Instrument(uint securityId)
    {
        IReadOnlyList<InstrumentConfig> instruments = world.Instruments;
        int index = 0;
        while (instruments[index].SecurityId != securityId)
        {
            index++;
        }

        return (index, instruments[index].LotE8);
    }

    private void Expect(bool isTrue, Func<string> what)
    {
        if (!isTrue && findings.Count < FindingsMax)
        {
            findings.Add($"after step {world.Exchange.Statistics.Steps}: {what()}");
        }
    }
}
