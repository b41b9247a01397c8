using System;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>Numbers for commands: of the stream's magnitude, and at every bound or one beside it.</summary>
internal sealed class StepValues
{
    private readonly Prng random;
    private readonly Shape shape;
    private readonly OracleDevice oracle;
    private readonly long narrowGabs;

    public StepValues(Prng random, Shape shape, RiskSnapshot snapshot, OracleDevice oracle)
    {
        this.random = random;
        this.shape = shape;
        this.oracle = oracle;
        narrowGabs = new RequirementScale(snapshot).NarrowGabs;
    }

    public long Deposit() => random.Chance(100_000) ? FixedPoint.MoneyMax
        : shape.Magnitude is Magnitude.Huge ? random.Next(FixedPoint.MoneyMax)
        : shape.Magnitude is Magnitude.Tiny ? random.Next(1_000_000)
        : random.Next(1L << (int)random.Between(30, 61));

    public DeviceCommand FirstMark(int instrument)
    {
        BigInteger arrayed = oracle.Book.Snapshot.Instrument(instrument).Ra[OracleAccumulators.DeltaUp];
        long value = arrayed > 0 ? (long)arrayed : Snapshots.ContractValue(random, shape.Magnitude);
        return new DeviceCommand { Op = DeviceOp.SetMark, Instrument = instrument, Value = value };
    }

    public long Mark(int instrument)
    {
        long now = instrument < 0 ? 1 : (long)oracle.Book.Marks[instrument];
        long range = (now / 8) + 1;
        return random.Next(20) switch
        {
            0 => Limits.PerLotLimit - 1,
            1 => 1,
            2 => random.Chance(500_000) ? 0 : Limits.PerLotLimit,
            3 => Snapshots.ContractValue(random, shape.Magnitude),
            _ => Math.Clamp(now + random.Between(-range, range), 1, Limits.PerLotLimit - 1),
        };
    }

    public long Rearray(int instrument) => random.Chance(600_000)
        ? Math.Max(1, (long)oracle.Book.Marks[instrument])
        : Snapshots.ContractValue(random, random.Chance(100_000) ? Magnitude.Huge : shape.Magnitude);

    /// <summary>Trades that take gabs to MoneyMax or to the narrow bound; zero lots where there is no room.</summary>
    public (DeviceCommand Heavy, DeviceCommand Light) FillGabs(uint group)
    {
        if (!oracle.IsOpen(group))
        {
            return default;
        }

        oracle.Book.SwitchGroup(group);
        OracleSnapshot snapshot = oracle.Book.Snapshot;
        int[] byWeight = [.. Enumerable.Range(0, shape.Instruments).OrderBy(i => snapshot.Instrument(i).Rmax)];
        BigInteger bound = random.Chance(500_000) ? OracleMath.MoneyMax : narrowGabs;
        BigInteger room = bound - OracleAccumulators.Gabs(oracle.Book[group]) + random.Between(-1, 1);
        DeviceCommand heavy = Grow(group, byWeight[^1], ref room);
        return (heavy, Grow(group, byWeight[0], ref room));
    }

    /// <summary>At least 1; for orders the caller clamps to their own limit.</summary>
    public long Lots(uint group, int instrument)
    {
        bool isOpen = oracle.IsOpen(group);
        BigInteger rmax = isOpen ? oracle.Book.Snapshot.Instrument(instrument).Rmax : 1;
        BigInteger gabs = isOpen ? OracleAccumulators.Gabs(oracle.Book[group]) : 0;
        BigInteger held = isOpen ? oracle.Book[group][instrument].LotsW : 0;
        int bounds = shape.Magnitude == Magnitude.Calm ? 40 : 14;
        BigInteger lots = random.Next(bounds) switch
        {
            0 => Limits.OrderLotsMax,
            1 or 2 => ((OracleMath.MoneyMax - gabs) / rmax) + random.Between(-1, 1),
            3 or 4 => ((narrowGabs - gabs) / rmax) + random.Between(-1, 1),
            5 => Limits.GroupLotsMax - held + random.Next(2),
            6 => (OracleMath.MoneyMax - gabs) / rmax / random.Between(2, 5),
            7 or 8 => random.Between(1, 3),
            9 => random.Between(1, 1L << (int)random.Between(10, 31)),
            _ => random.Between(1, 5000),
        };
        return (long)BigInteger.Clamp(lots, 1, Limits.GroupLotsMax + 1);
    }

