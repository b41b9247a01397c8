using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Random books in which every rule has something to do: see the indices below.</summary>
internal static class Rules
{
    /// <summary>Instruments 0 to 2 are of underlying 0, 3 and 4 of underlying 1.</summary>
    public const int Plain = 5;

    /// <summary>Combinations of 0, 1, 2 and of 3, 4.</summary>
    public static readonly int[] Combos = [5, 6];

    /// <summary>Collateral instrument of asset 1.</summary>
    public const int Collateral = 7;

    public const int Assets = 3;

    public static OracleSnapshot Random(Prng random)
    {
        List<OracleInstrument> list = [];
        for (int i = 0; i < Plain; i++)
        {
            list.Add(Instrument(random, i < 3 ? 0 : 1));
        }

        list.Add(Make.Combo(list, Legs(random, 0, 1, 2)));
        list.Add(Make.Combo(list, Legs(random, 3, 4)));
        list.Add(Instrument(random, 0) with { IsOption = false, IsCollateral = true });
        OracleUnderlying[] underlyings =
        [
            .. Enumerable.Range(0, 2).Select(_ => Make.RandomUnderlying(random) with
            {
                LongOptionHaircut = random.Between(0, 1L << 32),
                Oracle = random.Chance(500_000) ? 0 : random.Next(1L << 30),
            }),
        ];
        OracleSnapshot snapshot = Make.Snapshot(underlyings, [.. list]) with
        {
            H = 16,
            K = (int)random.Between(1, 8),
            Tail = random.Chance(300_000) ? OracleTailMeasure.Var : OracleTailMeasure.Es,
            Lambda = random.Between(0, 1L << 32),
            Phi = new OracleByKind<BigInteger>(Make.One + random.Next(1L << 31), Make.One),
            ProfitWeight = random.Between(0, 1L << 32),
            ProfitCap = random.Next(1L << 40),
            Assets = [Asset(random, 0), Asset(random, -1) with { RiskInstrument = Collateral }, Asset(random, 1)],
        };
        Assert.Empty(OracleLoadCheck.Errors(snapshot));
        return snapshot;
    }

    public static OracleBook Book(Prng random, OracleSnapshot snapshot)
    {
        OracleBook book = new(snapshot, new BigInteger[snapshot.Instruments.Count]);
        for (int i = 0; i < Plain; i++)
        {
            BigInteger mark = random.Between(1_000_000, 900_000_000);
            BigInteger average = random.Chance(300_000) ? 0 : mark + random.Between(-100_000, 100_000);
            Assert.Equal(ReasonCode.None, book.SetMark(i, mark, average));
        }

        for (int a = 0; a < Assets; a++)
        {
            Assert.Equal(ReasonCode.None, book.SetAssetPrice(a, random.Between(1, 90_000_000), 0));
        }

        return book;
    }

    /// <summary>Positions, working orders, combinations among them, and balances, unchecked.</summary>
    public static void Hold(Prng random, OracleGroup group, long lots)
    {
        Make.RandomHoldings(random, group, Plain, lots);
        foreach (int combo in Combos)
        {
            group.AddOrder(combo, OracleSide.Buy, random.Between(0, lots), random.Next(1_000_000));
            group.AddOrder(combo, OracleSide.Sell, random.Between(0, lots), random.Next(1_000_000));
        }

        for (int a = 0; a < Assets; a++)
        {
            group.MoveBalance(a, random.Between(-1000, 100_000) * 1_000_000);
        }
    }

    private static OracleInstrument Instrument(Prng random, int underlying)
    {
        BigInteger slope = Make.Up(random.Between(1, 50), 1000), more = Make.Up(random.Between(0, 50), 1000);
        BigInteger lotReq = random.Next(1_000_000);
        return Make.RandomInstrument(random, 1, 16) with
        {
            Underlying = underlying,
            CvE = random.Between(0, 900_000_000),
            Std = new OracleByKind<IReadOnlyList<OracleSegment>>(
                Make.Table((slope + more, 0), (2 * slope, 5_000_000)), Make.Table((slope, 10_000))),
            LotReq = new OracleByKind<BigInteger>(lotReq + random.Next(1000), lotReq),
            Funding = random.Between(-(1L << 28), 1L << 28),
        };
    }

    private static OracleAsset Asset(Prng random, int wrongWay) => new(
        random.Between(0, 90_000_000), Make.Table((Make.One, 0), (Make.One / 2, 1_000_000)))
    {
        DebtHaircut = random.Next(1L << 31),
        WrongWayUnderlying = wrongWay,
        WrongWayEntry = random.Chance(500_000) ? OracleAccumulators.DeltaUp : OracleAccumulators.DeltaDown,
        Omega = random.Between(0, 1L << 32),
        Oracle = random.Next(1L << 30),
        LotUnits = random.Between(1, 100_000_000),
    };

    private static OracleLeg[] Legs(Prng random, params int[] instruments) =>
        [.. instruments.Select(i => new OracleLeg(i, (int)(random.Between(1, 3) * (random.Chance(500_000) ? 1 : -1))))];
}
