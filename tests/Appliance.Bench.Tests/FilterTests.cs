using Appliance.Bench.Report;

namespace Appliance.Bench.Tests;

/// <summary>What --filter chooses, and what it says when it chooses nothing.</summary>
public class FilterTests
{
    private const int ExitUsage = 64;

    [Theory]
    [InlineData("*", true)]
    [InlineData("order.path", true)]
    [InlineData("order.path.closed", true)]
    [InlineData("order.path.closed.orders", true)]
    [InlineData("order.*", true)]
    [InlineData("order.path.clo", false)]
    [InlineData("micro", false)]
    public void APartIsWantedByItsNameByAWholeOrByItsRow(string filter, bool isWanted)
    {
        BenchRun run = new(filter, true, 1, new BenchReport());

        Assert.Equal(isWanted, run.Wants("order.path.closed"));
    }

    [Theory]
    [InlineData("--filter", "no-such-bench")]
    [InlineData("--filter")]
    [InlineData("--frob")]
    public void AWrongCommandLineMeasuresNothing(params string[] args)
    {
        Assert.Equal(ExitUsage, BenchProgram.Run(args));
    }

    [Fact]
    public void TheMedianOfAnEvenNumberIsTheLowerMiddle()
    {
        Assert.Equal(2, BenchRun.Median([4, 1, 3, 2]));
    }
}