    public long PerLot(int instrument)
    {
        long mark = instrument < oracle.Book.Marks.Count ? (long)oracle.Book.Marks[instrument] : 1;
        long range = (mark / 50) + 1;
        return random.Next(24) switch
        {
            0 => 0,
            1 => Limits.PerLotLimit - 1,
            < 8 => mark,
            _ => Math.Clamp(mark + random.Between(-range, range), 0, Limits.PerLotLimit - 1),
        };
    }

    public long Fee() => random.Next(30) switch
    {
        0 => FixedPoint.MoneyMax,
        1 => random.Next(FixedPoint.MoneyMax),
        < 10 => 0,
        _ => random.Next(1L << (int)random.Between(1, 30)),
    };

    /// <summary>Usually small; else the largest, or what fills the reserves to the last micro or beyond.</summary>
    public long Reserve(uint group, long lots)
    {
        BigInteger room = oracle.IsOpen(group) ? OracleMath.MoneyMax - oracle.Book[group].Reserves : 1;
        BigInteger reserve = random.Next(30) switch
        {
            0 => Limits.PerLotLimit - 1,
            1 => (room / lots) + random.Next(2),
            < 12 => 0,
            _ => random.Next(1L << (int)random.Between(1, 25)),
        };
        return (long)BigInteger.Min(reserve, Limits.PerLotLimit - 1);
    }

    /// <summary>The fee that takes cash to minus MoneyMax, or one micro beyond; a plain one if none does.</summary>
    public long FeeToTheLastMicro(in DeviceCommand trade)
    {
        BigInteger cash = oracle.IsOpen(trade.Group) ? oracle.Book[trade.Group].Cash : 0;
        BigInteger left = cash - ((BigInteger)trade.Lots * trade.Value * trade.Side) + OracleMath.MoneyMax;
        return left >= 0 && left < OracleMath.MoneyMax ? (long)left + random.Next(2) : Fee();
    }

    public long Cash(uint group)
    {
        if (!oracle.IsOpen(group))
        {
            return random.Next(1000);
        }

        OracleGroup g = oracle.Book[group];
        BigInteger free = oracle.Book.Equity(group).Value - oracle.Book.Imr(group).Value;
        BigInteger amount = random.Next(16) switch
        {
            0 => OracleMath.MoneyMax - g.Cash + random.Next(2),
            1 => -OracleMath.MoneyMax - g.Cash - random.Next(2),
            < 6 => -free - random.Between(-1, 1),
            6 => -g.Cash,
            < 9 => -random.Next(1_000_000),
            _ => Deposit(),
        };
        return Clamp(amount);
    }

    /// <summary>Cash that makes equity what the order will need, give or take a micro; or null.</summary>
    public long? CashUntilNeeded(in DeviceCommand order)
    {
        if (!oracle.IsOpen(order.Group))
        {
            return null;
        }

        oracle.Book.SwitchGroup(order.Group);
        OracleGroup after = oracle.Book[order.Group].Clone();
        after.AddOrder(order.Instrument, order.Side > 0 ? OracleSide.Buy : OracleSide.Sell, order.Lots, order.Reserve);
        OracleScalar imr = OracleRequirement.Imr(after);
        BigInteger missing = imr.Value - OracleEquity.Exact(after, oracle.Book.Marks) + random.Between(-1, 1);
        bool fits = BigInteger.Abs(after.Cash + missing) <= OracleMath.MoneyMax;
        return imr.Saturated || !fits ? null : Clamp(missing);
    }

