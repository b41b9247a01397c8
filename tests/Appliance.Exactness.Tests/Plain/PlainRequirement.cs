using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>Section 5: requirements of a book and of a margin group, with at most one rule bent.</summary>
internal sealed class PlainRequirement(Bend bend)
{
    private const MarginKind Initial = MarginKind.Initial;

    public PlainBook Book(PlainUnit unit) => new(unit.Head, unit.Parts, bend);

    public bool IsOutOfRange(PlainBook book) => bend == Bend.LargestGabsRefused
        ? book.Gabs(bend) >= FixedPoint.MoneyMax
        : book.Gabs(bend) > FixedPoint.MoneyMax;

    /// <summary>Req of one book by itself: IM over W, MM over L.</summary>
    public PlainTerms Alone(PlainBook book, MarginKind kind)
    {
        if (IsOutOfRange(book))
        {
            return new PlainTerms { Value = PlainScalar.OutOfRange };
        }

        PlainSums sums = new(book, kind == Initial, bend);
        return new PlainTermMaker(book, sums, kind, bend).Make();
    }

    /// <summary>Req of a margin group, a pool's with the floor and the cap.</summary>
    public PlainScalar Req(PlainUnit unit, MarginKind kind)
    {
        PlainBook book = Book(unit);
        PlainScalar own = Alone(book, kind).Value;
        if (!unit.IsPool || IsOutOfRange(book))
        {
            return own;
        }

        PlainScalar[] parts = [.. unit.Parts.Select(part => Standalone(part, kind))];
        BigInteger sum = parts.Aggregate(BigInteger.Zero, (total, part) => total + part.Value);
        BigInteger floor = PlainMath.Up(sum, unit.Head.Lambda, bend == Bend.PoolFloorRoundsDown);
        BigInteger floored = bend == Bend.PoolFloorMissing ? own.Value : BigInteger.Max(own.Value, floor);
        BigInteger value = bend == Bend.PoolCapMissing ? floored : BigInteger.Min(sum, floored);
        return PlainScalar.Of(value, own.IsSaturated || parts.Any(part => part.IsSaturated));
    }

    public PlainScalar Standalone(PlainGroup part, MarginKind kind) =>
        Alone(Book(PlainUnit.Alone(part)), kind).Value;

    public PlainScalar Mmr(PlainUnit unit) => Req(unit, MarginKind.Maintenance);

    public PlainScalar Imr(PlainUnit unit)
    {
        PlainScalar req = Req(unit, Initial);
        PlainBook book = Book(unit);
        if (IsOutOfRange(book))
        {
            return PlainScalar.OutOfRange;
        }

        BigInteger extra = bend == Bend.ReservesMissing ? 0 : book.Reserves;
        extra += bend == Bend.FundingMissing ? 0 : Funding(book);
        extra += Oracle(book);
        return PlainScalar.Of(req.Value + extra, req.IsSaturated);
    }

    /// <summary>What each member bears of its pool's requirement, ascending by id.</summary>
    public IReadOnlyList<PoolShare> Shares(PlainUnit unit, MarginKind kind)
    {
        BigInteger total = Req(unit, kind).Value;
        BigInteger[] weights = [.. unit.Parts.Select(part => Standalone(part, kind).Value)];
        BigInteger sum = weights.Aggregate(BigInteger.Zero, (all, weight) => all + weight);
        BigInteger[] shares = [.. weights.Select(w => sum == 0 ? 0 : total * w / sum)];
        BigInteger left = total - shares.Aggregate(BigInteger.Zero, (all, share) => all + share);
        int direction = bend == Bend.ShareTiesToHigherId ? -1 : 1;
        IEnumerable<int> order = Enumerable.Range(0, weights.Length)
            .OrderByDescending(k => sum == 0 ? 0 : total * weights[k] % sum).ThenBy(k => direction * k);
        foreach (int k in order.Take((int)left))
        {
            shares[k] += 1;
        }

        return [.. unit.Parts.Select((p, k) => new PoolShare(p.Id, (long)weights[k], (long)shares[k]))];
    }

    public BigInteger Funding(PlainBook book)
    {
        BigInteger sum = 0;
        foreach ((int i, PlainHolding reached) in book.Reached)
        {
            PlainHolding own = book.Held.GetValueOrDefault(i);
            PlainHolding h = bend == Bend.FundingOfPositionsOnly ? reached with { B = 0, S = 0 }
                : bend == Bend.ComboFundingNotCounted ? own with { Q = reached.Q }
                : reached;
            long rate = book.Epoch.Instruments[i].FundingQ32;
            BigInteger lots = rate > 0 ? (BigInteger)h.Q + h.B : (BigInteger)h.S - h.Q;
            BigInteger paid = rate < 0 && bend == Bend.FundingOfShortsMissing ? 0
                : PlainMath.Pos(lots) * book.Epoch.ArrayedAt(i);
            sum += PlainMath.Up(paid, Math.Abs(rate), bend == Bend.FundingRoundsDown);
        }

        return sum;
    }

    public BigInteger Oracle(PlainBook book)
    {
        PlainSums sums = new(book, true, bend);
        BigInteger total = 0;
        foreach ((int u, long[] bucket) in sums.Buckets)
        {
            BigInteger charge = PlainMath.Up(
                PlainTermMaker.Delta(bucket), book.Epoch.Underlyings[u].OracleQ32, bend == Bend.OracleRoundsDown);
            total += bend == Bend.OracleOfUnderlyingsMissing ? 0 : charge;
        }

        for (int a = 0; a < book.Epoch.Assets.Length && bend != Bend.OracleOfAssetsMissing; a++)
        {
            total += PlainMath.Up(
                PlainTermMaker.AssetValue(book, a), book.Epoch.Assets[a].OracleQ32, bend == Bend.OracleRoundsDown);
        }

        return total;
    }
}
