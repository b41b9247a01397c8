using System.Collections.Generic;
using System.Linq;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>
/// Tables dominate by value for every whole x. Two authors decide it without trying; here both are held against
/// trying every x, on tables whose slopes are coarse enough for every rounding to come up early.
/// </summary>
public class DominanceTests
{
    private const long Unit = 1L << 32;

    [Fact]
    public void Both_checks_agree_with_trying_every_x()
    {
        Prng random = new(20_251_120);
        int refused = 0, cases = 0;
        for (; cases < 4000; cases++)
        {
            // Slopes are multiples of 1/denominator, so the pattern of roundings repeats well inside the span tried.
            long denominator = 1L << (int)random.Next(5);
            AffineSegment[] im = SmallTable(random, denominator);
            AffineSegment[] mm = SmallTable(random, denominator);
            bool expected = Enumerable.Range(0, 3000).All(x => Affine.MaxAffine(x, im) >= Affine.MaxAffine(x, mm));
            Assert.True(expected == TableDominance.Dominates(im, mm), $"{Text(im)} over {Text(mm)}: {expected}");
            Assert.True(expected == OracleDominance.Holds(Lines(im), Lines(mm)), $"{Text(im)} over {Text(mm)}");
            refused += expected ? 0 : 1;
        }

        Assert.InRange(refused, cases / 10, cases - (cases / 10));
    }

    [Fact]
    public void Both_checks_agree_on_tables_of_any_size()
    {
        Prng random = new(77);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            AffineSegment[] mm = WideTable(random);
            AffineSegment[] im = [.. mm.Select(s => Nudge(random, s)), .. WideTable(random).Take(1)];
            bool dominates = TableDominance.Dominates(im, mm);
            Assert.True(dominates == OracleDominance.Holds(Lines(im), Lines(mm)), $"{Text(im)} over {Text(mm)}");
            refused += dominates ? 0 : 1;
        }

        Assert.InRange(refused, 200, 2800);
    }

    /// <summary>A line may be above by less than a micro without any whole x where it shows.</summary>
    [Fact]
    public void Rounding_can_hide_a_higher_line()
    {
        AffineSegment[] quarter = [new((ulong)Unit / 4, 0), new((ulong)Unit, 3)];
        AffineSegment[] half = [new((ulong)Unit / 2, 1)];
        Assert.Equal(1, (int)Affine.MaxAffine(3, half));
        Assert.True(TableDominance.Dominates(quarter, half));
        Assert.True(OracleDominance.Holds(Lines(quarter), Lines(half)));
        AffineSegment[] late = [new((ulong)Unit / 4, 0), new((ulong)Unit, 6)];
        Assert.False(TableDominance.Dominates(late, half));
        Assert.False(OracleDominance.Holds(Lines(late), Lines(half)));
    }

    [Fact]
    public void Twice_the_table_dominates_although_no_segment_does()
    {
        AffineSegment[] mm = [new(42_949_673, 0), new(107_374_183, 15_000_000_000), new(214_748_365, 65_000_000_000)];
        AffineSegment[] im = [new(85_899_346, 0), new(214_748_365, 30_000_000_000), new(429_496_730, 130_000_000_000)];
        Assert.True(TableDominance.Dominates(im, mm));
        Assert.True(OracleDominance.Holds(Lines(im), Lines(mm)));
        Assert.False(TableDominance.Dominates(mm, im));
        Assert.False(OracleDominance.Holds(Lines(mm), Lines(im)));
    }

    [Fact]
    public void A_load_names_the_table_that_does_not_dominate()
    {
        UnderlyingRisk bad = new()
        {
            Name = "BTC",
            TierInitial = new AffineSegment[] { new(5, 1) },
            TierMaintenance = new AffineSegment[] { new(5, 0) },
        };
        RiskSnapshot snapshot = new(RiskProfile.Lite, new RiskParameters(), [bad], []);
        string fault = Assert.Single(SnapshotCheck.Faults(snapshot));
        Assert.Equal("BTC: initial tier table does not dominate the maintenance table everywhere", fault);
    }

    private static AffineSegment[] SmallTable(Prng random, long denominator)
    {
        AffineSegment[] table = new AffineSegment[random.Next(4)];
        for (int k = 0; k < table.Length; k++)
        {
            ulong slope = (ulong)(random.Next(3 * denominator) * Unit / denominator);
            table[k] = new AffineSegment(slope, random.Next(random.Chance(500_000) ? 4 : 60));
        }

        return table;
    }

    private static AffineSegment[] WideTable(Prng random)
    {
        AffineSegment[] table = new AffineSegment[random.Between(1, 6)];
        for (int k = 0; k < table.Length; k++)
        {
            ulong slope = (ulong)random.Next(1L << (int)random.Between(3, 40));
            table[k] = new AffineSegment(slope, random.Next(1L << (int)random.Between(1, 62)));
        }

        return table;
    }

    // Doubled, or moved by one unit either way: near misses in both directions.
    private static AffineSegment Nudge(Prng random, AffineSegment s) => random.Next(4) switch
    {
        0 when s.SlopeQ32 < FixedPoint.RateLimitQ32 / 2 && s.OffsetMicro < FixedPoint.MoneyMax / 2 =>
            new AffineSegment(2 * s.SlopeQ32, 2 * s.OffsetMicro),
        1 => new AffineSegment(s.SlopeQ32 + 1, s.OffsetMicro + (random.Chance(500_000) ? 1 : 0)),
        _ => new AffineSegment(s.SlopeQ32, s.OffsetMicro - (random.Chance(100_000) ? -1 : 0)),
    };

    private static OracleSegment[] Lines(AffineSegment[] table) =>
        [.. table.Select(s => new OracleSegment(s.SlopeQ32, s.OffsetMicro))];

    private static string Text(IEnumerable<AffineSegment> table) =>
        "{" + string.Join(", ", table.Select(s => $"{s.SlopeQ32}*x-{s.OffsetMicro}")) + "}";
}
