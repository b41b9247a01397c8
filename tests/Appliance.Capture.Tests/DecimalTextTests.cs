using System.Globalization;
using System.Text;
using Appliance.Core;

namespace Appliance.Capture.Tests;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", 9, 0L)]
    [InlineData("61800.20", 9, 61_800_200_000_000L)]
    [InlineData("0.001", 8, 100_000L)]
    [InlineData("12", 0, 12L)]
    [InlineData("-1.5", 1, -15L)]
    [InlineData("0.123456789", 9, 123_456_789L)]
    [InlineData("0.12345678900000", 9, 123_456_789L)]
    [InlineData("9223372036.854775807", 9, long.MaxValue)]
    [InlineData("007.0", 1, 70L)]
    public void Decimals_become_mantissas(string text, int scale, long mantissa)
    {
        Assert.True(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), scale, out long read));
        Assert.Equal(mantissa, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData(" 1")]
    [InlineData("1,5")]
    [InlineData("0.1234567891")]
    [InlineData("1.x")]
    [InlineData("0.000000000x")]
    [InlineData("9223372036.854775808")]
    [InlineData("99999999999999999999999")]
    public void Anything_else_is_refused(string text) =>
        Assert.False(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), 9, out _));

    [Fact]
    public void Random_mantissas_come_back()
    {
        var prng = new Prng(5);
        for (int round = 0; round < 10_000; round++)
        {
            long mantissa = prng.Between(0, long.MaxValue) >> (int)prng.Next(63);
            string digits = mantissa.ToString("D10", CultureInfo.InvariantCulture);
            string text = digits[..^9] + "." + digits[^9..];
            Assert.True(DecimalText.TryParse(Encoding.ASCII.GetBytes(text), 9, out long read), text);
            Assert.Equal(mantissa, read);
        }
    }
}
