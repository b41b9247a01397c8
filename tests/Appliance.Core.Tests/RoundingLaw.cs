using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Appliance.Core.Tests;

/// <summary>
/// What an operation that rounds x * (a fraction given by y) owes, by the definition of floor and ceiling over
/// numbers of any size: floor q is the one with q &lt;= exact &lt; q + 1, ceil the one with q - 1 &lt; exact &lt;= q.
/// The same law judges the operations of the core and copies of them that are wrong on purpose.
/// </summary>
/// <param name="IsUp">The law asks for the ceiling.</param>
/// <param name="X">Range of the first argument.</param>
/// <param name="Y">Range of the second argument.</param>
/// <param name="Result">Pairs whose rounded result is outside of it are outside the documented range.</param>
/// <param name="Factor">Numerator and positive denominator that y stands for.</param>
internal sealed record RoundingLaw(
    bool IsUp, Interval X, Interval Y, Interval Result, Func<BigInteger, (BigInteger Num, BigInteger Den)> Factor)
{
    private static readonly BigInteger Q32 = BigInteger.One << 32;

    /// <summary>x / y for positive y.</summary>
    internal static RoundingLaw Quotient(bool isUp, Interval range) =>
        new(isUp, range, new Interval(1, range.Max), range, y => (1, y));

    /// <summary>x * y / 2^32.</summary>
    internal static RoundingLaw RateProduct(bool isUp, Interval x, Interval result) =>
        new(isUp, x, Interval.Rates, result, y => (y, Q32));

    /// <summary>x / y as a rate: x * 2^32 / y, not negative and below the limit of rates.</summary>
    internal static RoundingLaw RateQuotient(bool isUp) =>
        new(isUp, new Interval(0, long.MaxValue), new Interval(1, long.MaxValue), Interval.Rates, y => (Q32, y));

    internal bool IsInside(BigInteger x, BigInteger y) =>
        X.Contains(x) && Y.Contains(y) && Result.Contains(Rounded(x, y));

    /// <summary>Every edge of x with every edge of y, exact multiples, and the last x on either side to fit.</summary>
    internal IEnumerable<(BigInteger X, BigInteger Y)> Grid() =>
        from y in Edges.Of(Y)
        from x in Edges.Of(X).Concat(Edges.Of(X).SelectMany(x => Edges.Around(Snapped(x, y)))).Concat(Frontier(y))
        where IsInside(x, y)
        select (x, y);

    /// <summary>The first violation on the grid, or null.</summary>
    internal string? FindOnGrid(Operation operation) =>
        Grid().Select(pair => Violation(operation, pair.X, pair.Y)).FirstOrDefault(v => v is not null);

    /// <summary>Throws at the first violation among drawn pairs, shrunk.</summary>
    internal void AssertDrawn(Operation operation)
    {
        BigInteger[] xs = Edges.Of(X);
        BigInteger[] ys = Edges.Of(Y);
        Gen<(BigInteger, BigInteger)> pairs = Gen.Choose(0, int.MaxValue)
            .SelectMany(_ => Gen.Choose(0, int.MaxValue), (a, b) => Draw(((ulong)a << 32) | (uint)b, xs, ys));
        Property property = Prop.ForAll(
            Arb.From(pairs, Shrink), pair => Violation(operation, pair.Item1, pair.Item2) is null);
        FsCheck.Check.One(TestSeed.Config, property);
    }

    /// <summary>Null when the operation keeps the law for this pair.</summary>
    private string? Violation(Operation operation, BigInteger x, BigInteger y)
    {
        try
        {
            BigInteger q = operation(x, y);
            (BigInteger num, BigInteger den) = Factor(y);
            BigInteger exact = x * num;
            bool holds = IsUp
                ? (q - 1) * den < exact && exact <= q * den
                : q * den <= exact && exact < (q + 1) * den;
            return holds ? null : $"({x}, {y}) gives {q}, wanted {Rounded(x, y)}";
        }
        catch (Exception fault) when (fault is OverflowException or CheckFailedException)
        {
            return $"({x}, {y}) throws {fault.Message}";
        }
    }

    private BigInteger Rounded(BigInteger x, BigInteger y)
    {
        (BigInteger num, BigInteger den) = Factor(y);
        BigInteger quotient = BigInteger.DivRem(x * num, den, out BigInteger remainder);
        return remainder.IsZero || IsUp == remainder.Sign < 0 ? quotient : quotient + (IsUp ? 1 : -1);
    }

    // The multiple of y's reduced denominator next to x: there the exact value is an integer.
    private BigInteger Snapped(BigInteger x, BigInteger y)
    {
        (BigInteger num, BigInteger den) = Factor(y);
        BigInteger step = den / BigInteger.GreatestCommonDivisor(num, den);
        return x - (x % step);
    }

    private IEnumerable<BigInteger> Frontier(BigInteger y)
    {
        (BigInteger num, BigInteger den) = Factor(y);
        return num.IsZero
            ? []
            : Edges.Around(Result.Max * den / num).Concat(Edges.Around(Result.Min * den / num));
    }

    private (BigInteger X, BigInteger Y) Draw(ulong seed, BigInteger[] xs, BigInteger[] ys)
    {
        Prng random = new(seed);
        BigInteger y = Edges.Draw(random, Y, ys);
        BigInteger x = Edges.Draw(random, X, xs);
        x = random.Next(4) switch
        {
            0 => Snapped(x, y),
            1 => Snapped(x, y) + random.Between(-1, 1),
            _ => x,
        };
        while (!IsInside(x, y)) x /= 2;
        return (x, y);
    }

    private IEnumerable<(BigInteger X, BigInteger Y)> Shrink((BigInteger X, BigInteger Y) pair) =>
        from candidate in new[]
        {
            (X: BigInteger.Zero, pair.Y), (X: pair.X / 2, pair.Y), (X: pair.X - pair.X.Sign, pair.Y),
            (pair.X, Y: pair.Y / 2), (pair.X, Y: pair.Y - 1),
        }
        where candidate != pair && IsInside(candidate.X, candidate.Y)
        select candidate;
}
