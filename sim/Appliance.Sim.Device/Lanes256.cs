using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appliance.Sim.Device;

/// <summary>Four int64 in one 256-bit register.</summary>
internal readonly unsafe struct Lanes256(Vector256<long> row) : ILanes<Lanes256>
{
    private readonly Vector256<long> row = row;

    public static int Count => Vector256<long>.Count;

    public static Lanes256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<long>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(long value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(long* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 row, long* to) => row.row.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Add(Lanes256 a, Lanes256 b) => new(a.row + b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Subtract(Lanes256 a, Lanes256 b) => new(a.row - b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Multiply(Lanes256 a, Lanes256 b) => new(a.row * b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.Max(a.row, b.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Vector256.Min(a.row, b.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Choose(Lanes256 sign, Lanes256 negative, Lanes256 otherwise) => new(
        Vector256.ConditionalSelect(
            Vector256.LessThan(sign.row, Vector256<long>.Zero), negative.row, otherwise.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WithoutLastTwo(Lanes256 row) => new(row.row & Vector256.Create(-1L, -1L, 0L, 0L));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MaxAcross(Lanes256 row)
    {
        Vector128<long> half = Vector128.Max(row.row.GetLower(), row.row.GetUpper());
        return Math.Max(half.GetElement(0), half.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Below(Lanes256 a, Lanes256 b) =>
        Vector256.LessThan(a.row, b.row).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SumTop4(Lanes256 t0, Lanes256 t1, Lanes256 t2, Lanes256 t3)
    {
        Vector128<long> b0 = Vector128.Max(t0.row.GetLower(), t3.row.GetUpper());
        Vector128<long> b1 = Vector128.Max(t1.row.GetLower(), t2.row.GetUpper());
        Vector128<long> b2 = Vector128.Max(t2.row.GetLower(), t1.row.GetUpper());
        Vector128<long> b3 = Vector128.Max(t3.row.GetLower(), t0.row.GetUpper());
        (b0, b2) = (Vector128.Max(b0, b2), Vector128.Min(b0, b2));
        (b1, b3) = (Vector128.Max(b1, b3), Vector128.Min(b1, b3));
        (b0, b1) = (Vector128.Max(b0, b1), Vector128.Min(b0, b1));
        (b2, b3) = (Vector128.Max(b2, b3), Vector128.Min(b2, b3));

        // The last halving and the sum: each pair once max(own, other's opposite).
        Vector128<long> sum = Vector128.Max(b0, Swap(b3)) + Vector128.Max(b1, Swap(b2));
        return unchecked(sum.GetElement(0) + sum.GetElement(1));
    }

    // max(b0[0], b3[1]) + max(b3[0], b0[1]) are the two lanes of max(b0, swapped b3); so for b1 and b2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> Swap(Vector128<long> pair) => Vector128.Shuffle(pair, Vector128.Create(1L, 0L));
}
