using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Appliance.Margin;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>The rig itself is tested: a device that is wrong in one thing does not get through.</summary>
public class MutantTests(ITestOutputHelper output)
{
    private const int StreamsMax = 600;

    [Fact]
    public void Every_mutant_is_killed()
    {
        ConcurrentBag<string> survivors = [], killed = [];
        Parallel.ForEach(Mutants.All(), mutant =>
        {
            string? death = Hunt(mutant.Make);
            (death is null ? survivors : killed).Add($"{mutant.Name}: {death}");
        });
        output.WriteLine($"{killed.Count} mutants killed\n{string.Join('\n', killed.Order())}");
        Assert.Empty(survivors);
        Assert.True(killed.Count >= 12);
    }

    /// <summary>The wrapper is right when nothing in it is wrong: then it is no mutant and must live.</summary>
    [Fact]
    public void The_wrapper_alone_changes_nothing()
    {
        string? report = Streams.Run(
            1, 60, (capacity, snapshot) => new MutantDevice(capacity, SnapshotCopy.Of(snapshot)));
        Assert.True(report is null, report);
    }

    private static string? Hunt(Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make)
    {
        for (ulong seed = 1; seed <= StreamsMax; seed++)
        {
            Mismatch? found = Rig.Draw(seed, Streams.Commands, make);
            if (found is not null)
            {
                return $"seed {seed} step {found.At}: {found.Difference}";
            }
        }

        return null;
    }
}
