using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Appliance.Core;
using Xunit.Abstractions;

namespace Appliance.Margin.Control.Tests;

/// <summary>Own functions against series in big integers, the platform, and their own past bits.</summary>
public sealed class ReproducibleMathTests(ITestOutputHelper output)
{
    private const int Draws = 600;

    [Fact]
    public void Exp_is_within_one_and_a_half_units_of_the_series() =>
        AssertUlps("exp", 1.5, Arguments("exp", -708, 709.7), ReproducibleMath.Exp, BigFixed.Exp);

    [Fact]
    public void Log_is_within_one_and_a_half_units_of_the_series()
    {
        List<double> arguments = [1.5, 0.75, Math.BitIncrement(1.0), Math.BitDecrement(1.0), 1e300, 1e-300, 5e-324];
        Prng prng = TestSeed.Generator("log");
        for (int i = 0; i < Draws; i++)
        {
            arguments.Add(prng.Uniform(0.5, 2.0));
            arguments.Add(prng.Uniform(1.0, 2.0) * Math.Pow(2, prng.Between(-1000, 1000)));
        }

        AssertUlps("log", 1.5, arguments, ReproducibleMath.Log, BigFixed.Log);
    }

    [Fact]
    public void Erfc_holds_its_relative_accuracy_in_the_tail() =>
        AssertUlps("erfc", 16, Arguments("erfc", 0, 26.5, 60), ReproducibleMath.Erfc, BigFixed.Erfc);

    [Fact]
    public void The_normal_cdf_holds_its_relative_accuracy_in_the_tail()
    {
        List<double> arguments = Arguments("cdf", -37, 8, 60);
        AssertUlps("cdf", 16, arguments, ReproducibleMath.NormalCdf, BigFixed.NormalCdf);
        double worst = 0;
        foreach (double d in arguments)
        {
            worst = Math.Max(worst, BigFixed.Error(ReproducibleMath.NormalCdf(d), BigFixed.NormalCdf(BigFixed.Of(d))));
        }

        output.WriteLine($"cdf: worst absolute error {worst:E2}");
        Assert.True(worst <= 1e-15, TestSeed.Repeat("cdf"));
    }

    [Fact]
    public void The_normal_density_holds_its_relative_accuracy() =>
        AssertUlps("pdf", 4, Arguments("pdf", -37, 37, 100), ReproducibleMath.NormalPdf, BigFixed.NormalPdf);

    [Fact]
    public void Pow_errs_no_more_than_it_says()
    {
        Prng prng = TestSeed.Generator("pow");
        for (int i = 0; i < 200; i++)
        {
            double b = prng.Uniform(0.001, 100);
            double e = prng.Uniform(-20, 20);
            double exponent = Math.Abs(e * Math.Log(b));
            double ulps = BigFixed.UlpError(
                ReproducibleMath.Pow(b, e), BigFixed.Exp(BigFixed.Mul(BigFixed.Of(e), BigFixed.Log(BigFixed.Of(b)))));
            Assert.True(ulps <= (4 * exponent) + 4, TestSeed.Repeat($"pow {b:R} {e:R}: {ulps} ulp"));
        }
    }

    [Fact]
    public void The_platform_agrees_to_a_few_units()
    {
        foreach (double x in Arguments("platform", -700, 700))
        {
            Assert.Equal(1.0, ReproducibleMath.Exp(x) / Math.Exp(x), 1e-15);
            Assert.Equal(Math.Log(Math.Abs(x)), ReproducibleMath.Log(Math.Abs(x)), 1e-14);
        }
    }

