using System;
using System.Collections.Generic;
using System.Numerics;

namespace Appliance.Core.Tests;

/// <summary>
/// Copies of the rounding operations, each wrong on purpose in one place. A law that lets one of these pass could
/// not be believed about the original either.
/// </summary>
internal static class Mutants
{
    private const ulong Q32Mask = 0xFFFF_FFFFUL;

    /// <summary>By a name of its own: the operation it is a copy of, and the copy.</summary>
    internal static readonly Dictionary<string, (string Original, Operation Call)> All = new()
    {
        ["FloorDiv 64 towards zero"] = ("FloorDiv 64", (x, y) => (long)x / (long)y),
        ["FloorDiv 64 up"] = ("FloorDiv 64", (x, y) => CeilDiv64((long)x, (long)y)),
        ["FloorDiv 64 down from exact"] =
            ("FloorDiv 64", (x, y) => (long)x % (long)y <= 0 ? (x / y) - 1 : (long)x / (long)y),
        ["CeilDiv 64 towards zero"] = ("CeilDiv 64", (x, y) => (long)x / (long)y),
        ["CeilDiv 64 down"] = ("CeilDiv 64", (x, y) => -CeilDiv64(-x, y)),
        ["CeilDiv 64 by a bias that wraps"] =
            ("CeilDiv 64", (x, y) => unchecked((long)x + (long)y - 1) / (long)y),
        ["FloorDiv 128 towards zero"] = ("FloorDiv 128", (x, y) => (Int128)x / (Int128)y),
        ["FloorDiv 128 in 64 bits"] =
            ("FloorDiv 128", (x, y) => FixedPoint.FloorDiv(Low((Int128)x), Math.Max(1, Low((Int128)y)))),
        ["CeilDiv 128 towards zero"] = ("CeilDiv 128", (x, y) => (Int128)x / (Int128)y),
        ["CeilDiv 128 always one more"] = ("CeilDiv 128", (x, y) => ((Int128)x / (Int128)y) + (x.Sign > 0 ? 1 : 0)),
        ["MulFloor up"] = ("MulFloor", (x, y) => MulBiased((long)x, (ulong)y, Q32Mask)),
        ["MulFloor to nearest"] = ("MulFloor", (x, y) => MulBiased((long)x, (ulong)y, 1UL << 31)),
        ["MulFloor towards zero"] = ("MulFloor", (x, y) => x * y / (BigInteger.One << 32)),
        ["MulFloor in 64 bits"] = ("MulFloor", (x, y) => unchecked((long)x * (long)(ulong)y) >> 32),
        ["MulCeil down"] = ("MulCeil", (x, y) => MulBiased((long)x, (ulong)y, 0)),
        ["MulCeil by 2^32"] = ("MulCeil", (x, y) => MulBiased((long)x, (ulong)y, Q32Mask + 1)),
        ["MulCeil by 2^32 - 2"] = ("MulCeil", (x, y) => MulBiased((long)x, (ulong)y, Q32Mask - 1)),
        ["MulCeil to nearest"] = ("MulCeil", (x, y) => MulBiased((long)x, (ulong)y, 1UL << 31)),
        ["MulCeil that loses the carry"] = ("MulCeil", (x, y) => MulCeilNoCarry((long)x, (ulong)y)),
        ["MulFloor of a rate, up"] = ("MulFloor of a rate", (x, y) => FixedPoint.MulCeil((long)x, (ulong)y)),
        ["MulCeil of a rate, down"] = ("MulCeil of a rate", (x, y) => FixedPoint.MulFloor((long)x, (ulong)y)),
        ["MulFloorWide up"] = ("MulFloorWide", (x, y) => (((Int128)x * (Int128)y) + Q32Mask) >> 32),
        ["MulFloorWide towards zero"] = ("MulFloorWide", (x, y) => (Int128)x * (Int128)y / ((Int128)1 << 32)),
        ["MulCeilWide down"] = ("MulCeilWide", (x, y) => ((Int128)x * (Int128)y) >> 32),
        ["MulCeilWide by 2^32"] = ("MulCeilWide", (x, y) => (((Int128)x * (Int128)y) + (Q32Mask + 1)) >> 32),
        ["Rate.Up down"] = ("Rate.Up", (x, y) => (x << 32) / y),
        ["Rate.Up always one more"] = ("Rate.Up", (x, y) => ((x << 32) / y) + 1),
        ["Rate.Down up"] = ("Rate.Down", (x, y) => ((x << 32) + y - 1) / y),
        ["Rate.FromNanoUp down"] = ("Rate.FromNanoUp", (x, y) => (x << 32) / y),
    };

    private static BigInteger CeilDiv64(BigInteger a, BigInteger b) =>
        a % b > 0 ? (a / b) + 1 : a / b;

    private static long Low(Int128 x) => unchecked((long)x);

    private static long MulBiased(long x, ulong rateQ32, ulong bias)
    {
        long high = Math.BigMul(x, (long)rateQ32, out long low);
        unchecked
        {
            ulong biased = (ulong)low + bias;
            high += biased < (ulong)low ? 1 : 0;
            return (high << 32) | (long)(biased >> 32);
        }
    }

    private static long MulCeilNoCarry(long x, ulong rateQ32)
    {
        long high = Math.BigMul(x, (long)rateQ32, out long low);
        return unchecked((high << 32) | (long)(((ulong)low + Q32Mask) >> 32));
    }
}
