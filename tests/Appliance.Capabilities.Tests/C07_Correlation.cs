using System;
using Appliance.Margin;

namespace Appliance.Capabilities.Tests;

/// <summary>
/// Row 7: two underlyings that move together hedge each other in the joint columns, columns where they part bring the
/// loss back, and the whole benefit stays above lambda.
/// </summary>
public class C07_Correlation
{
    [Theory]
    [InlineData(0, 0, 350)]
    [InlineData(1, 125, 350)]
    [InlineData(4, 500, 500)]
    public void A_perfect_hedge_has_no_tail_until_the_correlation_breaks(int broken, long tail, long scan)
    {
        using Trio trio = new(new Model { Shocks = snapshot => Join(snapshot, broken) });
        trio.Open(1);
        trio.Trade(1, Model.Perp, 10);
        DeviceResult hedged = trio.Trade(1, Model.Ether, -10);
        Assert.Equal(tail * Model.Unit, trio.Explain(1).Mmr.Es);

        // lambda * (250 + 250) = 350, rounded up: 0.7 has no exact Q32.
        long rounding = scan == 350 ? 1 : 0;
        Assert.Equal((scan * Model.Unit) + rounding + 20, hedged.Maintenance);
    }

    // Both underlyings fall by up to a quarter in every column; in the last ones ether rises instead.
    private static void Join(RiskSnapshot snapshot, int broken)
    {
        Span<long> bitcoin = snapshot.LossShocksQ32(Model.Btc)[RiskProfile.BucketEntries..];
        Span<long> ether = snapshot.LossShocksQ32(Model.Eth)[RiskProfile.BucketEntries..];
        for (int h = 0; h < bitcoin.Length; h++)
        {
            bool isBroken = h >= bitcoin.Length - broken;
            bitcoin[h] = isBroken ? 1L << 30 : (h + 1) << 24;
            ether[h] = isBroken ? -(1L << 30) : (h + 1) << 24;
        }
    }
}
