using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Transport;
using Appliance.Wire;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>Whole runs against an appliance that margins nothing.</summary>
public sealed class RunTests
{
    private const ulong Seed = 20210519;

    private static readonly SimulatorOptions Small = new() { Accounts = 300, Bars = 12 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        FakeAppliance first = new();
        FakeAppliance second = new() { BackPressureEvery = 7 };
        Runs.ToEnd(Runs.May2021, Seed, first, Small);
        Runs.ToEnd(Runs.May2021, Seed, second, Small);
        Assert.Equal(first.Frames, second.Frames);
        Assert.True(first.Hash == second.Hash, $"two runs differ, seed {Seed}");
    }

    [Fact]
    public void Another_seed_gives_another_day()
    {
        FakeAppliance first = new();
        FakeAppliance second = new();
        Runs.ToEnd(Runs.May2021, Seed, first, Small);
        Runs.ToEnd(Runs.May2021, Seed + 1, second, Small);
        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public void Pacing_changes_no_byte_and_sends_nothing_early()
    {
        SimulatorOptions quick = new() { Accounts = 100, Bars = 2 };
        FakeAppliance unpaced = new();
        Runs.ToEnd(Runs.May2021, Seed, unpaced, quick);
        FakeAppliance appliance = new();
        ManualClock clock = new();
        PacedSink paced = new(appliance, clock);
        SimulatorOptions options = new() { Accounts = 100, Bars = 2, OrdersPerSecond = 1000, Clock = clock };
        ExchangeSimulator simulator = new(Runs.May2021, Seed, paced, appliance, options);
        long spins = 0;
        while (simulator.Step())
        {
            while (!simulator.TryCompleteStep())
            {
                clock.Advance(100_000);
                Assert.True(++spins < 10_000_000);
            }
        }

        Assert.Equal(unpaced.Hash, appliance.Hash);
        Assert.True(paced.NothingEarly);
        Assert.True(paced.IntendedRise);
        long orders = simulator.Statistics.OrderEntryFrames;
        Assert.InRange(clock.MonotonicNs - paced.FirstNs, orders * 900_000, orders * 1_500_000);
    }

    [Fact]
    public void Positions_sum_to_zero_books_stay_uncrossed_and_stamps_rise()
    {
        FakeAppliance appliance = new();
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Small, AssertSound);
        Assert.True(simulator.Statistics.Trades > 1000);
        Assert.True(appliance.StampsRise);
        Assert.Equal(simulator.Statistics.Frames, appliance.Frames);
        Assert.Equal(0, simulator.Statistics.Unanswered);
    }

    [Fact]
    public void Reports_alone_add_up_to_the_positions_and_every_trade_has_two_sides()
    {
        Scenario scenario = Runs.May2021;
        Ledger ledger = new();
        FakeAppliance appliance = new() { OnFrame = ledger.Take };
        ExchangeSimulator simulator = Runs.ToEnd(scenario, Seed, appliance, Small);
        for (uint account = 0; account < (uint)simulator.Accounts.Count; account++)
        {
            for (int i = 0; i < scenario.Instruments.Count; i++)
            {
                long want = simulator.Accounts.Position(account, i) * scenario.Instruments[i].LotMantissa;
                Assert.Equal(want, ledger.Positions.GetValueOrDefault((account, (uint)i + 1)));
            }
        }

        Assert.Equal(2 * simulator.Statistics.Trades, ledger.Trades);
        Assert.Equal(simulator.Statistics.FeesMicro, ledger.FeesMicro);
        Assert.Equal(simulator.Statistics.OrderEntryFrames, ledger.OrderEntries);
    }

