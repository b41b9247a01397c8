using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Wire;

namespace Appliance.Machine.Tests;

/// <summary>Same frames, same machine; and frames that mean nothing leave no trace, wherever they come.</summary>
public sealed class ReplayTests
{
    private const int Steps = 400;

    [Fact]
    public void Same_frames_give_the_same_state_outputs_and_decisions()
    {
        for (ulong seed = TestSeed.First; seed < TestSeed.First + 10; seed++)
        {
            using MachineRig first = Market.Run(seed, Steps);
            using MachineRig second = new(Market.Options(seed));
            using MachineRig third = new(Market.Options(seed));
            string outputs = Replay(second, first.Log);
            Assert.True(outputs == Replay(third, first.Log), TestSeed.Repeat("outputs differ", seed));
            string place = TestSeed.Repeat("replay differs", seed);
            Assert.True(first.StateHash() == second.StateHash(), place);
            Assert.True(first.Machine.DecisionChain == second.Machine.DecisionChain, place);
        }
    }

    [Fact]
    public void Void_frames_leave_no_trace()
    {
        for (ulong seed = TestSeed.First; seed < TestSeed.First + 30; seed++)
        {
            using MachineRig first = Market.Run(seed, Steps);
            using MachineRig second = new(Market.Options(seed));
            Prng random = new(seed ^ 0xBAD);
            int inserted = 0;
            for (int at = 0; at < first.Log.Count; at++)
            {
                (byte[] frame, long stampNs) = first.Log[at];
                for (; random.Chance(500_000); inserted++)
                {
                    byte[] bad = VoidFrames.Next(random, first.Log[(int)random.Next(at + 1)].Frame);
                    second.Apply(bad, VoidFrames.Stamp(random, stampNs));
                    Assert.Empty(second.Outputs);
                }

                second.Apply(frame, stampNs);
            }

            Assert.True(inserted > 100);
            Assert.True(first.StateHash() == second.StateHash(), TestSeed.Repeat("state differs", seed));
        }
    }

    [Fact]
    public void A_deposit_beyond_all_money_is_refused()
    {
        using MachineRig rig = MachineRig.Ready(deposit: 0);
        for (int n = 0; n < 50; n++)
        {
            rig.Apply(Frames.Collateral(1, CollateralAction.Deposit, long.MaxValue));
        }

        string before = rig.StateHash();
        Assert.Equal(50, rig.Machine.Counters[MachineCounter.Deposits]);
        rig.Apply(Frames.Collateral(2, CollateralAction.Deposit, long.MaxValue));
        rig.Apply(Frames.Collateral(0, CollateralAction.Adjustment, long.MaxValue));
        Assert.Equal(2, rig.Machine.Counters[MachineCounter.CollateralRefused]);
        Assert.Equal(before, rig.StateHash());
        rig.Deposit(2, 1);
        Assert.Equal(51, rig.Machine.Counters[MachineCounter.Deposits]);
    }

    [Fact]
    public void Orders_cancels_fills_and_marks_allocate_nothing()
    {
        using MachineRig rig = Market.Run(TestSeed.First, Steps);
        rig.Deposit(Market.House, 1_000_000_000_000);
        Assert.Equal(0, Allocated(rig, warmUps: 3));
    }

    private static long Allocated(MachineRig rig, int warmUps)
    {
        List<byte[]> frames = [];
        for (uint i = 0; i < 200; i++)
        {
            ulong id = 5_000_000 + i;
            OrderText order = new() { Account = Market.House, Id = id, PriceMicro = rig.MarksMicro[0] / 1000 * 1000 };
            frames.Add(Frames.New(order));
            frames.Add(Frames.New(order));
            frames.Add(Frames.Cancel(Market.House, id, id));
            frames.Add(Frames.Report(new ReportText { Account = Market.House, Id = id, PriceE9 = order.PriceE9 }));
            frames.Add(Frames.Mark(1, rig.MarksMicro[0] * (i % 16 == 0 ? 1030L : 1000L)));
            frames.Add(Frames.Heartbeat(i));
        }

        long before = 0;
        for (int pass = 0; pass <= warmUps; pass++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            for (int n = 0; n < frames.Count; n++)
            {
                rig.Machine.Apply(n, rig.NowNs, frames[n]);
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Replay(MachineRig rig, List<(byte[] Frame, long StampNs)> log)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((byte[] frame, long stampNs) in log)
        {
            Decision decision = rig.Apply(frame, stampNs);
            hash.AppendData(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref decision, 1)));
            hash.AppendData(MemoryMarshal.AsBytes(rig.Machine.Outputs.Records));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
