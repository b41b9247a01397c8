using System;
using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>The rounding operations of the core, each with the law it keeps over its documented range.</summary>
internal static class Operations
{
    private static readonly Interval Wide = new(-BigInteger.Pow(2, 86) + 1, BigInteger.Pow(2, 86) - 1);

    internal static readonly Dictionary<string, (RoundingLaw Law, Operation Call)> All = new()
    {
        ["FloorDiv 64"] =
            (RoundingLaw.Quotient(false, Interval.Int64), (x, y) => FixedPoint.FloorDiv((long)x, (long)y)),
        ["CeilDiv 64"] =
            (RoundingLaw.Quotient(true, Interval.Int64), (x, y) => FixedPoint.CeilDiv((long)x, (long)y)),
        ["FloorDiv 128"] =
            (RoundingLaw.Quotient(false, Interval.Int128), (x, y) => FixedPoint.FloorDiv((Int128)x, (Int128)y)),
        ["CeilDiv 128"] =
            (RoundingLaw.Quotient(true, Interval.Int128), (x, y) => FixedPoint.CeilDiv((Int128)x, (Int128)y)),
        ["MulFloor"] =
            (RoundingLaw.RateProduct(false, Interval.Int64, Interval.Int64),
             (x, y) => FixedPoint.MulFloor((long)x, (ulong)y)),
        ["MulCeil"] =
            (RoundingLaw.RateProduct(true, Interval.Int64, Interval.Int64),
             (x, y) => FixedPoint.MulCeil((long)x, (ulong)y)),
        ["MulFloor of a rate"] =
            (RoundingLaw.RateProduct(false, Interval.Within(54), Interval.Int64),
             (x, y) => FixedPoint.MulFloor((long)x, new Rate((ulong)y))),
        ["MulCeil of a rate"] =
            (RoundingLaw.RateProduct(true, Interval.Within(54), Interval.Int64),
             (x, y) => FixedPoint.MulCeil((long)x, new Rate((ulong)y))),
        ["MulFloorWide"] =
            (RoundingLaw.RateProduct(false, Wide, Interval.Int128),
             (x, y) => FixedPoint.MulFloorWide((Int128)x, (ulong)y)),
        ["MulCeilWide"] =
            (RoundingLaw.RateProduct(true, Wide, Interval.Int128),
             (x, y) => FixedPoint.MulCeilWide((Int128)x, (ulong)y)),
        ["Rate.Up"] = (RoundingLaw.RateQuotient(true), (x, y) => Rate.Up((long)x, (long)y).Q32),
        ["Rate.Down"] = (RoundingLaw.RateQuotient(false), (x, y) => Rate.Down((long)x, (long)y).Q32),
        ["Rate.FromNanoUp"] =
            (RoundingLaw.RateQuotient(true) with { Y = new Interval(1_000_000_000, 1_000_000_000) },
             (x, _) => Rate.FromNanoUp((long)x).Q32),
    };
}
