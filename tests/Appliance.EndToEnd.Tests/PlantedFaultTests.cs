using System;
using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>The audit and the hashes see what goes wrong: each fault planted here must be found.</summary>
public sealed class PlantedFaultTests
{
    private const int CommissionOffset = MessageHeader.Size + 64;
    private static readonly WorldPlan Plan = new() { Scenario = WorldPlan.March2020, Seed = 6, Bars = 10 };

    [Fact]
    public void Without_a_fault_nothing_is_found_and_wrapping_changes_nothing()
    {
        using World bare = World.Run(Plan);
        using World wrapped = World.Run(Plan with
        {
            Between = sink => new TamperingSink(sink, ExecutionReportDecoder.TemplateId, 40, bytes => bytes),
            Around = device => new TamperingDevice(device, DeviceOp.Fill, 10, command => command),
        });
        Assert.Equal(bare.Proof, wrapped.Proof);
        Assert.Empty(WorldAudit.Of(Plan));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(400)]
    public void A_fee_the_device_forgets_is_money_out_of_balance(int nth) => VerifyFound(
        Plan with { Around = d => new TamperingDevice(d, DeviceOp.Fill, nth, c => c with { Fee = 0 }) },
        "out of balance by ");

    [Theory]
    [InlineData(3)]
    [InlineData(400)]
    public void A_lot_too_few_is_a_position_sum(int nth) => VerifyFound(
        Plan with { Around = d => new TamperingDevice(d, DeviceOp.Fill, nth, c => c with { Lots = c.Lots - 1 }) },
        "positions in instrument ");

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public void A_report_that_gets_lost_is_a_position_sum(int nth) => VerifyFound(
        Plan with
        {
            Between = sink => new TamperingSink(
                sink, ExecutionReportDecoder.TemplateId, NthTrade(nth), _ => null),
        },
        "positions in instrument ");

    [Fact]
    public void A_commission_changed_on_the_way_is_not_what_the_venue_charged() => VerifyFound(
        Plan with
        {
            Between = sink => new TamperingSink(sink, ExecutionReportDecoder.TemplateId, NthTrade(20), AddOne),
        },
        "micro, the venue charged ");

    [Fact]
    public void An_order_that_gets_lost_is_a_request_without_a_verdict() => VerifyFound(
        Plan with { Between = sink => new TamperingSink(sink, NewOrderSingleDecoder.TemplateId, 30, _ => null) },
        "requests sent, ");

    [Fact]
    public void A_reserve_that_is_not_given_back_is_a_leak()
    {
        WorldPlan plan = Plan with
        {
            Around = d => new TamperingDevice(d, DeviceOp.ReleaseOrder, 5, c => c with { Reserve = c.Reserve - 1 }),
        };
        using World world = World.Run(plan);
        WorldAudit audit = new(world);
        audit.LookForLeaks(Plan);
        Assert.Contains(audit.Findings, f => f.Contains("reserves remain", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dropped_frame_is_another_hash()
    {
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        ushort[] templates =
        [
            ExecutionReportDecoder.TemplateId, NewOrderSingleDecoder.TemplateId, CollateralUpdateDecoder.TemplateId,
            OrderCancelReplaceRequestDecoder.TemplateId,
        ];
        Prng prng = new(Plan.Seed);
        foreach (ushort template in templates)
        {
            int count = good.Frames.Count(f => f.TemplateId == template);
            for (int n = 0; n < 5; n++)
            {
                // A report other than of a trade may tell the machine what it knows already.
                bool isReport = template == ExecutionReportDecoder.TemplateId;
                int nth = (int)prng.Next(isReport ? 100 : count);
                int at = good.Find(template, isReport ? NthTrade(nth) : nth);
                List<RecordedFrame> frames = [.. good.Frames];
                frames.RemoveAt(at);
                Replay replay = good.With(frames).Replay();
                Assert.True(replay.Proof != proof, $"without frame {at} of template {template}   {Plan.Command}");
            }
        }
    }

    [Fact]
    public void Two_orders_that_change_places_are_another_chain()
    {
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        Prng prng = new(Plan.Seed);
        int[] pairs = Enumerable.Range(0, good.Frames.Count - 1)
            .Where(i => good.Frames[i].TemplateId == NewOrderSingleDecoder.TemplateId
                && good.Frames[i + 1].TemplateId == NewOrderSingleDecoder.TemplateId)
            .ToArray();
        for (int n = 0; n < 20; n++)
        {
            int at = pairs[(int)prng.Next(pairs.Length)];
            List<RecordedFrame> frames = [.. good.Frames];
            frames.Reverse(at, 2);
            Assert.True(
                good.With(frames).Replay().Chain != proof.Chain, $"frames {at}, {at + 1} swapped   {Plan.Command}");
        }
    }

    [Fact]
    public void Two_marks_that_change_places_are_another_state()
    {
        Recording good = Recording.Of(Plan, out (string Hash, string Chain) proof);
        List<int> marks = [];
        for (int i = good.Frames.Count - 1; i >= 0 && marks.Count < 2; i--)
        {
            bool isFirst = marks.Count == 0;
            bool isMark = good.Frames[i].TemplateId == MarkPriceDecoder.TemplateId;
            if (isMark && (isFirst || Mark(good.Frames[i]).Id == Mark(good.Frames[marks[0]]).Id))
            {
                marks.Add(i);
            }
        }

        Assert.NotEqual(Mark(good.Frames[marks[0]]).Price, Mark(good.Frames[marks[1]]).Price);
        List<RecordedFrame> frames = [.. good.Frames];
        (frames[marks[0]], frames[marks[1]]) = (frames[marks[1]], frames[marks[0]]);
        Assert.NotEqual(proof.Hash, good.With(frames).Replay().Hash);
    }

    private static (uint Id, long Price) Mark(RecordedFrame frame) => (
        BitConverter.ToUInt32(frame.Bytes, MessageHeader.Size + 48),
        BitConverter.ToInt64(frame.Bytes, MessageHeader.Size + 8));

    private static byte[] AddOne(byte[] frame)
    {
        long commission = BitConverter.ToInt64(frame, CommissionOffset);
        BitConverter.TryWriteBytes(frame.AsSpan(CommissionOffset), commission + 1);
        return frame;
    }

    // Reports of trades come between others: where the nth is among all reports.
    private static int NthTrade(int nth)
    {
        List<RecordedFrame> reports = Recording.Of(Plan).Frames
            .FindAll(f => f.TemplateId == ExecutionReportDecoder.TemplateId);
        int index = -1;
        for (int n = 0; n <= nth; n++)
        {
            index = reports.FindIndex(index + 1, f => f.Bytes[MessageHeader.Size + 86] == (byte)ExecType.Trade);
        }

        return index;
    }

    private static void VerifyFound(WorldPlan plan, string what)
    {
        IReadOnlyList<string> findings = WorldAudit.Of(plan);
        Assert.True(
            findings.Any(f => f.Contains(what, StringComparison.Ordinal)),
            $"'{what}' is not among: {string.Join("; ", findings)}   {plan.Command}");
    }
}