    [Fact]
    public void A_step_never_exceeds_its_bound_even_in_an_avalanche()
    {
        FakeAppliance appliance = new();
        SimulatorOptions options = new() { Accounts = 2000, Bars = 6, FramesPerStepMax = 256 };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, options, AssertSound);
        Assert.Equal(256, appliance.FramesInStepMax);
        Assert.True(appliance.StampsRise);
        Assert.Equal(0, simulator.Statistics.Unanswered);
        Assert.Equal(simulator.Statistics.Frames, appliance.Frames);
    }

    [Fact]
    public void Refused_orders_never_trade()
    {
        FakeAppliance appliance = new() { Judge = (_, _) => RejectReason.InsufficientMargin };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, Small);
        Assert.Equal(0, simulator.Statistics.Trades);
        Assert.Equal(0, simulator.Statistics.Reports);
        Assert.Equal(0, simulator.Statistics.VenueRefusals);
        Assert.Equal(simulator.Statistics.NewOrders, simulator.Statistics.Rejected);
    }

    [Fact]
    public void Every_kind_of_misbehaviour_is_sent_and_the_venue_refuses_what_slips_through()
    {
        FakeAppliance appliance = new();
        SimulatorOptions options = new() { Accounts = 2000, Bars = 24 };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, options);
        Assert.True(simulator.Statistics.Misbehaved > 50, $"seed {Seed}");
        Assert.True(simulator.Statistics.VenueRefusals > 20, $"seed {Seed}");
        Assert.True(simulator.Statistics.UnmatchedVerdicts > 2, $"seed {Seed}");
        Assert.True(simulator.Statistics.VenueRefusals < simulator.Statistics.Misbehaved);
    }

    [Fact]
    public void The_second_scenario_runs_too()
    {
        FakeAppliance appliance = new();
        SimulatorOptions options = new() { Accounts = 300, Bars = 4 };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.March2020, Seed, appliance, options, AssertSound);
        Assert.True(simulator.Statistics.Trades > 1000);
        Assert.Equal(4, simulator.BarsDone);
    }

    [Fact]
    public void It_talks_through_frame_queues_and_hardly_allocates()
    {
        FrameQueue toAppliance = new(1 << 14);
        FrameQueue fromAppliance = new(1 << 22);
        FakeAppliance appliance = new();
        ExchangeSimulator simulator = new(Runs.May2021, Seed, toAppliance, fromAppliance, Small);
        long ownBytes = 0;
        long startBytes = GC.GetAllocatedBytesForCurrentThread();
        while (simulator.Step())
        {
            while (!simulator.TryCompleteStep())
            {
                ownBytes += GC.GetAllocatedBytesForCurrentThread() - startBytes;
                while (toAppliance.TryReceive(out Frame frame))
                {
                    Assert.True(appliance.TryOffer(frame.StreamId, frame.StampNs, frame.IntendedNs, frame.Bytes));
                }

                while (appliance.TryReceive(out Frame answer))
                {
                    Assert.True(fromAppliance.TryOffer(answer.StreamId, answer.StampNs, 0, answer.Bytes));
                }

                startBytes = GC.GetAllocatedBytesForCurrentThread();
            }
        }

        // The generators of a bar, and buffers until they have grown to the size of the day.
        Assert.InRange(ownBytes / simulator.Statistics.Steps, 0, 4096);

        FakeAppliance direct = new();
        Runs.ToEnd(Runs.May2021, Seed, direct, Small);
        Assert.Equal(direct.Hash, appliance.Hash);
    }

    [Fact]
    public void A_whole_day_has_the_promised_size()
    {
        FakeAppliance appliance = new();
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, Seed, appliance, new SimulatorOptions());
        Assert.InRange(simulator.Statistics.Frames, 1_000_000, 1_500_000);
        Assert.True(simulator.Statistics.OrderEntryFrames > 400_000);
        Assert.Equal(Runs.May2021.Bars.StartsMs.Count, simulator.BarsDone);
        long dayEndNs = (Runs.May2021.Bars.StartsMs[^1] + (Runs.May2021.BarSeconds * 1000L)) * 1_000_000;
        Assert.InRange(appliance.LastStampNs, dayEndNs - 300_000_000_000, dayEndNs);
    }

    private static void AssertSound(ExchangeSimulator simulator)
    {
        for (int i = 0; i < simulator.Venue.MarkTicks.Length; i++)
        {
            OrderBook book = simulator.Venue.Book(i);
            Assert.True(book.BestBid == 0 || book.BestAsk == 0 || book.BestBid < book.BestAsk, $"seed {Seed}");
            long sum = 0;
            for (uint account = 0; account < (uint)simulator.Accounts.Count; account++)
            {
                sum += simulator.Accounts.Position(account, i);
            }

            Assert.True(sum == 0, $"instrument {i} sums to {sum} lots, seed {Seed}");
        }
    }

    /// <summary>What somebody knows who sees only the frames.</summary>
    private sealed class Ledger
    {
        public Dictionary<(uint Account, uint SecurityId), long> Positions { get; } = [];

        public long Trades { get; private set; }

        public long FeesMicro { get; private set; }

        public long OrderEntries { get; private set; }

        public void Take(ushort streamId, long stampNs, byte[] frame)
        {
            OrderEntries += streamId == StreamIds.OrderEntry ? 1 : 0;
            MessageHeader.TryRead(frame, out MessageHeader header);
            if (ExecutionReportDecoder.TryWrap(frame.AsSpan(MessageHeader.Size), header, out var report) == SbeStatus.Ok
                && report.ExecType == ExecType.Trade)
            {
                Check.That(!report.LastPxIsNull && report.LastQtyMantissa > 0 && (long)report.TransactTime == stampNs);
                long signed = report.Side == Side.Buy ? report.LastQtyMantissa : -report.LastQtyMantissa;
                (uint, uint) key = (report.Account, report.SecurityID);
                Positions[key] = Positions.GetValueOrDefault(key) + signed;
                FeesMicro += report.CommissionMantissa;
                Trades++;
            }
        }
    }

    private sealed class PacedSink(FakeAppliance inner, IClock clock) : IFrameSink
    {
        private long lastIntendedNs = -1;

        public bool NothingEarly { get; private set; } = true;

        public bool IntendedRise { get; private set; } = true;

        public long FirstNs { get; private set; } = -1;

        public bool TryOffer(ushort streamId, long stampNs, long intendedNs, ReadOnlySpan<byte> bytes)
        {
            FirstNs = FirstNs < 0 ? clock.MonotonicNs : FirstNs;
            NothingEarly &= intendedNs <= clock.MonotonicNs;
            IntendedRise &= intendedNs >= lastIntendedNs;
            lastIntendedNs = intendedNs;
            return inner.TryOffer(streamId, stampNs, 0, bytes);
        }
    }
}
