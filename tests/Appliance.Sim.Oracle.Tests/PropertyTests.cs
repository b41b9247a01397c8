using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>What sections 4 and 5 promise, on random books that use every rule. Every failure names its seed.</summary>
public class PropertyTests
{
    private const long Pool = 10;

    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Initial_margin_is_never_below_maintenance(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Book(random);
        for (int round = 0; round < 5; round++)
        {
            foreach (OracleGroup group in book.Groups.Values.Where(group => !group.IsPool))
            {
                Rules.Hold(random, group, random.Between(1, 100_000));
            }

            foreach (long id in book.Groups.Keys)
            {
                OracleGroup margin = book[id].Margin;
                BigInteger middle = book.Req(margin.Id, OracleKind.Im, OracleAcc.L).Value;
                Assert.True(book.Imr(id).Value >= middle && middle >= book.Mmr(id).Value, $"seed {seed}, group {id}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void W_is_the_worst_loss_over_every_fill_of_orders_and_combinations(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Rules.Book(random, Rules.Random(random));
        OracleGroup group = book.Open(1);
        Rules.Hold(random, group, 3);
        OracleAccumulators w = OracleAccumulators.Of(group, OracleAcc.W);
        foreach (int u in w.Bucket.Keys)
        {
            for (int s = 0; s < 32; s += 3)
            {
                Assert.True(w.Bucket[u][s] == group.BruteForceWorstLoss(u, s), $"seed {seed}, u {u}, s {s}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Gabs_bounds_every_accumulator(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Book(random);
        foreach (OracleGroup group in book.Groups.Values.Where(group => !group.IsPool))
        {
            Rules.Hold(random, group, 100_000);
        }

        foreach (OracleGroup group in book.Groups.Values)
        {
            BigInteger gabs = OracleAccumulators.Gabs(group);
            foreach (OracleAcc acc in new[] { OracleAcc.L, OracleAcc.W })
            {
                OracleAccumulators x = OracleAccumulators.Of(group, acc);
                IEnumerable<BigInteger> entries = x.Bucket.Values.SelectMany(bucket => bucket).Concat(x.Joint);
                Assert.True(entries.All(entry => BigInteger.Abs(entry) <= gabs), $"seed {seed}, group {group.Id}");
            }
        }
    }

    /// <summary>Neither W nor what of IMR is not order reserve, for the group and for its pool.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_fill_never_raises_the_worst_case(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Book(random);
        foreach (OracleGroup group in book.Groups.Values.Where(group => !group.IsPool))
        {
            Rules.Hold(random, group, 1000);
        }

        for (int round = 0; round < 12; round++)
        {
            long id = random.Chance(500_000) ? 1 : Pool + random.Between(1, 2);
            int i = (int)random.Next(Rules.Collateral);
            OracleSide side = random.Chance(500_000) ? OracleSide.Buy : OracleSide.Sell;
            book[id].AddOrder(i, side, 500, 0);
            BigInteger[] worst = Worst(book, id);
            BigInteger q = random.Between(1, 500), v = random.Between(0, 900_000_000);
            Assert.Equal(ReasonCode.None, book.Fill(id, i, side, q, v, 3, 0));
            BigInteger[] after = Worst(book, id);
            bool holds = after.Length == worst.Length && after.Zip(worst).All(pair => pair.First <= pair.Second);
            Assert.True(holds, $"seed {seed}, round {round}: {side} {q} of {i} in {id}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Pooling_never_costs_and_saves_no_more_than_its_floor_lets(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Book(random);
        foreach (OracleGroup member in book[Pool].Members.Values)
        {
            Rules.Hold(random, member, random.Between(1, 10_000));
        }

        (OracleKind, OracleAcc)[] both = [(OracleKind.Im, OracleAcc.W), (OracleKind.Mm, OracleAcc.L)];
        foreach ((OracleKind kind, OracleAcc acc) in both)
        {
            OracleReq req = book.Req(Pool, kind, acc);
            OraclePoolTerms pool = req.Pool!;
            BigInteger[] standalone =
                [.. book[Pool].Members.Keys.Select(id => book.Req(id, kind, acc).Value)];
            BigInteger sum = OracleMath.Sum(standalone);
            Assert.Equal(standalone, pool.Members.Select(member => member.Req.Value));
            Assert.True(req.Value <= sum, $"seed {seed}");
            Assert.True(req.Value >= OracleMath.MulCeil(sum, book[Pool].Terms.LambdaPool), $"seed {seed}");
            Assert.True(req.Value >= BigInteger.Min(sum, pool.Own.Value), $"seed {seed}");
            Assert.Equal(req.Value, OracleMath.Sum(pool.Shares));

            // A share is its exact part of the whole, up or down by less than a micro.
            Assert.All(
                pool.Shares.Zip(standalone),
                pair => Assert.True(BigInteger.Abs((pair.First * sum) - (req.Value * pair.Second)) < sum));
        }
    }

    /// <summary>A pool is what one group with all that its members have would be.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_sums_of_a_pool_are_those_of_one_group(ulong seed)
    {
        Prng random = new(seed);
        OracleSnapshot snapshot = Rules.Random(random);
        snapshot = snapshot with { Assets = [.. snapshot.Assets.Select(asset => asset with { LotUnits = 1 })] };
        OracleBook book = Rules.Book(random, snapshot);
        book.Open(Pool, new OracleGroupTerms(OracleGroupKind.Pool));
        book.Open(Pool + 1, new OracleGroupTerms(OracleGroupKind.Member, PoolId: Pool));
        book.Open(Pool + 2, new OracleGroupTerms(OracleGroupKind.Member, PoolId: Pool));
        OracleGroup one = book.Open(1);
        foreach (OracleGroup member in book[Pool].Members.Values)
        {
            for (int i = 0; i < Rules.Collateral; i++)
            {
                BigInteger buys = random.Next(100), sells = random.Next(100), q = random.Between(-100, 100);
                Both(group => group.AddOrder(i, OracleSide.Buy, buys, 7));
                Both(group => group.AddOrder(i, OracleSide.Sell, sells, 9));
                Both(group => group.Move(i < Rules.Plain ? i : 0, q, 1000, 1));
                Both(group => group.MoveBalance(i % Rules.Assets, q));
            }

            void Both(System.Action<OracleGroup> change)
            {
                change(member);
                change(one);
            }
        }

        foreach (OracleAcc acc in new[] { OracleAcc.L, OracleAcc.W })
        {
            Assert.Equal(book.Req(1, OracleKind.Im, acc).Value, book.Req(Pool, OracleKind.Im, acc).Pool!.Own.Value);
        }

        OracleImr alone = OracleRequirement.ImrTerms(one), pooled = OracleRequirement.ImrTerms(book[Pool]);
        Assert.Equal(
            (alone.Reserves, alone.Fund, alone.Oracle), (pooled.Reserves, pooled.Fund, pooled.Oracle));
        Assert.Equal(book.Equity(1).Value, book.Equity(Pool).Value);
        Assert.Equal(OracleAccumulators.Gabs(one), OracleAccumulators.Gabs(book[Pool]));
    }

    /// <summary>
    /// For every t, K*t + sum of pos(XJ - t) is at least the sum of the K largest losses; at the K-th largest it is it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_tail_has_a_certificate(ulong seed)
    {
        Prng random = new(seed);
        OracleBook book = Rules.Book(random, Rules.Random(random));
        Rules.Hold(random, book.Open(1), 1000);
        OracleTailTerms tail = book.Req(1, OracleKind.Im, OracleAcc.W).TailTerms;
        BigInteger[] joint = OracleAccumulators.Of(book[1], OracleAcc.W).Joint;
        BigInteger Bound(BigInteger t) => (tail.K * t) + OracleMath.Sum(joint.Select(x => OracleMath.Pos(x - t)));
        for (int round = 0; round < 50; round++)
        {
            BigInteger t = joint.Select(OracleMath.Pos).Max() * random.Next(1200) / 1000;
            Assert.True(Bound(t) >= tail.Sum, $"seed {seed}, t {t}");
        }

        Assert.Equal(tail.Sum, Bound(tail.Kth));
        Assert.True(tail.K * tail.Es >= tail.Sum && tail.K * (tail.Es - 1) < tail.Sum);
    }

    /// <summary>Cash, open value and profit hang together: E_IM without averages, weight and cap is E_MM.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Without_averages_weight_and_cap_both_valuations_are_one(ulong seed)
    {
        Prng random = new(seed);
        OracleSnapshot snapshot = Rules.Random(random) with
        {
            ProfitWeight = Make.One,
            ProfitCap = OracleMath.MoneyMax,
        };
        OracleBook book = Rules.Book(random, snapshot);
        Rules.Hold(random, book.Open(1), 1000);
        BigInteger worse = book.EquityInitial(1).Value;
        Assert.True(worse <= book.Equity(1).Value, $"seed {seed}");
        for (int i = 0; i < Rules.Plain; i++)
        {
            Assert.Equal(ReasonCode.None, book.SetMark(i, book.Marks[i]));
        }

        Assert.Equal(book.Equity(1), book.EquityInitial(1));
    }

    private static OracleBook Book(Prng random)
    {
        OracleBook book = Rules.Book(random, Rules.Random(random));
        OracleMode mode = random.Chance(500_000) ? OracleMode.Portfolio : OracleMode.Standard;
        book.Open(1, new OracleGroupTerms(OracleGroupKind.Cross, mode));
        BigInteger lambda = random.Between(0, 1L << 32);
        book.Open(Pool, new OracleGroupTerms(OracleGroupKind.Pool, mode, LambdaPool: lambda));
        for (int m = 1; m <= 2; m++)
        {
            OracleGroupTerms terms = new(OracleGroupKind.Member, mode, PoolId: Pool);
            Assert.Equal(ReasonCode.None, book.Open(Pool + m, terms));
        }

        return book;
    }

    private static BigInteger[] Worst(OracleBook book, long id)
    {
        OracleAccumulators w = OracleAccumulators.Of(book[id], OracleAcc.W);
        OracleImr imr = OracleRequirement.ImrTerms(book[id]);
        return
        [
            .. w.Bucket.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value), .. w.Joint, w.Lots,
            OracleAccumulators.Gabs(book[id]), imr.Fund, imr.Oracle, imr.Req.Value,
        ];
    }
}
