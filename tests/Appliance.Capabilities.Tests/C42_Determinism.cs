using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 42, device part: the same commands give the same bits in every answer and in the state, on three authors'
/// engines and wherever a batch is cut.
/// </summary>
public class C42_Determinism
{
    [Fact]
    public void Three_engines_agree_on_every_answer_and_on_the_state()
    {
        using Trio trio = new();
        Prng random = Seeds.Generator("C42");
        Traffic.Run(trio, random, steps: 500, between: n => Assert.True(trio.Hash().Length == 64, $"step {n}"));
    }

    [Fact]
    public void Batches_may_be_cut_anywhere()
    {
        using Trio trio = new();
        Traffic.Run(trio, Seeds.Generator("C42 batches"), steps: 300);
        DeviceCommand[] log = [.. trio.Log];
        HashSet<string> ends = [trio.Hash()];
        foreach (int size in (int[])[1, 3, 64, log.Length])
        {
            using SimDevice device = new(
                new DeviceCapacity(16, Limits.GroupInstrumentsMax, Limits.GroupBucketsMax), new Model().Snapshot());
            DeviceResult[] results = new DeviceResult[log.Length];
            for (int at = 0; at < log.Length; at += size)
            {
                int end = Math.Min(at + size, log.Length);
                device.Execute(log.AsSpan()[at..end], results.AsSpan()[at..end]);
            }

            byte[] hash = new byte[32];
            device.StateHash(hash);
            ends.Add(Convert.ToHexString(hash));
        }

        Assert.Single(ends);
    }
}
