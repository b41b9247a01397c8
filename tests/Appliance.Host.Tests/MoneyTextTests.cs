using Appliance.Host.Views;

namespace Appliance.Host.Tests;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.000001")]
    [InlineData(-1, "-0.000001")]
    [InlineData(1_500_000, "1.50")]
    [InlineData(1_234_567_890_000, "1,234,567.89")]
    [InlineData(-12_345_678, "-12.345678")]
    [InlineData(10_010, "0.01001")]
    [InlineData(long.MaxValue, "9,223,372,036,854.775807")]
    [InlineData(long.MinValue, "-9,223,372,036,854.775808")]
    public void Money_has_two_to_six_decimals(long micro, string expected) =>
        Assert.Equal(expected, MoneyText.OfMicro(micro));

    [Fact]
    public void A_column_of_money_lines_up()
    {
        int decimals = MoneyText.Decimals(1_000_000, 2_345_600, -1_230_000);
        Assert.Equal(4, decimals);
        Assert.Equal("1.0000", MoneyText.OfMicro(1_000_000, decimals));
        Assert.Equal("2.3456", MoneyText.OfMicro(2_345_600, decimals));
        Assert.Equal("0.000001", MoneyText.OfMicro(1, decimals));
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.01")]
    [InlineData(2_310, "2.31")]
    [InlineData(2_311, "2.32")]
    [InlineData(1_204_777, "1,204.78")]
    public void A_latency_is_never_shown_better_than_it_was(long ns, string expected) =>
        Assert.Equal(expected, MoneyText.OfNsAsMicros(ns));

    [Theory]
    [InlineData(0, 10, "0.000")]
    [InlineData(1, 1_000_000, "0.001")]
    [InlineData(10, 4, "2.500")]
    [InlineData(1, 0, "-")]
    public void A_ratio_rounds_up(long a, long b, string expected) => Assert.Equal(expected, MoneyText.OfRatio(a, b));
}