    /// <summary>The fee at which a full fill just keeps the distance to maintenance, or one micro more.</summary>
    public long? FeeOfReduction(in DeviceCommand order)
    {
        OracleGroup group = oracle.Book[order.Group];
        BigInteger gained = (BigInteger)order.Lots * order.Side * (oracle.Book.Marks[order.Instrument] - order.Value);
        BigInteger freed = OracleRequirement.Mmr(group).Value
            - OracleRequirement.Mmr(group.Closed(order.Instrument, order.Lots)).Value;
        BigInteger fee = gained + freed + random.Between(-1, 1);
        return fee >= 0 && fee <= OracleMath.MoneyMax ? (long)fee : null;
    }

    /// <summary>Cash that takes equity to MMR, the call level, IMR or zero, give or take a micro.</summary>
    public long CashToLevel(uint group)
    {
        OracleBook book = oracle.Book;
        BigInteger mmr = book.Mmr(group).Value;
        BigInteger level = random.Next(5) switch
        {
            0 or 1 => mmr,
            2 => OracleMath.MulCeil(mmr, book.Snapshot.Bcall),
            3 => book.Imr(group).Value,
            _ => 0,
        };
        return Clamp(level - OracleEquity.Exact(book[group], book.Marks) + random.Between(-1, 1));
    }

    /// <summary>Cash that leaves equity somewhere below the liquidation target.</summary>
    public long CashBelowTarget(uint group)
    {
        BigInteger target = OracleMath.MulCeil(oracle.Book.Mmr(group).Value, oracle.Book.Snapshot.Btarget);
        BigInteger level = target * random.Next(1000) / 1000;
        return Clamp(level - OracleEquity.Exact(oracle.Book[group], oracle.Book.Marks));
    }

    /// <summary>One of the instruments the group holds or works.</summary>
    public bool TryHeld(uint group, out int instrument, out long q)
    {
        bool isHeld = oracle.IsOpen(group) && oracle.Book[group].Holdings.Count > 0;
        instrument = isHeld
            ? oracle.Book[group].Holdings.Keys.ElementAt((int)random.Next(oracle.Book[group].Holdings.Count))
            : (int)random.Next(shape.Instruments);
        q = isHeld ? (long)oracle.Book[group][instrument].Q : 0;
        return isHeld;
    }

    /// <summary>One field of an order outside its bounds, by one or by far.</summary>
    public DeviceCommand Spoil(DeviceCommand order)
    {
        switch (random.Next(11))
        {
            case 0: order.Lots = 0; break;
            case 1: order.Lots = Limits.OrderLotsMax + 1; break;
            case 2: order.Lots = -random.Next(long.MaxValue); break;
            case 3: order.Value = random.Chance(500_000) ? -1 : Limits.PerLotLimit; break;
            case 4: order.Reserve = random.Chance(500_000) ? -1 : Limits.PerLotLimit; break;
            case 5: order.Fee = random.Chance(500_000) ? -1 : FixedPoint.MoneyMax + 1; break;
            case 6: order.Instrument = random.Chance(500_000) ? -1 : shape.Instruments; break;
            case 7: order.Instrument = int.MinValue + (int)random.Next(1000); break;
            case 8: order.Group = uint.MaxValue - (uint)random.Next(5); break;
            case 9: order.Side = (sbyte)(random.Chance(500_000) ? 0 : 2); break;
            default: order.Fee = long.MinValue; break;
        }

        return order;
    }

    // Away from zero, so that every lot counts.
    private DeviceCommand Grow(uint group, int instrument, ref BigInteger room)
    {
        OracleHolding holding = oracle.Book[group][instrument];
        BigInteger rmax = oracle.Book.Snapshot.Instrument(instrument).Rmax;
        BigInteger lots = BigInteger.Clamp(room / rmax, 0, Limits.GroupLotsMax - holding.LotsW);
        room -= lots * rmax;
        return new DeviceCommand
        {
            Op = DeviceOp.Trade,
            Side = (sbyte)(holding.Q < 0 ? -1 : 1),
            Group = group,
            Instrument = instrument,
            Lots = (long)lots,
        };
    }

    private static long Clamp(BigInteger amount) => (long)BigInteger.Clamp(amount, -long.MaxValue, long.MaxValue);
}
