using System;
using System.Numerics;
using System.Reflection;

namespace Appliance.Core.Tests;

/// <summary>The limits fit each other and the arithmetic: whoever moves one is told what leans on it.</summary>
public sealed class LimitsTests
{
    [Fact]
    public void Every_limit_is_a_positive_constant()
    {
        FieldInfo[] fields = typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.True(field.IsLiteral, field.Name));
        Assert.All(fields, field => Assert.True(Convert.ToInt64(field.GetRawConstantValue(), null) > 0, field.Name));
    }

    [Fact]
    public void The_ring_is_masked_and_holds_two_batches()
    {
        Assert.True(BitOperations.IsPow2(Limits.RingSlotsMax));
        Assert.True(BitOperations.IsPow2(Limits.BatchMax));
        Assert.True(Limits.RingSlotsMax >= 2 * Limits.BatchMax);
        Assert.True((long)Limits.RingSlotsMax * Limits.FrameBytesMax <= int.MaxValue);
        Assert.Equal(0, Limits.FrameBytesMax % 64);
    }

    [Fact]
    public void A_group_holds_no_more_than_the_snapshot()
    {
        Assert.True(Limits.GroupInstrumentsMax <= Limits.InstrumentsMax);
        Assert.True(Limits.GroupBucketsMax <= Limits.UnderlyingsMax);
        Assert.True(Limits.GroupBucketsMax <= Limits.GroupInstrumentsMax);
        Assert.True(Limits.GroupExpiriesMax <= Limits.GroupInstrumentsMax);
        Assert.True(Limits.UnderlyingsMax <= Limits.InstrumentsMax);
        Assert.True(Limits.AccountsMax <= Limits.OrdersMax);
        Assert.True(Limits.AttentionPerEventMax <= Limits.OutputsPerEventMax);
    }

    // host/MARGIN.md section 1, and the widths that section 2 says suffice.
    [Fact]
    public void Products_fit_where_they_are_formed()
    {
        Interval money = new(-FixedPoint.MoneyMax, FixedPoint.MoneyMax);
        Assert.Equal(BigInteger.Pow(2, 62) - 1, money.Max);
        Assert.Equal(BigInteger.Pow(2, 40), FixedPoint.RateLimitQ32);
        Assert.Equal(BigInteger.Pow(2, 31) - 1, Limits.OrderLotsMax);
        Assert.Equal(BigInteger.Pow(2, 40), Limits.GroupLotsMax);
        Assert.Equal(BigInteger.Pow(2, 47), Limits.PerLotLimit);
        Assert.True(Limits.OrderLotsMax <= Limits.GroupLotsMax);
        Assert.True(Limits.OrderLotsMax <= int.MaxValue);
        Assert.True(money.Contains((BigInteger)Limits.GroupLotsMax * Limits.GroupInstrumentsMax));

        // A per-lot value times a rate stays in 64 bits; what a requirement multiplies stays in the wide range.
        RoundingLaw rate = Operations.All["MulCeil of a rate"].Law;
        Assert.True(rate.X.Contains(Limits.PerLotLimit));
        RoundingLaw wide = Operations.All["MulCeilWide"].Law;
        Assert.True(wide.X.Contains(money.Max * 256 * Limits.GroupBucketsMax * 256));
    }
}
