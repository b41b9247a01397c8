using System.Globalization;
using System.Numerics;
using Appliance.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Margin.Control.Tests;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", 0UL, 0UL)]
    [InlineData("1", 1UL << 32, 1UL << 32)]
    [InlineData("0.5", 1UL << 31, 1UL << 31)]
    [InlineData("0.1", 429496730UL, 429496729UL)]
    [InlineData("1.500", 6442450944UL, 6442450944UL)]
    [InlineData("255.999999999999999999", 1UL << 40, (1UL << 40) - 1)]
    public void Rates_round_in_the_direction_asked_for(string text, ulong up, ulong down)
    {
        bool isUp = DecimalText.TryParseQ32Up(text, out ulong actualUp);
        Assert.Equal(up < FixedPoint.RateLimitQ32, isUp);
        Assert.Equal(isUp ? up : 0, actualUp);
        Assert.True(DecimalText.TryParseQ32Down(text, out ulong actualDown));
        Assert.Equal(down, actualDown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("0x1")]
    [InlineData("\u0661")]
    [InlineData("NaN")]
    [InlineData("0.1234567890123456789")]
    [InlineData("1234567890123456789012345678")]
    public void Text_outside_the_grammar_is_refused(string text)
    {
        Assert.False(DecimalText.TryParseQ32Up(text, out _));
        Assert.False(DecimalText.TryParseQ32Down(text, out _));
        Assert.False(DecimalText.TryParseMantissa(text, -9, out _));
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("256")]
    [InlineData("99999999999999999999")]
    public void A_rate_out_of_range_is_refused(string text) => Assert.False(DecimalText.TryParseQ32Up(text, out _));

    [Theory]
    [InlineData("0.001", -8, 100_000L)]
    [InlineData("-12.5", -1, -125L)]
    [InlineData("12.500", -1, 125L)]
    [InlineData("7", 0, 7L)]
    [InlineData("9223372036854775807", 0, long.MaxValue)]
    [InlineData("9.223372036854775807", -18, long.MaxValue)]
    public void A_mantissa_is_exact(string text, int exponent, long expected)
    {
        Assert.True(DecimalText.TryParseMantissa(text, exponent, out long mantissa));
        Assert.Equal(expected, mantissa);
    }

    [Theory]
    [InlineData("0.0015", -3)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("10", -18)]
    public void A_value_without_an_exact_mantissa_is_refused(string text, int exponent) =>
        Assert.False(DecimalText.TryParseMantissa(text, exponent, out _));

    [Fact]
    public void Every_decimal_agrees_with_big_integers()
    {
        Gen<(long Whole, int Fraction, int Digits)> decimals =
            from whole in Gen.Choose(0, 255)
            from digits in Gen.Choose(1, 9)
            from fraction in Gen.Choose(0, Power(digits) - 1)
            select ((long)whole, fraction, digits);
        Prop.ForAll(decimals.ToArbitrary(), value =>
        {
            string fraction = value.Fraction.ToString(CultureInfo.InvariantCulture).PadLeft(value.Digits, '0');
            string text = $"{value.Whole}.{fraction}";
            BigInteger scale = BigInteger.Pow(10, value.Digits);
            BigInteger numerator = (value.Whole * scale) + value.Fraction;
            BigInteger down = (numerator << 32) / scale;
            BigInteger up = -((-(numerator << 32) - scale + 1) / scale);
            bool isRead = DecimalText.TryParseQ32Down(text, out ulong actualDown)
                & DecimalText.TryParseMantissa(text, -9, out long mantissa);
            bool isUpRead = DecimalText.TryParseQ32Up(text, out ulong actualUp);
            return isRead && actualDown == down && mantissa == numerator * BigInteger.Pow(10, 9 - value.Digits)
                && (isUpRead ? actualUp == up : up >= FixedPoint.RateLimitQ32);
        }).QuickCheckThrowOnFailure();
    }

    private static int Power(int digits)
    {
        int power = 1;
        for (int i = 0; i < digits; i++)
        {
            power *= 10;
        }

        return power;
    }
}