    [Fact]
    public void Edges_are_what_the_formulas_say()
    {
        Assert.Equal(1.0, ReproducibleMath.Exp(0.0));
        Assert.Equal(1.0, ReproducibleMath.Exp(-0.0));
        Assert.Equal(double.PositiveInfinity, ReproducibleMath.Exp(709.79));
        Assert.True(double.IsFinite(ReproducibleMath.Exp(ReproducibleMath.ExpArgumentMax)));
        Assert.Equal(0.0, ReproducibleMath.Exp(-746));
        Assert.Equal(double.Epsilon, ReproducibleMath.Exp(-744.4));
        Assert.Equal(0.0, ReproducibleMath.Exp(double.NegativeInfinity));
        Assert.Equal(0.0, ReproducibleMath.Log(1.0));
        Assert.Equal(double.NegativeInfinity, ReproducibleMath.Log(0.0));
        Assert.Equal(double.PositiveInfinity, ReproducibleMath.Log(double.PositiveInfinity));
        Assert.Equal(0.5, ReproducibleMath.NormalCdf(0.0));
        Assert.Equal(1.0, ReproducibleMath.NormalCdf(double.PositiveInfinity));
        Assert.Equal(0.0, ReproducibleMath.NormalCdf(double.NegativeInfinity));
        Assert.Equal(1.0, ReproducibleMath.Erfc(0.0));
        Assert.Equal(2.0, ReproducibleMath.Erfc(double.NegativeInfinity));
        Assert.Equal(0.0, ReproducibleMath.NormalPdf(double.PositiveInfinity));
        Assert.Equal(1.0, ReproducibleMath.Pow(0.0, 0.0));
        Assert.Equal(0.0, ReproducibleMath.Pow(0.0, 2.0));
        Assert.Equal(double.PositiveInfinity, ReproducibleMath.Pow(0.0, -1.0));
        Assert.All(
            (double[])
            [
                ReproducibleMath.Exp(double.NaN), ReproducibleMath.Log(double.NaN), ReproducibleMath.Log(-1.0),
                ReproducibleMath.Erfc(double.NaN), ReproducibleMath.NormalCdf(double.NaN),
                ReproducibleMath.NormalPdf(double.NaN), ReproducibleMath.Pow(-1.0, 0.5),
            ],
            x => Assert.True(double.IsNaN(x)));
    }

    [Fact]
    public void Subnormal_results_are_within_two_units()
    {
        foreach (double x in (double[])[-709, -715.5, -730.25, -740, -744])
        {
            Assert.True(BigFixed.UlpError(ReproducibleMath.Exp(x), BigFixed.Exp(BigFixed.Of(x))) <= 2, $"exp {x}");
        }
    }

    [Fact]
    public void The_normal_cdf_rises()
    {
        double last = 0.0;
        for (int i = -38_000; i <= 9_000; i++)
        {
            double p = ReproducibleMath.NormalCdf(i * 0.001);
            Assert.True(p >= last, $"cdf falls at {i * 0.001}");
            last = p;
        }
    }

    [Fact]
    public void Thousands_of_results_have_the_bits_written_down()
    {
        const string header =
            "# SHA-256 over the bits of results at seeded arguments: function count hash. A machine, compiler or\n"
            + "# runtime that computes another bit is noticed here.\n"
            + "# GOLDEN_UPDATE=1 dotnet test tests/Appliance.Margin.Control.Tests --filter bits_written_down\n";
        Golden.AssertSame(
            "pricing-hashes.txt",
            header + Line("exp", -740, 709, ReproducibleMath.Exp)
            + Line("log", 0, 1e9, ReproducibleMath.Log)
            + Line("erfc", -6, 27, ReproducibleMath.Erfc)
            + Line("normalCdf", -38, 9, ReproducibleMath.NormalCdf)
            + Line("normalPdf", -38, 38, ReproducibleMath.NormalPdf)
            + Line("pow", 0, 1000, x => ReproducibleMath.Pow(x, 0.13)));
    }

    private static string Line(string name, double low, double high, Func<double, double> function)
    {
        const int count = 4096;
        Prng prng = new(2026);
        byte[] bytes = new byte[count * 8];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), function(prng.Uniform(low, high)));
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{name} {count} {Convert.ToHexStringLower(SHA256.HashData(bytes))}\n");
    }

    private static List<double> Arguments(string name, double low, double high, int count = Draws)
    {
        Prng prng = TestSeed.Generator(name);
        List<double> arguments = [low, high, 0.25, 1.0];
        for (int i = 0; i < count; i++)
        {
            arguments.Add(prng.Uniform(low, high));
            arguments.Add(prng.Uniform(low / 256, high / 256));
        }

        return arguments;
    }

    private void AssertUlps(
        string name,
        double allowed,
        List<double> arguments,
        Func<double, double> own,
        Func<BigInteger, BigInteger> series)
    {
        double worst = 0;
        double worstAt = 0;
        foreach (double x in arguments)
        {
            double ulps = BigFixed.UlpError(own(x), series(BigFixed.Of(x)));
            (worst, worstAt) = ulps > worst ? (ulps, x) : (worst, worstAt);
        }

        output.WriteLine($"{name}: worst {worst:F3} ulp at {worstAt:R} of {arguments.Count} arguments");
        Assert.True(worst <= allowed, TestSeed.Repeat($"{name} {worst} ulp at {worstAt:R}"));
    }
}
