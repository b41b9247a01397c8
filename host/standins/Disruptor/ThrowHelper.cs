using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Disruptor;

/// <summary>
/// Throws out of line, so that a check on the hot path costs its caller a compare and a call, no inlined throw.
/// </summary>
internal static class ThrowHelper
{
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowClaimSize(int n, int bufferSize) =>
        throw new ArgumentException($"The claim of {n} must be from 1 to the buffer size {bufferSize}.", nameof(n));

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowBatchIndex(int index, int count) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"The batch holds {count} events.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowNoEvent() =>
        throw new InvalidOperationException("The ring was full: the scope holds no event.");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowSequencesExhausted() =>
        throw new OverflowException("All sequences have been used.");

    public static int CheckedBufferSize(int bufferSize)
    {
        if (bufferSize < 1 || (bufferSize & (bufferSize - 1)) != 0)
        {
            throw new ArgumentException(
                $"The buffer size must be a power of two and at least 1, not {bufferSize}.", nameof(bufferSize));
        }

        return bufferSize;
    }
}
