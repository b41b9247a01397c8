using System;
using System.Linq;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 24, device part: wider option arrays make the snapshot another one and the writer need more; the same commands
/// on the same snapshots end in the same state.
/// </summary>
public class C24_ImpliedVolatility
{
    [Fact]
    public void Wider_arrays_change_the_hash_and_the_requirement_and_replay_the_same()
    {
        (string hash, long before, long after) = Run();
        Assert.True(after > before, $"{before} {after}");
        Assert.Equal((hash, before, after), Run());
        byte[] narrow = Wider(0).Snapshot().Sha256(), wide = Wider(2).Snapshot().Sha256();
        Assert.False(narrow.SequenceEqual(wide));
        Assert.True(narrow.SequenceEqual(Wider(0).Snapshot().Sha256()));
    }

    private static (string Hash, long Before, long After) Run()
    {
        using Trio trio = new(Wider(0));
        trio.Open(1, cash: 1_000 * Model.Unit);
        long before = trio.Trade(1, Model.Call, -10).Requirement;
        RiskSnapshot wide = Wider(2).Snapshot();
        wide.Follow(trio.Snapshot);
        trio.Load(wide);
        return (trio.Hash(), before, trio.Read(1).Requirement);
    }

    // With volatility the option is worth more in every scenario but the first: a holder loses less, a writer more.
    private static Model Wider(long units) => new()
    {
        Arrays = snapshot =>
        {
            foreach (ref long loss in snapshot.Losses(Model.Call)[1..RiskProfile.BucketScenarios])
            {
                loss = Math.Max(-Model.Mark, loss - (units * Model.Unit));
            }
        },
    };
}
