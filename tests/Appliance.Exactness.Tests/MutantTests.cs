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
    private const int StreamsMax = 1000;
    private const int WrappersMin = 25;

    /// <summary>
    /// The plain rules with one rule bent: hunted among straight plain devices, killed by the oracle.
    /// </summary>
    [Fact]
    public void Every_bent_rule_is_found()
    {
        ConcurrentBag<string> survivors = [], killed = [];
        Parallel.ForEach(Enum.GetValues<Bend>().Where(bend => bend != Bend.None), bend =>
        {
            string? death = Hunt((capacity, snapshot) => new PlainDevice(capacity, snapshot, bend), isPlain: true);
            (death is null ? survivors : killed).Add($"{bend}: {death}");
        });
        output.WriteLine($"{killed.Count} bent rules found\n{string.Join('\n', killed.Order())}");
        Assert.True(survivors.IsEmpty, $"not found: {string.Join(' ', survivors.Order())}");
        Assert.Equal(Enum.GetValues<Bend>().Length - 1, killed.Count);
    }

    /// <summary>The software device with a wrong snapshot, or with commands and answers bent on their way.</summary>
    [Fact]
    public void Every_wrong_wrapper_is_found()
    {
        ConcurrentBag<string> survivors = [], killed = [];
        Parallel.ForEach(Mutants.All(), mutant =>
        {
            string? death = Hunt(mutant.Make, isPlain: false);
            (death is null ? survivors : killed).Add($"{mutant.Name}: {death}");
        });
        output.WriteLine($"{killed.Count} wrong wrappers found\n{string.Join('\n', killed.Order())}");
        Assert.True(survivors.IsEmpty, $"not found: {string.Join(' ', survivors.Order())}");
        Assert.True(killed.Count >= WrappersMin);
    }

    /// <summary>The wrapper is right when nothing in it is wrong: then it is no mutant and must live.</summary>
    [Fact]
    public void The_wrapper_alone_changes_nothing()
    {
        Contest wrapped = Contest.Against(
            (capacity, snapshot) => new MutantDevice(capacity, snapshot, Mutants.Same));
        string? report = Streams.Run(Shape.Profiles[0], 15, wrapped);
        Assert.True(report is null, report);
    }

    // A straight plain device is the cheaper judge for the hunt; the oracle confirms the kill on the same stream.
    private static string? Hunt(Func<DeviceCapacity, RiskSnapshot, IMarginDevice> make, bool isPlain)
    {
        Contest contest = Contest.Against(make);
        Contest cheap = isPlain
            ? contest with { MakeJudge = (capacity, snapshot) => new PlainDevice(capacity, snapshot) }
            : contest;
        for (ulong seed = 1; seed <= StreamsMax; seed++)
        {
            CommandStream stream = Streams.Of(Shape.Profiles[seed % 4 == 0 ? 1 : 0], seed);
            Mismatch? found = Rig.Run(stream, cheap);
            found = found is null || !isPlain ? found : Rig.Run(stream, contest);
            if (found is not null)
            {
                return $"{stream.Name} seed {seed} step {found.At}: {found.Difference.Split('\n')[0]}";
            }
        }

        return null;
    }
}
