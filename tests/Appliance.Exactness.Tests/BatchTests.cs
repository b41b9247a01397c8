using System;
using System.Collections.Generic;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>A batch of N commands gives exactly the results of N single ones, wherever it is cut.</summary>
public class BatchTests
{
    [Fact]
    public void Cuts_do_not_show()
    {
        foreach ((string, RiskProfile) profile in Shape.Profiles)
        {
            for (ulong seed = 1; seed <= 20; seed++)
            {
                CommandStream stream = Streams.Of(profile, seed);
                List<Step> steps = [];
                Mismatch? found = Rig.Run(stream, Contest.OfDevice, null, steps);
                Assert.True(found is null, $"{stream.Name} seed {seed}: {found?.Difference}");
                Prng cuts = new(seed);
                (List<DeviceResult> single, byte[] singleHash) = Run(stream, steps, () => 1);
                (List<DeviceResult> batched, byte[] batchedHash) = Run(stream, steps, () => (int)cuts.Between(1, 40));
                for (int k = 0; k < single.Count; k++)
                {
                    string? difference = Comparison.Results(single[k], batched[k]);
                    Assert.True(difference is null, $"{stream.Name} seed {seed} command {k}: {difference}");
                }

                Assert.Equal(singleHash, batchedHash);
            }
        }
    }

    // Epochs are loaded between batches, so a load cuts as well.
    private static (List<DeviceResult> Results, byte[] Hash) Run(
        CommandStream stream, List<Step> steps, Func<int> nextCut)
    {
        World world = stream.MakeWorld();
        using SimDevice device = new(world.Shape.Capacity, world.Snapshot);
        List<DeviceResult> results = [];
        List<DeviceCommand> batch = [];
        int size = nextCut();
        foreach (Step step in steps)
        {
            if (!step.IsLoad)
            {
                batch.Add(step.Command);
            }

            if (step.IsLoad || batch.Count == size)
            {
                Flush(device, batch, results);
                size = nextCut();
            }

            if (step.IsLoad)
            {
                world.Apply(step);
                device.LoadEpoch(world.Snapshot);
            }
        }

        Flush(device, batch, results);
        byte[] hash = new byte[32];
        device.StateHash(hash);
        return (results, hash);
    }

    private static void Flush(SimDevice device, List<DeviceCommand> batch, List<DeviceResult> results)
    {
        DeviceResult[] answers = new DeviceResult[batch.Count];
        device.Execute(batch.ToArray(), answers);
        results.AddRange(answers);
        batch.Clear();
    }
}
