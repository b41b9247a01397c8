using System;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class OptionPricerTests
{
    // Hull, Options, Futures, and Other Derivatives: the worked example of the formula (two places) and the futures
    // option of the chapter on Black's model.
    [Theory]
    [InlineData(OptionKind.Call, 42, 40, 0.5, 0.2, 0.10, 4.76)]
    [InlineData(OptionKind.Put, 42, 40, 0.5, 0.2, 0.10, 0.81)]
    public void Textbook_options_on_a_spot(
        OptionKind kind, double spot, double strike, double years, double volatility, double rate, double expected)
    {
        OptionTerms option = new(kind, strike, years);
        double price = OptionPricer.BlackScholesMerton(option, spot, volatility, rate, 0).Price;
        Assert.Equal(expected, price, 0.005);
    }

    [Fact]
    public void A_textbook_put_on_a_future() =>
        Assert.Equal(
            1.12,
            OptionPricer.Black76(new OptionTerms(OptionKind.Put, 20, 4.0 / 12), 20, 0.25, 0.09).Price,
            0.005);

    [Fact]
    public void Prices_agree_with_the_formula_in_big_integers()
    {
        Prng prng = TestSeed.Generator("black76");
        for (int i = 0; i < 40; i++)
        {
            double forward = prng.Uniform(1_000, 100_000);
            double strike = forward * prng.Uniform(0.4, 2.5);
            double years = prng.Uniform(0.01, 2);
            double volatility = prng.Uniform(0.2, 1.5);
            double rate = prng.Uniform(-0.02, 0.1);
            OptionTerms option = new(prng.Chance(500_000) ? OptionKind.Call : OptionKind.Put, strike, years);
            OptionValue value = OptionPricer.Black76(option, forward, volatility, rate);
            (BigInteger price, BigInteger delta, BigInteger vega) = Reference(option, forward, volatility, rate);
            string what = TestSeed.Repeat($"black76 {option} {forward:R} {volatility:R} {rate:R}");
            Assert.True(BigFixed.Error(value.Price, price) <= 1e-15 * (forward + strike) * 2, what);
            Assert.True(BigFixed.Error(value.Delta, delta) <= 5e-15, what);
            Assert.True(BigFixed.Error(value.Vega, vega) <= 1e-14 * forward, what);
        }
    }

    [Fact]
    public void Puts_calls_spots_and_coins_agree_with_each_other()
    {
        Prng prng = TestSeed.Generator("parity");
        for (int i = 0; i < 2_000; i++)
        {
            double spot = prng.Uniform(1, 1000);
            double strike = prng.Uniform(1, 1000);
            double years = prng.Uniform(0, 3);
            double volatility = prng.Uniform(0, 2);
            double rate = prng.Uniform(-0.05, 0.2);
            double yield = prng.Uniform(0, 0.1);
            OptionTerms call = new(OptionKind.Call, strike, years);
            OptionTerms put = new(OptionKind.Put, strike, years);
            OptionValue c = OptionPricer.BlackScholesMerton(call, spot, volatility, rate, yield);
            OptionValue p = OptionPricer.BlackScholesMerton(put, spot, volatility, rate, yield);
            double forward = spot * Math.Exp((rate - yield) * years);
            double parity = Math.Exp(-rate * years) * (forward - strike);
            string what = TestSeed.Repeat($"parity {call} {spot:R} {volatility:R} {rate:R} {yield:R}");
            Assert.True(Math.Abs(c.Price - p.Price - parity) <= 1e-12 * (spot + strike), what);
            Assert.True(Math.Abs(c.Delta - p.Delta - Math.Exp(-yield * years)) <= 1e-13, what);
            Assert.Equal(c.Vega, p.Vega);
            Assert.True(c.Price >= 0 && p.Price >= 0, what);

            OptionValue coin = OptionPricer.Inverse(put, spot, volatility);
            OptionValue money = OptionPricer.Black76(put, spot, volatility, 0);
            Assert.Equal(money.Price / spot, coin.Price);
            Assert.Equal(money.Vega / spot, coin.Vega);
            Assert.Equal(money.Delta, coin.Delta);
        }
    }

    [Fact]
    public void Derivatives_agree_with_differences()
    {
        OptionTerms option = new(OptionKind.Call, 105, 0.75);
        OptionValue value = OptionPricer.BlackScholesMerton(option, 100, 0.6, 0.03, 0.01);
        double up = OptionPricer.BlackScholesMerton(option, 100.001, 0.6, 0.03, 0.01).Price;
        double down = OptionPricer.BlackScholesMerton(option, 99.999, 0.6, 0.03, 0.01).Price;
        Assert.Equal((up - down) / 0.002, value.Delta, 1e-8);
        up = OptionPricer.BlackScholesMerton(option, 100, 0.60001, 0.03, 0.01).Price;
        down = OptionPricer.BlackScholesMerton(option, 100, 0.59999, 0.03, 0.01).Price;
        Assert.Equal((up - down) / 0.00002, value.Vega, 1e-6);
    }

    [Theory]
    [InlineData(OptionKind.Call, 110, 100, 0, 0.5, 10, 1)]
    [InlineData(OptionKind.Call, 90, 100, 0, 0.5, 0, 0)]
    [InlineData(OptionKind.Put, 90, 100, 0, 0.5, 10, -1)]
    [InlineData(OptionKind.Put, 110, 100, 1, 0, 0, 0)]
    [InlineData(OptionKind.Call, 110, 100, 1, 0, 10, 1)]
    [InlineData(OptionKind.Call, 100, 100, 0, 0, 0, 0.5)]
    [InlineData(OptionKind.Put, 100, 100, 0, 0, 0, -0.5)]
    [InlineData(OptionKind.Call, 100, 0, 1, 0.5, 100, 1)]
    [InlineData(OptionKind.Put, 100, 0, 1, 0.5, 0, 0)]
    [InlineData(OptionKind.Call, 0, 100, 1, 0.5, 0, 0)]
    [InlineData(OptionKind.Put, 0, 100, 1, 0.5, 100, -1)]
    [InlineData(OptionKind.Call, 1e-300, 1e300, 1, 0.5, 0, 0)]
    [InlineData(OptionKind.Call, 1e300, 1e-300, 1, 0.5, 1e300, 1)]
    public void Without_chance_only_intrinsic_value_is_left(
        OptionKind kind, double forward, double strike, double years, double volatility, double price, double delta)
    {
        OptionValue value = OptionPricer.Black76(new OptionTerms(kind, strike, years), forward, volatility, 0);
        Assert.Equal(price, value.Price);
        Assert.Equal(delta, value.Delta);
        Assert.Equal(0.0, value.Vega);
    }

    [Fact]
    public void The_price_rises_with_volatility_up_to_its_bound()
    {
        OptionTerms option = new(OptionKind.Put, 80, 0.25);
        double last = 0;
        for (int percent = 0; percent <= 3_000; percent += 5)
        {
            double price = OptionPricer.Black76(option, 100, percent / 100.0, 0).Price;
            Assert.True(price >= last && price <= 80);
            last = price;
        }

        Assert.Equal(80, last, 0.01);
    }

    private static (BigInteger Price, BigInteger Delta, BigInteger Vega) Reference(
        OptionTerms option, double forward, double volatility, double rate)
    {
        BigInteger f = BigFixed.Of(forward);
        BigInteger k = BigFixed.Of(option.Strike);
        BigInteger years = BigFixed.Of(option.Years);
        BigInteger discount = BigFixed.Exp(-BigFixed.Mul(BigFixed.Of(rate), years));
        BigInteger root = BigFixed.Sqrt(years);
        BigInteger deviation = BigFixed.Mul(BigFixed.Of(volatility), root);
        BigInteger d1 = BigFixed.Div(BigFixed.Log(f) - BigFixed.Log(k), deviation) + (deviation / 2);
        BigInteger d2 = d1 - deviation;
        int sign = option.Kind == OptionKind.Call ? 1 : -1;
        BigInteger price = sign * (BigFixed.Mul(f, BigFixed.NormalCdf(sign * d1))
            - BigFixed.Mul(k, BigFixed.NormalCdf(sign * d2)));
        BigInteger delta = sign * BigFixed.NormalCdf(sign * d1);
        BigInteger vega = BigFixed.Mul(BigFixed.Mul(f, root), BigFixed.NormalPdf(d1));
        return (BigFixed.Mul(discount, price), BigFixed.Mul(discount, delta), BigFixed.Mul(discount, vega));
    }
}
