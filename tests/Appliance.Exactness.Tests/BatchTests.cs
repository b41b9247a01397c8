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
        for (ulong seed = 1; seed <= 80; seed++)
        {
            List<Step> steps = [];
            Mismatch? found = Rig.Draw(
                seed, Streams.Commands, (capacity, first) => new SimDevice(capacity, first), null, steps);
            Assert.True(found is null, found?.Difference);
            Prng random = new(seed);
            Prng cuts = random.Fork(1);
            (List<DeviceResult> single, byte[] singleHash) = Run(seed, steps, () => 1);
            (List<DeviceResult> batched, byte[] batchedHash) = Run(seed, steps, () => (int)cuts.Between(1, 40));
            for (int k = 0; k < single.Count; k++)
            {
                string? difference = Comparison.Results(single[k], batched[k]);
                Assert.True(difference is null, $"seed {seed} command {k}: {difference}");
            }

            Assert.Equal(singleHash, batchedHash);
        }
    }

    // Epochs are loaded between batches, so a load cuts as well.
    private static (List<DeviceResult> Results, byte[] Hash) Run(ulong seed, List<Step> steps, Func<int> nextCut)
    {
        Prng random = new(seed);
        Shape shape = Shape.Draw(random);
        RiskSnapshot snapshot = Snapshots.Make(random, shape);
        using SimDevice device = new(shape.Capacity, snapshot);
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
                snapshot.NextEpoch(step.Rearrayed, step.ContractValue);
                device.LoadEpoch(snapshot);
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
