using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>Where rounding and range go wrong first, and draws that go there half of the time.</summary>
internal static class Edges
{
    private static readonly int[] Powers = [0, 1, 2, 31, 32, 33, 39, 40, 46, 47, 53, 54, 61, 62, 63, 85, 86, 126, 127];

    /// <summary>Ends of the range, and every power of two above and its neighbours, of both signs.</summary>
    internal static BigInteger[] Of(Interval range) =>
        [.. Powers.SelectMany(p => Around(BigInteger.Pow(2, p)))
            .SelectMany(x => new[] { x, -x })
            .Concat([range.Min, range.Min + 1, range.Max - 1, range.Max, 3, 10, 1_000_000_000])
            .Where(range.Contains).Distinct().Order()];

    internal static BigInteger[] Around(BigInteger x) => [x - 1, x, x + 1];

    /// <summary>An edge, a near neighbour of one, or any number of digits, inside the range.</summary>
    internal static BigInteger Draw(Prng random, Interval range, IReadOnlyList<BigInteger> edges)
    {
        BigInteger edge = edges[(int)random.Next(edges.Count)];
        BigInteger drawn = random.Next(4) switch
        {
            0 => edge,
            1 => edge + random.Between(-1000, 1000),
            _ => Bits(random, (int)random.Next(129)),
        };
        return range.Contains(drawn) ? drawn : range.Contains(-drawn) ? -drawn : edge;
    }

    internal static long DrawLong(Prng random, long min, long max)
    {
        Interval range = new(min, max);
        return (long)Draw(random, range, Of(range));
    }

    private static BigInteger Bits(Prng random, int bits)
    {
        BigInteger value = ((BigInteger)random.NextUInt64() << 64) + random.NextUInt64();
        value >>= 128 - bits;
        return random.Next(2) == 0 ? value : -value;
    }
}
