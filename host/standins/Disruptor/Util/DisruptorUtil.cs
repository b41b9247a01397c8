using System;
using System.Numerics;
using Disruptor.Processing;

namespace Disruptor.Util;

/// <summary>Small arithmetic shared by the ring and its users.</summary>
public static class DisruptorUtil
{
    private const int PowerOfTwoMax = 1 << 30;

    /// <summary>The smallest power of two that is not below <paramref name="x"/>, and at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such power fits an int.</exception>
    public static int CeilingNextPowerOfTwo(int x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, PowerOfTwoMax);
        return x <= 1 ? 1 : (int)BitOperations.RoundUpToPowerOf2((uint)x);
    }

    /// <summary>The smallest of the sequences' values and <paramref name="minimum"/>.</summary>
    public static long GetMinimumSequence(Sequence[] sequences, long minimum = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        for (int i = 0; i < sequences.Length; i++)
        {
            minimum = Math.Min(minimum, sequences[i].Value);
        }

        return minimum;
    }

    /// <summary>The sequences of the processors, in their order.</summary>
    public static Sequence[] GetSequencesFor(params IEventProcessor[] processors)
    {
        ArgumentNullException.ThrowIfNull(processors);
        return Array.ConvertAll(processors, processor => processor.Sequence);
    }
}
