using System;
using System.Linq;
using System.Numerics;
using Appliance.Core;
using Appliance.Margin;
using Appliance.Sim.Device;

namespace Appliance.Exactness.Tests;

/// <summary>Numbers for commands: of the stream's magnitude, and at every bound or one beside it.</summary>
internal sealed class StepValues(Prng random, World world, PlainState state)
{
    private readonly Numbers numbers = new(random, world.Shape.Magnitude);

    /// <summary>Up to this the device computes in 64 bits; both sides of it must agree.</summary>
    public long NarrowGabs { get; } = new RequirementScale(world.Snapshot).NarrowGabs;

    private Magnitude Magnitude => world.Shape.Magnitude;

    public long ContractValue(int instrument) =>
        Math.Min(numbers.Fresh().PerLot(), Snapshots.PerLotMax(world.Snapshot, instrument));

    public long Deposit() => random.Chance(60_000) ? FixedPoint.MoneyMax
        : Magnitude is Magnitude.Huge ? random.Next(FixedPoint.MoneyMax)
        : Magnitude is Magnitude.Tiny ? random.Next(1_000_000)
        : random.Next(1L << (int)random.Between(30, 61));

    public long FirstMark(int instrument)
    {
        long arrayed = world.Snapshot.ArrayedAtMicro(instrument);
        return arrayed > 0 ? arrayed : ContractValue(instrument);
    }

    /// <summary>A price near the one there is, at a bound, or beyond it.</summary>
    public long Price(long now)
    {
        long range = (now / 8) + 1;
        return random.Next(20) switch
        {
            0 => Limits.PerLotLimit - 1,
            1 => 1,
            2 => random.Chance(500_000) ? 0 : Limits.PerLotLimit,
            3 => numbers.Fresh().PerLot(),
            _ => Math.Clamp(now + random.Between(-range, range), 1, Limits.PerLotLimit - 1),
        };
    }

    /// <summary>An average beside a price: none, the same, near it, or out of bounds.</summary>
    public long Average(long price)
    {
        long near = Math.Clamp(price, 1, Limits.PerLotLimit - 1), range = (near / 8) + 1;
        return random.Next(20) switch
        {
            < 8 => 0,
            8 => price,
            9 => random.Chance(500_000) ? -1 : Limits.PerLotLimit,
            10 => random.Chance(500_000) ? 1 : Limits.PerLotLimit - 1,
            _ => Math.Clamp(near + random.Between(-range, range), 1, Limits.PerLotLimit - 1),
        };
    }

    public long Rearray(int instrument)
    {
        long value = random.Chance(600_000) ? Math.Max(1, state.Prices.Marks[instrument]) : ContractValue(instrument);
        value = random.Chance(60_000) ? Limits.PerLotLimit - 1 : value;
        return Math.Min(value, Snapshots.PerLotMax(world.Snapshot, instrument));
    }

    /// <summary>Lots for an order or a trade, at least 1; for orders the caller clamps to their own limit.</summary>
    public long Lots(uint group, int instrument)
    {
        BigInteger room = GabsLeft(group, FixedPoint.MoneyMax), narrow = GabsLeft(group, NarrowGabs);
        BigInteger weight = Weight(instrument), held = LotsHeld(group, instrument);
        int bounds = Magnitude == Magnitude.Calm ? 60 : 24;
        BigInteger lots = random.Next(bounds) switch
        {
            0 => Limits.OrderLotsMax,
            1 or 2 => (room / weight) + random.Between(-1, 1),
            3 or 4 => (narrow / weight) + random.Between(-1, 1),
            5 => Limits.GroupLotsMax - held + random.Next(2),
            6 => room / weight / random.Between(2, 5),
            7 or 8 => random.Between(1, 3),
            9 => random.Between(1, 1L << (int)random.Between(10, 31)),
            _ => random.Between(1, 5000),
        };
        return (long)BigInteger.Clamp(lots, 1, Limits.GroupLotsMax + 1);
    }

    /// <summary>
    /// A value per lot near the mark; of a combination near what its legs are worth, negative or not.
    /// </summary>
    public long PerLot(int instrument)
    {
        InstrumentRisk? risk = state.Newest.Knows(instrument) ? state.Newest.Instruments[instrument] : null;
        bool isCombo = risk?.IsCombo == true;
        BigInteger worth = isCombo
            ? risk!.Legs.ToArray().Aggregate(BigInteger.Zero, (s, l) => s + ((BigInteger)l.Ratio * Mark(l.Instrument)))
            : Mark(instrument);
        long lowest = isCombo ? 1 - Limits.PerLotLimit : 0;
        long mark = (long)BigInteger.Clamp(worth, lowest, Limits.PerLotLimit - 1);
        long range = (Math.Abs(mark) / 50) + 1;
        return random.Next(24) switch
        {
            0 => lowest,
            1 => Limits.PerLotLimit - 1,
            < 8 => mark,
            _ => Math.Clamp(mark + random.Between(-range, range), lowest, Limits.PerLotLimit - 1),
        };
    }

    public long Fee() => random.Next(90) switch
    {
        0 => FixedPoint.MoneyMax,
        1 => random.Next(FixedPoint.MoneyMax),
        < 30 => 0,
        _ => random.Next(1L << (int)random.Between(1, 30)),
    };

