using System.Runtime.CompilerServices;

namespace Appliance.Sim.Device;

/// <summary>
/// Four neighbouring rows of an accumulator, kept in registers while all positions of a bucket are added: each
/// position's lots are spread over a register once for all four, and nothing is stored in between.
/// </summary>
internal unsafe struct Rows<T>
    where T : struct, ILanes<T>
{
    public const int Count = 4;

    public T R0;
    public T R1;
    public T R2;
    public T R3;

    /// <summary>The last two entries: the delta rows, when these rows end a bucket block.</summary>
    public readonly long LastButOne => T.Element(R3, T.Count - 2);

    public readonly long Last => T.Element(R3, T.Count - 1);

    /// <summary>L and W of the entries from <paramref name="at"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Holding* holdings, int count, int at, ref Rows<T> held, ref Rows<T> worst)
    {
        unchecked
        {
            T l0 = T.Zero, l1 = l0, l2 = l0, l3 = l0, x0 = l0, x1 = l0, x2 = l0, x3 = l0;
            for (Holding* h = holdings; h < holdings + count; h++)
            {
                long* losses = h->Losses + at;
                T q = T.All(h->Q), b = T.All(h->B), s = T.All(h->MinusS);
                T r = T.Load(losses);
                l0 = T.Add(l0, T.Multiply(q, r));
                x0 = T.Add(x0, T.Multiply(T.Choose(r, s, b), r));
                r = T.Load(losses + T.Count);
                l1 = T.Add(l1, T.Multiply(q, r));
                x1 = T.Add(x1, T.Multiply(T.Choose(r, s, b), r));
                r = T.Load(losses + (2 * T.Count));
                l2 = T.Add(l2, T.Multiply(q, r));
                x2 = T.Add(x2, T.Multiply(T.Choose(r, s, b), r));
                r = T.Load(losses + (3 * T.Count));
                l3 = T.Add(l3, T.Multiply(q, r));
                x3 = T.Add(x3, T.Multiply(T.Choose(r, s, b), r));
            }

            held.R0 = l0;
            held.R1 = l1;
            held.R2 = l2;
            held.R3 = l3;
            worst.R0 = T.Add(l0, x0);
            worst.R1 = T.Add(l1, x1);
            worst.R2 = T.Add(l2, x2);
            worst.R3 = T.Add(l3, x3);
        }
    }

    /// <summary>The same for one row, where fewer than four are left.</summary>
    public static (T Held, T Worst) SumOne(Holding* holdings, int count, int at)
    {
        unchecked
        {
            T held = T.Zero, working = T.Zero;
            for (Holding* h = holdings; h < holdings + count; h++)
            {
                T r = T.Load(h->Losses + at);
                held = T.Add(held, T.Multiply(T.All(h->Q), r));
                working = T.Add(working, T.Multiply(T.Choose(r, T.All(h->MinusS), T.All(h->B)), r));
            }

            return (held, T.Add(held, working));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(long* to, StoreKind kind)
    {
        unchecked
        {
            if (kind == StoreKind.Streamed)
            {
                T.Stream(R0, to);
                T.Stream(R1, to + T.Count);
                T.Stream(R2, to + (2 * T.Count));
                T.Stream(R3, to + (3 * T.Count));
                return;
            }

            T.Store(R0, to);
            T.Store(R1, to + T.Count);
            T.Store(R2, to + (2 * T.Count));
            T.Store(R3, to + (3 * T.Count));
        }
    }

    /// <summary>Lane by lane; at the end of a bucket block without the delta rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Largest(bool isEnd)
    {
        T last = isEnd ? T.WithoutLastTwo(R3) : R3;
        return T.Max(T.Max(R0, R1), T.Max(R2, last));
    }
}
