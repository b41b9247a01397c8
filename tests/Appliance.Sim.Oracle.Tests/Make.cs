using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Appliance.Core;

namespace Appliance.Sim.Oracle.Tests;

/// <summary>Snapshots and books for tests: plain ones to change with "with", and random ones from a seed.</summary>
internal static class Make
{
    public static readonly BigInteger One = OracleMath.One;

    public static BigInteger Up(BigInteger numerator, BigInteger denominator) =>
        OracleMath.CeilDiv(numerator * One, denominator);

    public static OracleByKind<T> Same<T>(T value) => new(value, value);

    public static IReadOnlyList<OracleSegment> Table(params (BigInteger Slope, BigInteger Offset)[] segments) =>
        [.. segments.Select(segment => new OracleSegment(segment.Slope, segment.Offset))];

    /// <summary>No charges: the requirement is scan plus QR.</summary>
    public static OracleUnderlying Plain() => new(One, 0, Same(BigInteger.Zero), Same(Table()), Same(Table()));

    public static OracleSnapshot Snapshot(
        IReadOnlyList<OracleUnderlying> underlyings, params IReadOnlyList<OracleInstrument?> instruments) => new()
        {
            Epoch = 1,
            H = instruments.OfType<OracleInstrument>().Select(i => i.Raj.Count).FirstOrDefault(8),
            K = 4,
            Lambda = One,
            Phi = Same(One),
            Bcall = Up(11, 10),
            Btarget = Up(12, 10),
            Theta = Up(2, 3),
            LiqFee = 0,
            Smmr = Up(1, 10),
            Ba = One,
            Underlyings = underlyings,
            Instruments = instruments,
        };

    /// <summary>A linear contract whose one price move down by <paramref name="percent"/> is its whole risk.</summary>
    public static OracleInstrument Linear(int underlying, BigInteger cv, int percent, int expiry = 0)
    {
        BigInteger[] shocks = OracleLinear.LossShocks(Up(percent, 100), new BigInteger[8]);
        for (int tail = 21; tail <= 27; tail++)
        {
            shocks[tail] = 0;
        }

        return OracleLinear.Instrument(underlying, expiry, cv, shocks);
    }

    /// <summary>A losses-only instrument: what is given, from entry 1 on.</summary>
    public static OracleInstrument FromLosses(int underlying, IEnumerable<BigInteger> losses)
    {
        BigInteger[] ra = new BigInteger[32];
        int entry = 1;
        foreach (BigInteger loss in losses)
        {
            ra[entry++] = loss;
        }

        return new OracleInstrument(underlying, 0, false, ra, new BigInteger[8]);
    }

    /// <summary>A combination whose array is the sum of its legs' arrays.</summary>
    public static OracleInstrument Combo(IReadOnlyList<OracleInstrument> instruments, params OracleLeg[] legs)
    {
        BigInteger Entry(System.Func<OracleInstrument, BigInteger> of) =>
            OracleMath.Sum(legs.Select(leg => leg.Ratio * of(instruments[leg.Instrument])));
        OracleInstrument first = instruments[legs[0].Instrument];
        BigInteger[] ra = [.. Enumerable.Range(0, 32).Select(s => Entry(i => i.Ra[s]))];
        BigInteger[] raj = [.. Enumerable.Range(0, first.Raj.Count).Select(h => Entry(i => i.Raj[h]))];
        return new OracleInstrument(first.Underlying, 0, false, ra, raj) { Legs = legs };
    }

    /// <summary>Losses in entry 1, delta notional of the same size as given, an expiry.</summary>
    public static OracleInstrument Simple(int underlying, BigInteger loss, BigInteger delta, int expiry = 0)
    {
        BigInteger[] ra = new BigInteger[32];
        (ra[1], ra[2], ra[30], ra[31]) = (loss, -loss, delta, -delta);
        return new OracleInstrument(underlying, expiry, false, ra, new BigInteger[8]);
    }

    public static OracleOrder Order(
        int instrument, OracleSide side, BigInteger lots, BigInteger value, bool reduceOnly = false) =>
        new(instrument, side, lots, value, 0, 0, reduceOnly);

    public static OracleInstrument RandomInstrument(Prng random, int underlyings, int h)
    {
        bool option = random.Chance(400_000);
        BigInteger[] ra = new BigInteger[32];
        for (int s = 1; s < 30; s++)
        {
            ra[s] = random.Between(-90_000_000, 90_000_000);
        }

        BigInteger delta = random.Between(1_000_000, 900_000_000) * (option && random.Chance(500_000) ? -1 : 1);
        ra[30] = delta;
        ra[31] = -delta;
        BigInteger[] raj = [.. Enumerable.Range(0, h).Select(_ => (BigInteger)random.Between(-80_000_000, 80_000_000))];
        return new OracleInstrument((int)random.Next(underlyings), (int)random.Next(3), option, ra, raj);
    }

    public static OracleUnderlying RandomUnderlying(Prng random)
    {
        BigInteger slope = Up(random.Between(1, 50), 1000), offset = random.Between(0, 20_000_000_000);
        BigInteger more = Up(random.Between(0, 20), 1000), less = random.Between(0, 5_000_000_000);
        OracleByKind<IReadOnlyList<OracleSegment>> tier = new(
            Table((slope + more, 0), ((2 * slope) + more, offset)),
            Table((slope, 0), (2 * slope, offset + less)));
        OracleByKind<IReadOnlyList<OracleSegment>> conc = new(
            Table((slope / 4, 5_000_000_000)), Table((slope / 8, 5_000_000_000 + less)));
        BigInteger som = random.Between(0, 2_000_000);
        OracleByKind<BigInteger> soms = new(som + less, som);
        return new OracleUnderlying(One + random.Next(1L << 31), Up(random.Next(30), 1000), soms, tier, conc);
    }

    public static OracleBook RandomBook(Prng random, int instruments = 5, int underlyings = 3, int h = 16)
    {
        OracleUnderlying[] us = [.. Enumerable.Range(0, underlyings).Select(_ => RandomUnderlying(random))];
        OracleInstrument[] list =
            [.. Enumerable.Range(0, instruments).Select(_ => RandomInstrument(random, underlyings, h))];
        OracleSnapshot snapshot = Snapshot(us, list) with
        {
            H = h,
            K = (int)random.Between(1, 8),
            Lambda = random.Between(0, 1L << 32),
            Phi = new OracleByKind<BigInteger>(One + random.Next(1L << 31), One),
        };
        Assert.Empty(OracleLoadCheck.Errors(snapshot));
        OracleBook book = new(snapshot, [.. list.Select(_ => (BigInteger)random.Between(1_000_000, 900_000_000))]);
        book.Open(1);
        return book;
    }

    /// <summary>Positions and working orders of up to <paramref name="lots"/> lots, unchecked.</summary>
    public static void RandomHoldings(Prng random, OracleGroup group, int instruments, long lots)
    {
        for (int i = 0; i < instruments; i++)
        {
            group.Move(i, random.Between(-lots, lots), random.Between(1_000_000, 900_000_000), random.Next(1000));
            group.AddOrder(i, OracleSide.Buy, random.Between(0, lots), random.Next(1_000_000));
            group.AddOrder(i, OracleSide.Sell, random.Between(0, lots), random.Next(1_000_000));
        }
    }
}
