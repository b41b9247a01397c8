using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.EndToEnd.Tests;

/// <summary>
/// Prices no market ever saw and the wire can still carry: marks and fills in range are facts, however absurd. The
/// appliance may call, close and block whom it likes, but it must go on and lose no micro.
/// </summary>
public sealed class AbsurdPriceTests
{
    private static readonly WorldPlan Plan = new() { Scenario = WorldPlan.March2020, Seed = 4, Bars = 12 };

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000_000_000_000_000)]
    [InlineData(100_000_000_000_000_000)]
    [InlineData(100_000_000)]
    public void A_mark_out_of_this_world_is_survived(long priceE9)
    {
        Recording good = Recording.Of(Plan);
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Prng prng = new(seed);
            List<RecordedFrame> frames = [.. good.Frames];
            for (int n = 0; n < 3; n++)
            {
                int at = good.Find(MarkPriceDecoder.TemplateId, (int)prng.Between(100, 1000));
                byte[] bytes = new byte[MarkPriceEncoder.FrameLength];
                Assert.Equal(SbeStatus.Ok, MarkPriceEncoder.TryWrap(bytes, out MarkPriceEncoder mark));
                mark.MarkPxMantissa = priceE9;
                mark.SecurityID = (uint)prng.Between(1, 6);
                frames.Insert(at, frames[at] with { Bytes = bytes });
            }

            VerifySurvives(good.With(frames), true, $"mark {priceE9}, seed {seed}");
        }
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(100_000_000)]
    public void A_fill_out_of_this_world_is_survived(long priceE9)
    {
        Recording good = Recording.Of(Plan);
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Prng prng = new(seed);
            List<RecordedFrame> frames = [.. good.Frames];
            for (int n = 0; n < 20; n++)
            {
                int at = good.Find(ExecutionReportDecoder.TemplateId, (int)prng.Between(0, 2000));
                byte[] bytes = [.. frames[at].Bytes];
                BitConverter.TryWriteBytes(bytes.AsSpan(MessageHeader.Size + 32), priceE9);
                frames[at] = frames[at] with { Bytes = bytes };
            }

            // One side of a trade lies, so the money it made up is missing: that much the watch would say.
            VerifySurvives(good.With(frames), false, $"fill at {priceE9}, seed {seed}");
        }
    }

    private static void VerifySurvives(Recording recording, bool isBalanced, string what)
    {
        string repeat = $"{what}   {recording.Plan.Command}";
        Int128 imbalance = Int128.Zero;
        Replay? replay = null;
        Exception? fault = Record.Exception(() => replay = Replay.Of(recording.ToCapture(), Plan, machine =>
        {
            imbalance = machine.Imbalance();
            Assert.True(machine.Ledger.FundMicro >= 0, repeat);
        }));
        Assert.True(fault is null, $"{repeat}\n{fault}");
        Assert.Equal(recording.Frames.Count, replay!.Sequenced);
        Assert.True(!isBalanced || imbalance == Int128.Zero, $"out of balance by {imbalance} micro   {repeat}");
    }
}
