using System;

namespace Appliance.Core;

// Units of the margin rules (host/MARGIN.md section 1). Hot structs hold raw longs whose names end in the unit;
// these types stand where two numbers of different meaning could be swapped in a call.

/// <summary>Money in micro (1e-6) of the group's currency. |Micro| &lt;= <see cref="FixedPoint.MoneyMax"/>.</summary>
public readonly record struct Money(long Micro) : IComparable<Money>
{
    public int CompareTo(Money other) => Micro.CompareTo(other.Micro);

    public static Money operator +(Money a, Money b) => new(a.Micro + b.Micro);

    public static Money operator -(Money a, Money b) => new(a.Micro - b.Micro);

    public static bool operator <(Money a, Money b) => a.Micro < b.Micro;

    public static bool operator >(Money a, Money b) => a.Micro > b.Micro;

    public static bool operator <=(Money a, Money b) => a.Micro <= b.Micro;

    public static bool operator >=(Money a, Money b) => a.Micro >= b.Micro;
}

/// <summary>A price in ticks; the tick size belongs to the instrument.</summary>
public readonly record struct Price(long Ticks);

/// <summary>A quantity in instrument lots. Orders are positive; positions are signed.</summary>
public readonly record struct Lots(long Value);

/// <summary>A rate as unsigned Q32 (value * 2^32), less than 2^40, that is up to 256x.</summary>
public readonly record struct Rate(ulong Q32)
{
    public static readonly Rate One = new(1UL << 32);

    public static readonly Rate Zero = new(0);

    /// <summary>numerator/denominator rounded up: for requirements.</summary>
    public static Rate Up(long numerator, long denominator) => new(Quantise(numerator, denominator, isUp: true));

    /// <summary>numerator/denominator rounded down: for credits.</summary>
    public static Rate Down(long numerator, long denominator) => new(Quantise(numerator, denominator, isUp: false));

    /// <summary>From the wire's rate scale (1e-9), rounded up.</summary>
    public static Rate FromNanoUp(long nano) => Up(nano, 1_000_000_000);

    private static ulong Quantise(long numerator, long denominator, bool isUp)
    {
        Check.That(numerator >= 0 && denominator > 0);
        ulong bias = isUp ? (ulong)denominator - 1 : 0;
        UInt128 q = (((UInt128)(ulong)numerator << 32) + bias) / (ulong)denominator;
        Check.That(q < (UInt128)FixedPoint.RateLimitQ32);
        return (ulong)q;
    }
}

/// <summary>An account as the wire names it. In the first profile every account owns exactly one CROSS group.</summary>
public readonly record struct AccountId(uint Value);

/// <summary>A margin group: what has equity and a requirement. Dense, less than the device's capacity.</summary>
public readonly record struct GroupId(uint Value);

/// <summary>An instrument's dense index in the risk snapshot; the wire's SecurityID maps to it.</summary>
public readonly record struct InstrumentId(int Value);

/// <summary>Nanoseconds since the Unix epoch, UTC, stamped by the sequencer. The machine knows no other time.</summary>
public readonly record struct TimestampNs(long Value);

/// <summary>Position in the one sequence of all inputs; starts at 0.</summary>
public readonly record struct Seq(long Value);
