using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class RationalTests
{
    [Theory]
    [InlineData("1/3", 1, 3)]
    [InlineData("-2/6", -1, 3)]
    [InlineData("0.21", 21, 100)]
    [InlineData("-0.660", -33, 50)]
    [InlineData("0", 0, 1)]
    [InlineData("16", 16, 1)]
    public void A_fraction_is_read_exactly_and_reduced(string text, long numerator, long denominator)
    {
        Assert.True(Rational.TryParse(text, out Rational value));
        Assert.Equal(new Rational(numerator, denominator), value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("1/")]
    [InlineData("1/0")]
    [InlineData("1/-3")]
    [InlineData("1/3/5")]
    [InlineData("1e3")]
    [InlineData("0.5/2")]
    [InlineData("10000000000000")]
    [InlineData("1/10000000000000")]
    [InlineData("0.1234567891")]
    [InlineData("9223372036854775808")]
    [InlineData("-")]
    public void Anything_else_is_refused(string text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void Products_round_away_from_zero()
    {
        ulong third = Rate.Up(1, 3).Q32;
        Assert.True(Rational.TryParse("1/7", out Rational seventh));
        Assert.Equal((System.Int128)((third + 6) / 7), seventh.TimesAwayFromZero(third));
        Assert.Equal(-seventh.TimesAwayFromZero(third), seventh.Negated.TimesAwayFromZero(third));
        Assert.Equal(System.Int128.Zero, Rational.Zero.TimesAwayFromZero(third));
        Assert.True(seventh.CompareTo(Rational.One) < 0 && seventh.Negated.CompareTo(seventh) < 0);
    }
}