    /// <summary>Usually small; else the largest, or what fills the reserves to the last micro or beyond.</summary>
    public long Reserve(uint group, long lots)
    {
        BigInteger held = state.IsOpen(group) ? state.Requirement.Book(state.Unit(group)).Reserves : 0;
        BigInteger room = FixedPoint.MoneyMax - held;
        BigInteger reserve = random.Next(30) switch
        {
            0 => Limits.PerLotLimit - 1,
            1 => (room / lots) + random.Next(2),
            < 12 => 0,
            _ => random.Next(1L << (int)random.Between(1, 25)),
        };
        return (long)BigInteger.Clamp(reserve, 0, Limits.PerLotLimit - 1);
    }

    /// <summary>The fee that takes cash to minus MoneyMax, or one micro beyond; a plain one if none does.</summary>
    public long FeeToTheLastMicro(in DeviceCommand trade)
    {
        BigInteger cash = state.IsOpen(trade.Group) ? state.Groups[trade.Group].Cash : 0;
        BigInteger left = cash - ((BigInteger)trade.Lots * trade.Value * trade.Side) + FixedPoint.MoneyMax;
        return left >= 0 && left < FixedPoint.MoneyMax ? (long)left + random.Next(2) : Fee();
    }

    /// <summary>A movement of a balance: to a bound, to nothing, into debt, or about as much as cash.</summary>
    public long Balance(uint group, int asset)
    {
        BigInteger now = state.IsOpen(group) && asset >= 0 && asset < state.Newest.Assets.Length
            ? state.Groups[group].Balances[asset] : 0;
        long units = asset >= 0 && asset < state.Newest.Assets.Length ? state.Newest.Assets[asset].LotUnits : 1;
        BigInteger amount = random.Next(20) switch
        {
            0 => FixedPoint.MoneyMax - now + random.Next(2),
            1 => -FixedPoint.MoneyMax - now - random.Next(2),
            < 5 => -now - random.Between(-1, 1),
            < 8 => -now / random.Between(2, 4),
            < 11 => ((BigInteger)random.Between(-3, 20) * units) - PlainMath.Pos(now % units) + random.Between(-1, 1),
            < 14 => -random.Next(1L << (int)random.Between(2, 50)),
            _ => random.Next(1L << (int)random.Between(10, Magnitude == Magnitude.Huge ? 62 : 50)),
        };
        return Clamp(amount);
    }

    /// <summary>One field of an order outside its bounds, by one or by far.</summary>
    public DeviceCommand Spoil(DeviceCommand order)
    {
        int count = world.Snapshot.Instruments.Length;
        switch (random.Next(13))
        {
            case 0: order.Lots = 0; break;
            case 1: order.Lots = Limits.OrderLotsMax + 1; break;
            case 2: order.Lots = -random.Next(long.MaxValue); break;
            case 3: order.Value = random.Chance(500_000) ? -Limits.PerLotLimit : Limits.PerLotLimit; break;
            case 4: order.Reserve = random.Chance(500_000) ? -1 : Limits.PerLotLimit; break;
            case 5: order.Fee = random.Chance(500_000) ? -1 : FixedPoint.MoneyMax + 1; break;
            case 6: order.Instrument = random.Chance(500_000) ? -1 : count; break;
            case 7: order.Instrument = int.MinValue + (int)random.Next(1000); break;
            case 8: order.Group = uint.MaxValue - (uint)random.Next(5); break;
            case 9: order.Side = (sbyte)(random.Chance(500_000) ? 0 : 2); break;
            case 10: order.Value = -1; break;
            case 11: order.Value = 1 - Limits.PerLotLimit; break;
            default: order.Fee = long.MinValue; break;
        }

        return order;
    }

    /// <summary>One field of a replaced order outside its bounds.</summary>
    public DeviceCommand SpoilOld(DeviceCommand replace)
    {
        switch (random.Next(4))
        {
            case 0: replace.OldLots = Limits.OrderLotsMax + 1; break;
            case 1: replace.OldLots = -1; break;
            case 2: replace.OldReserve = -1; break;
            default: replace.OldReserve = Limits.PerLotLimit; break;
        }

        return replace;
    }

    /// <summary>What is left of a bound on gabs, in the group or in its pool.</summary>
    public BigInteger GabsLeft(uint group, long bound)
    {
        if (!state.IsOpen(group))
        {
            return bound;
        }

        PlainUnit unit = state.Unit(group);
        PlainUnit asked = random.Chance(500_000) ? unit : PlainUnit.Alone(state.Groups[group]);
        return PlainMath.Pos(bound - state.Requirement.Book(asked).Gabs(Bend.None));
    }

    /// <summary>gabs of one lot of it.</summary>
    public BigInteger Weight(int instrument)
    {
        if (!state.Newest.Knows(instrument))
        {
            return 1;
        }

        ComboLeg[] legs = state.Newest.Instruments[instrument].Legs.ToArray();
        return legs.Length == 0 ? state.Newest.Rmax(instrument)
            : legs.Aggregate(
                BigInteger.Zero, (sum, l) => sum + ((BigInteger)Math.Abs(l.Ratio) * state.Newest.Rmax(l.Instrument)));
    }

    public static long Clamp(BigInteger amount) => (long)BigInteger.Clamp(amount, -long.MaxValue, long.MaxValue);

    private long Mark(int instrument) => state.Newest.Knows(instrument) ? state.Prices.Marks[instrument] : 1;

    private BigInteger LotsHeld(uint group, int instrument)
    {
        if (!state.IsOpen(group) || !state.Newest.Knows(instrument))
        {
            return 0;
        }

        PlainHolding h = state.Requirement.Book(state.Unit(group)).Reached
            .TryGetValue(instrument, out PlainHolding found)
            ? found : default;
        return BigInteger.Abs(h.Q) + h.B + h.S;
    }
}
