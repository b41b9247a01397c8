using System;

namespace Appliance.Sbe.Fuzz;

/// <summary>
/// The random numbers of one input, from the run's seed and the input's number: any input can be made again without
/// those before it. A struct, so that the loop allocates nothing (splitmix64; Steele, Lea and Flood, public domain).
/// </summary>
internal struct InputRandom(ulong seed, long input)
{
    private ulong state = unchecked((seed * 0xD134_2543_DE82_EF95UL) ^ ((ulong)input * 0x9E37_79B9_7F4A_7C15UL));

    public ulong Next()
    {
        unchecked
        {
            state += 0x9E37_79B9_7F4A_7C15UL;
            ulong z = state;
            z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Uniform in [0, exclusiveMax), which must be positive.</summary>
    public int Next(int exclusiveMax) => (int)Math.BigMul(Next(), (ulong)exclusiveMax, out _);
}
