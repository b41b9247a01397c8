using System.Collections.Generic;
using Appliance.Margin;
using Xunit.Abstractions;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Incremental updates equal recomputation after every command, under all rules of sections 3 to 7: a twin that is
/// given new tables with the same content before each command makes everything anew each time.
/// </summary>
public class RecomputeTests(ITestOutputHelper output)
{
    private const int Streams = 40;

    public static TheoryData<int, int> Profiles() => new()
    {
        { RiskProfile.Lite.JointColumns, RiskProfile.Lite.TailCount },
        { RiskProfile.Std.JointColumns, RiskProfile.Std.TailCount },
        { RiskProfile.Full.JointColumns, RiskProfile.Full.TailCount },
        { 8, 8 },
        { 16, 1 },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Differences_are_what_recomputation_gives(int joint, int tail)
    {
        Dictionary<string, int> seen = [];
        for (ulong seed = 1; seed <= Streams; seed++)
        {
            using RecomputeTwin twin = new(seed, new RiskProfile(joint, tail), seen);
            for (int k = 0; k < 400; k++)
            {
                string? difference = twin.Step();
                Assert.True(
                    difference is null,
                    $"{difference}\nseed {seed} command {k}; repeat: dotnet test tests/Appliance.Exactness.Tests "
                    + $"--filter RecomputeTests with profile ({joint}, {tail}) and that seed alone");
            }
        }

        foreach ((string what, int count) in seen)
        {
            output.WriteLine($"{count,7} {what}");
        }

        foreach (string wanted in RecomputeTwin.Wanted)
        {
            Assert.True(seen.ContainsKey(wanted), $"never seen: {wanted}");
        }
    }
}
