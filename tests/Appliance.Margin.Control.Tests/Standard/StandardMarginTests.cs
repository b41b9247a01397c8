using System;

namespace Appliance.Margin.Control.Tests;

/// <summary>The standard rule against accounts whose margin another venue's tests state (Derive v2).</summary>
public sealed class StandardMarginTests
{
    // The source asserts 0.1%; in double precision the same rule agrees to a micro.
    private const double MicroRelative = 1e-9;

    [Fact]
    public void EveryAccountOfTheSource()
    {
        Assert.Equal(28, DeriveFacts.Cases.Count);
        foreach (DeriveCase c in DeriveFacts.Cases)
        {
            AssertNear(c.Id, c.Maintenance, StandardMargin.Value(DeriveFacts.Rule, c.Book, MarginKind.Maintenance));
            AssertNear(c.Id, c.Initial, StandardMargin.Value(DeriveFacts.Rule, c.Book, MarginKind.Initial));
        }
    }

    [Fact]
    public void SpreadNeedsAtMostItsWorstOutcome()
    {
        StandardExpiry spread = new(100, [Call(90, -1), Call(110, 1)]);
        Assert.Equal(-20, StandardMargin.ExpiryValue(DeriveFacts.Rule, spread, 100, MarginKind.Initial), 12);
    }

    [Fact]
    public void UncoveredCallIsNeverFree()
    {
        // Far out of the money and worthless: 10% of spot initially, 7.5% to keep.
        StandardExpiry naked = new(100, [new StandardOption(OptionKind.Call, 1000, -1, 0, 1)]);
        Assert.Equal(-10, StandardMargin.ExpiryValue(DeriveFacts.Rule, naked, 100, MarginKind.Initial), 12);
        Assert.Equal(-7.5, StandardMargin.ExpiryValue(DeriveFacts.Rule, naked, 100, MarginKind.Maintenance), 12);
    }

    [Fact]
    public void LotRequirementRoundsUp()
    {
        StandardOption option = new(OptionKind.Call, 1000, -1, 0, 1);
        Assert.Equal(
            1_000_001,
            StandardMargin.ShortLotMicro(DeriveFacts.Rule, option, 100.00001, 0.1, MarginKind.Initial));
    }

    private static StandardOption Call(double strike, double amount) =>
        new(OptionKind.Call, strike, amount, OptionPricer.Intrinsic(OptionKind.Call, 100, strike) + 1, 1);

    private static void AssertNear(string id, double expected, double actual) => Assert.True(
        Math.Abs(expected - actual) <= MicroRelative * Math.Max(1000, Math.Abs(expected)),
        $"{id}: {actual} instead of {expected}");
}
