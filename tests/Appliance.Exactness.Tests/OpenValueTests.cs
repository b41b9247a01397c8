using System;
using System.Numerics;
using Appliance.Core;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Open value of a position, MARGIN.md section 6.</summary>
public class OpenValueTests
{
    [Theory]
    [InlineData(0, 0, 10, 1000, 1000)]
    [InlineData(1000, 10, 5, 600, 1600)]
    [InlineData(-1000, -10, -5, -600, -1600)]
    [InlineData(1001, 10, -3, -330, 701)]
    [InlineData(-1001, -10, 3, 330, -700)]
    [InlineData(1000, 10, -10, -1200, 0)]
    [InlineData(1000, 10, -15, -1501, -500)]
    [InlineData(-1000, -10, 15, 1501, 501)]
    public void The_three_cases(long value, long held, long signedLots, long amount, long expected)
    {
        Assert.True(OpenValue.TryMove(value, held, signedLots, amount, out long moved));
        Assert.Equal(expected, moved);
    }

    [Fact]
    public void What_is_out_of_range_is_refused()
    {
        Assert.True(OpenValue.TryMove(FixedPoint.MoneyMax - 1, 1, 1, 1, out long moved));
        Assert.Equal(FixedPoint.MoneyMax, moved);
        Assert.False(OpenValue.TryMove(FixedPoint.MoneyMax, 1, 1, 1, out _));
        Assert.False(OpenValue.TryMove(-FixedPoint.MoneyMax, -1, -1, -1, out _));
    }

    /// <summary>Amounts as large as a combination's first leg can be: no intermediate may overflow.</summary>
    [Fact]
    public void It_is_the_rule_in_unbounded_integers()
    {
        const ulong seed = 20_260_401;
        Prng random = new(seed);
        for (int k = 0; k < 200_000; k++)
        {
            long held = Draw(random, (int)random.Between(1, 40));
            long signed = Draw(random, (int)random.Between(1, 41));
            long value = held == 0 ? 0 : Draw(random, (int)random.Between(1, 62));
            Int128 amount = (Int128)Draw(random, 62) * Draw(random, (int)random.Between(1, 27));
            BigInteger expected = Naive(value, held, signed, (BigInteger)amount);
            bool isInRange = BigInteger.Abs(expected) <= FixedPoint.MoneyMax;
            bool isTaken = OpenValue.TryMove(value, held, signed, amount, out long moved);
            bool isSame = isTaken == isInRange && (!isTaken || moved == expected);
            Assert.True(
                isSame,
                $"V {value} Q {held} dq {signed} A {amount}: want {expected} got {isTaken} {moved}; seed {seed}, {k}; "
                + "repeat: dotnet test tests/Appliance.Exactness.Tests --filter OpenValueTests");
        }
    }

    private static long Draw(Prng random, int bits) =>
        random.Between(-(1L << bits) + 1, (1L << bits) - 1);

    private static BigInteger Naive(BigInteger v, BigInteger q, BigInteger dq, BigInteger a)
    {
        BigInteger c = q.Sign * dq.Sign < 0 ? BigInteger.Min(BigInteger.Abs(q), BigInteger.Abs(dq)) : 0;
        return c == 0 ? v + a
            : c == BigInteger.Abs(q) ? a - FloorDiv(a * c, BigInteger.Abs(dq))
            : v - FloorDiv(v * c, BigInteger.Abs(q));
    }

    private static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
