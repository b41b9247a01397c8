using System;
using System.Numerics;

namespace Appliance.Core;

/// <summary>
/// Seeded generator for simulations and tests (xoshiro256**, seeded by splitmix64; Blackman and Vigna, public
/// domain algorithms). Same seed, same numbers, on every platform. Never used on the decided path.
/// </summary>
public sealed class Prng
{
    private ulong s0, s1, s2, s3;

    public Prng(ulong seed)
    {
        Seed = seed;
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>The seed this generator started from: print it with every failure.</summary>
    public ulong Seed { get; }

    /// <summary>A generator for a named part, independent of how much the others draw.</summary>
    public Prng Fork(ulong stream)
    {
        ulong mixed = unchecked(Seed ^ (stream * 0x9E3779B97F4A7C15UL));
        return new Prng(SplitMix(ref mixed));
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            ulong t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, exclusiveMax); exclusiveMax must be positive.</summary>
    public long Next(long exclusiveMax)
    {
        Check.That(exclusiveMax > 0);
        return (long)Math.BigMul(NextUInt64(), (ulong)exclusiveMax, out _);
    }

    /// <summary>Uniform in [inclusiveMin, inclusiveMax].</summary>
    public long Between(long inclusiveMin, long inclusiveMax)
    {
        Check.That(inclusiveMin <= inclusiveMax);
        unchecked
        {
            // Offsets of 2^63 and more wrap, and so does the span of all 2^64 values, which is then 0.
            ulong span = (ulong)(inclusiveMax - inclusiveMin) + 1;
            ulong offset = span == 0 ? NextUInt64() : Math.BigMul(NextUInt64(), span, out _);
            return inclusiveMin + (long)offset;
        }
    }

    /// <summary>True with probability perMillion / 1,000,000.</summary>
    public bool Chance(int perMillion) => Next(1_000_000) < perMillion;

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
