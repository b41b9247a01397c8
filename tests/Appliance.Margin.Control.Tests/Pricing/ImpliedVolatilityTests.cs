using System;
using Appliance.Core;

namespace Appliance.Margin.Control.Tests;

public sealed class ImpliedVolatilityTests
{
    [Fact]
    public void The_volatility_of_a_price_is_found_again()
    {
        Prng prng = TestSeed.Generator("implied");
        for (int i = 0; i < 300; i++)
        {
            double forward = prng.Uniform(10, 100_000);
            double volatility = prng.Uniform(0.05, 4);
            double years = prng.Uniform(0.01, 2);
            double width = volatility * Math.Sqrt(years);
            double strike = forward * Math.Exp(prng.Uniform(-2, 2) * width);
            double rate = prng.Uniform(-0.05, 0.1);
            OptionTerms option = new(prng.Chance(500_000) ? OptionKind.Call : OptionKind.Put, strike, years);
            double price = OptionPricer.Black76(option, forward, volatility, rate).Price;
            ImpliedVolatilityStatus status =
                ImpliedVolatility.Solve(option, forward, rate, price, out double found);
            string what = TestSeed.Repeat($"implied {option} {forward:R} {volatility:R}: {status} {found:R}");
            Assert.True(status == ImpliedVolatilityStatus.Found && Math.Abs(found - volatility) <= 1e-10, what);
        }
    }

    [Fact]
    public void Prices_no_volatility_gives_are_named()
    {
        OptionTerms call = new(OptionKind.Call, 100, 0.5);
        Assert.Equal(ImpliedVolatilityStatus.BelowIntrinsic, Solve(call, 120, 19.9));
        Assert.Equal(ImpliedVolatilityStatus.AboveBound, Solve(call, 100, 100.1));
        Assert.Equal(ImpliedVolatilityStatus.Undetermined, Solve(call with { Years = 0 }, 120, 20));
        Assert.Equal(ImpliedVolatilityStatus.Undetermined, Solve(call with { Strike = 0 }, 120, 120));
        Assert.Equal(ImpliedVolatilityStatus.Undetermined, Solve(call, 0, 0));
    }

    [Fact]
    public void Intrinsic_value_alone_is_no_volatility()
    {
        OptionTerms call = new(OptionKind.Call, 100, 0.5);
        Assert.Equal(ImpliedVolatilityStatus.Found, ImpliedVolatility.Solve(call, 120, 0, 20, out double found));
        Assert.Equal(0.0, found);
    }

    private static ImpliedVolatilityStatus Solve(OptionTerms option, double forward, double price) =>
        ImpliedVolatility.Solve(option, forward, 0, price, out _);
}
