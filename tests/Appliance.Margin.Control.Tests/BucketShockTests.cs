using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

/// <summary>The bucket rows recomputed from host/MARGIN.md section 3, as fractions in BigInteger.</summary>
public sealed class BucketShockTests
{
    private static readonly BigInteger One = BigInteger.One << 32;

    [Theory]
    [InlineData(15, 100)]
    [InlineData(20, 100)]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(1, 1_000_000)]
    public void Rows_follow_the_scenario_table(int numerator, int denominator)
    {
        ulong range = Rate.Up(numerator, denominator).Q32;
        long[] actual = new long[RiskProfile.BucketEntries];
        LossShock.FillBucket(range, actual);
        for (int row = 0; row < actual.Length; row++)
        {
            Assert.Equal(Expected(row, range), actual[row]);
        }
    }

    [Fact]
    public void A_range_of_fifteen_percent_has_the_shocks_written_down_here()
    {
        long[] rows = new long[RiskProfile.BucketEntries];
        LossShock.FillBucket(Rate.Up(15, 100).Q32, rows);
        Assert.Equal([0, 0, 0, -214748365, -214748365, -214748365, 214748365, 214748365, 214748365], rows[..9]);
        Assert.Equal([-644245095, -644245095, -644245095, 644245095, 644245095, 644245095], rows[15..21]);
        Assert.Equal([0, 0, 0, 0], rows[28..]);
    }

    private static BigInteger Expected(int row, ulong range) => row switch
    {
        <= 2 or >= 28 => 0,
        <= 20 => row % 6 is 3 or 4 or 5 ? -Thirds((row + 3) / 6, range) : Thirds(row / 6, range),
        21 => Tail(66, 210),
        22 => Tail(50, 280),
        23 => Tail(33, 420),
        24 => -Tail(50, 280),
        25 => -Tail(100, 140),
        26 => -Tail(200, 70),
        _ => -Tail(300, 47),
    };

    private static BigInteger Thirds(int k, ulong range) => Up(k * (BigInteger)range, 3);

    private static BigInteger Tail(int percent, int dampingMilli) =>
        Up(Up(percent * One, 100) * Up(dampingMilli * One, 1000), One);

    private static BigInteger Up(BigInteger a, BigInteger b) => (a + b - 1) / b;
}
