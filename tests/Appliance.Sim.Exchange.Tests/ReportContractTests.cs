using System;
using System.Collections.Generic;
using Appliance.Wire;

namespace Appliance.Sim.Exchange.Tests;

/// <summary>
/// The order life that an appliance can rely on, kept by a shadow that sees only frames: every report names an order
/// that was passed and lives, quantities add up, and what was passed is either working at the end or was ended.
/// </summary>
public sealed class ReportContractTests
{
    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public void Every_report_fits_the_life_of_its_order(ulong seed)
    {
        Shadow shadow = new(seed);
        int seen = 0;
        FakeAppliance appliance = new()
        {
            OnFrame = shadow.Take,
            Judge = (id, account) => shadow.Judge(account, id, refuse: ++seen % 9 == 0),
        };
        SimulatorOptions options = new() { Accounts = 2000, Bars = 30 };
        ExchangeSimulator simulator = Runs.ToEnd(Runs.May2021, seed, appliance, options);
        int working = 0;
        Span<int> slots = new int[OrderPool.Capacity];
        for (int i = 0; i < Runs.May2021.Instruments.Count; i++)
        {
            working += simulator.Venue.Book(i).CopySide(Side.Buy, slots);
            working += simulator.Venue.Book(i).CopySide(Side.Sell, slots);
        }

        Assert.True(shadow.Alive == working, $"{shadow.Alive} alive, {working} working, seed {seed}");
        Assert.True(shadow.Replaced > 100 && shadow.Canceled > 20 && shadow.Expired > 100, $"seed {seed}");
        Assert.True(shadow.FilledUnderOldId > 0, $"no fill overtook a replace, seed {seed}");
        Assert.True(shadow.ReplaceTooLate > 0, $"no order was gone before its replace, seed {seed}");
    }

    private sealed class Life
    {
        public ulong Id;

        /// <summary>The id of an accepted replace that the venue has not confirmed, 0 for none.</summary>
        public ulong NextId;
        public long NextTotal;
        public long Total;
        public long Cum;
        public Side Side;
        public uint SecurityId;
    }

    private sealed class Shadow(ulong seed)
    {
        private readonly Dictionary<(uint Account, ulong Id), Life> lives = [];
        private readonly HashSet<(uint Account, ulong Id)> lateReplaces = [];
        private (ulong Id, uint Account, Life Life)? judged;

        public int Alive => lives.Count;

        public int Replaced { get; private set; }

        public int Canceled { get; private set; }

        public int Expired { get; private set; }

        public int FilledUnderOldId { get; private set; }

        public int ReplaceTooLate { get; private set; }

        /// <summary>The order seen last is refused as a duplicate, or by the test.</summary>
        public RejectReason Judge(uint account, ulong id, bool refuse)
        {
            bool isDuplicate = lives.ContainsKey((account, id));
            judged = isDuplicate || refuse ? null : judged;
            return isDuplicate ? RejectReason.DuplicateClOrdId
                : refuse ? RejectReason.InsufficientMargin
                : RejectReason.None;
        }

        public void Take(ushort streamId, long stampNs, byte[] frame)
        {
            Commit();
            MessageHeader.TryRead(frame, out MessageHeader header);
            ReadOnlySpan<byte> body = frame.AsSpan(MessageHeader.Size);
            if (NewOrderSingleDecoder.TryWrap(body, header, out var order) == SbeStatus.Ok)
            {
                Life life = new()
                {
                    Id = order.ClOrdID,
                    Total = order.OrderQtyMantissa,
                    Side = order.Side,
                    SecurityId = order.SecurityID,
                };
                judged = (order.ClOrdID, order.Account, life);
            }
            else if (OrderCancelReplaceRequestDecoder.TryWrap(body, header, out var replace) == SbeStatus.Ok)
            {
                // Accepted by the fake, always; the order must live when the request is sent.
                Life life = lives[(replace.Account, replace.OrigClOrdID)];
                Assert.True(life.NextId == 0, Where);
                life.NextId = replace.ClOrdID;
                life.NextTotal = replace.OrderQtyMantissa;
            }
            else if (ExecutionReportDecoder.TryWrap(body, header, out var report) == SbeStatus.Ok)
            {
                Apply(report);
            }
        }

        private string Where => $"seed {seed}";

        // What the appliance refused never lives. The fake judges after the frame was seen, so one frame later.
        private void Commit()
        {
            if (judged is { } last)
            {
                lives.Add((last.Account, last.Id), last.Life);
                judged = null;
            }
        }

        private void Apply(in ExecutionReportDecoder report)
        {
            (uint Account, ulong Id) key = (report.Account, report.ClOrdID);
            switch (report.ExecType)
            {
                case ExecType.Trade:
                    Fill(report, key);
                    break;
                case ExecType.Replaced:
                    Rename(report, key);
                    break;
                case ExecType.Rejected:
                    // Either an order that the venue refused, or a replace that came too late.
                    ReplaceTooLate += lateReplaces.Remove(key) ? 1 : 0;
                    lives.Remove(key);
                    break;
                default:
                    End(report, key);
                    break;
            }
        }

        private void Fill(in ExecutionReportDecoder report, (uint Account, ulong Id) key)
        {
            Assert.True(lives.TryGetValue(key, out Life? life), Where);
            life!.Cum += report.LastQtyMantissa;
            bool isSame = report.Side == life.Side && report.SecurityID == life.SecurityId;
            Assert.True(isSame && report.CumQtyMantissa == life.Cum, Where);
            Assert.True(report.LeavesQtyMantissa == life.Total - life.Cum && report.LeavesQtyMantissa >= 0, Where);
            FilledUnderOldId += life.NextId != 0 ? 1 : 0;
            if (report.LeavesQtyMantissa == 0)
            {
                Assert.Equal(OrdStatus.Filled, report.OrdStatus);
                Close(key, life);
            }
        }

        private void Rename(in ExecutionReportDecoder report, (uint Account, ulong Id) key)
        {
            Life? life = null;
            foreach (Life candidate in lives.Values)
            {
                life = candidate.NextId == key.Id ? candidate : life;
            }

            Assert.True(life is not null && lives.Remove((key.Account, life.Id)), Where);
            life!.Id = key.Id;
            life.NextId = 0;
            life.Total = life.NextTotal;
            Assert.True(report.LeavesQtyMantissa == life.Total - life.Cum && report.LeavesQtyMantissa > 0, Where);
            lives.Add(key, life);
            Replaced++;
        }

        private void End(in ExecutionReportDecoder report, (uint Account, ulong Id) key)
        {
            Assert.True(report.ExecType is ExecType.Canceled or ExecType.Expired, Where);
            Assert.Equal(0, report.LeavesQtyMantissa);
            Canceled += report.ExecType == ExecType.Canceled ? 1 : 0;
            Expired += report.ExecType == ExecType.Expired ? 1 : 0;
            if (lives.TryGetValue(key, out Life? life))
            {
                Close(key, life);
                return;
            }

            // A replace to less than what had traded by then ends the order under the new id.
            foreach (KeyValuePair<(uint Account, ulong Id), Life> pair in lives)
            {
                if (pair.Value.NextId == key.Id)
                {
                    Assert.True(lives.Remove(pair.Key), Where);
                    return;
                }
            }

            Assert.Fail($"report about an unknown order, {Where}");
        }

        private void Close((uint Account, ulong Id) key, Life life)
        {
            Assert.True(lives.Remove(key), Where);
            if (life.NextId != 0)
            {
                Assert.True(lateReplaces.Add((key.Account, life.NextId)), Where);
            }
        }
    }
}
