using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appliance.Sim.Device;

/// <summary>Eight int64 in one 512-bit register.</summary>
internal readonly unsafe struct Lanes512(Vector512<long> row) : ILanes<Lanes512>
{
    private readonly Vector512<long> row = row;

    public static int Count => Vector512<long>.Count;

    public static Lanes512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<long>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(long value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(long* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 row, long* to) => row.row.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Add(Lanes512 a, Lanes512 b) => new(a.row + b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Subtract(Lanes512 a, Lanes512 b) => new(a.row - b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Multiply(Lanes512 a, Lanes512 b) => new(a.row * b.row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.Max(a.row, b.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.Min(a.row, b.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Choose(Lanes512 sign, Lanes512 negative, Lanes512 otherwise) => new(
        Vector512.ConditionalSelect(
            Vector512.LessThan(sign.row, Vector512<long>.Zero), negative.row, otherwise.row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WithoutLastTwo(Lanes512 row) =>
        new(row.row & Vector512.Create(-1L, -1L, -1L, -1L, -1L, -1L, 0L, 0L));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long MaxAcross(Lanes512 row) =>
        Lanes256.MaxAcross(new Lanes256(Vector256.Max(row.row.GetLower(), row.row.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Below(Lanes512 a, Lanes512 b) =>
        (uint)Vector512.LessThan(a.row, b.row).ExtractMostSignificantBits();

    // Halving: of two lists in order, max(a_k, b_(3-k)) are the four largest of both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long SumTop4(Lanes512 t0, Lanes512 t1, Lanes512 t2, Lanes512 t3)
    {
        Vector256<long> a0 = Vector256.Max(t0.row.GetLower(), t3.row.GetUpper());
        Vector256<long> a1 = Vector256.Max(t1.row.GetLower(), t2.row.GetUpper());
        Vector256<long> a2 = Vector256.Max(t2.row.GetLower(), t1.row.GetUpper());
        Vector256<long> a3 = Vector256.Max(t3.row.GetLower(), t0.row.GetUpper());
        (a0, a2) = (Vector256.Max(a0, a2), Vector256.Min(a0, a2));
        (a1, a3) = (Vector256.Max(a1, a3), Vector256.Min(a1, a3));
        (a0, a1) = (Vector256.Max(a0, a1), Vector256.Min(a0, a1));
        (a2, a3) = (Vector256.Max(a2, a3), Vector256.Min(a2, a3));
        return Lanes256.SumTop4(new Lanes256(a0), new Lanes256(a1), new Lanes256(a2), new Lanes256(a3));
    }
}
