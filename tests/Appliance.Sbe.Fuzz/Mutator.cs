using System;
using System.Collections.Generic;

namespace Appliance.Sbe.Fuzz;

/// <summary>Makes an input of a seed frame: cut, longer, bits turned, lengths at their edges, spliced.</summary>
internal sealed class Mutator(IReadOnlyList<SeedFrame> corpus, int capacity)
{
    private const int MutationsMax = 3;
    private const int ExtensionMax = 64;

    private readonly byte[] bytes = new byte[capacity];
    private int length;

    /// <summary>The input; valid until the next call. Allocates nothing.</summary>
    public ReadOnlySpan<byte> Make(scoped ref InputRandom random)
    {
        SeedFrame frame = corpus[random.Next(corpus.Count)];
        Take(frame.Bytes);
        int count = random.Next(MutationsMax + 1);
        for (int i = 0; i < count; i++)
        {
            switch (random.Next(6))
            {
                case 0:
                    Cut(ref random);
                    break;
                case 1:
                    Extend(ref random);
                    break;
                case 2:
                    FlipBits(ref random);
                    break;
                case 3:
                    Splice(corpus[random.Next(corpus.Count)].Bytes, ref random);
                    break;
                default:
                    SetEdge(frame.HotSpots, ref random);
                    break;
            }
        }

        return bytes.AsSpan(0, length);
    }

    private void Take(byte[] frame)
    {
        length = Math.Min(frame.Length, capacity);
        Array.Copy(frame, bytes, length);
    }

    // Half of the cuts are near the end, where a check that is off by a little shows.
    private void Cut(scoped ref InputRandom random)
    {
        int most = random.Next(2) == 0 ? Math.Min(length, 9) : length;
        length -= random.Next(most + 1);
    }

    // Mostly by little; sometimes by all there is room for, so that great counts find their entries.
    private void Extend(scoped ref InputRandom random)
    {
        int more = random.Next(16) == 0 ? capacity : 1 + random.Next(ExtensionMax);
        int end = Math.Min(capacity, length + more);
        for (; length < end; length++)
        {
            bytes[length] = (byte)(random.Next() & 0xFF);
        }
    }

    private void FlipBits(scoped ref InputRandom random)
    {
        int count = length == 0 ? 0 : 1 + random.Next(8);
        for (int i = 0; i < count; i++)
        {
            bytes[random.Next(length)] ^= (byte)(1 << random.Next(8));
        }
    }

    private void Splice(byte[] other, scoped ref InputRandom random)
    {
        int head = random.Next(length + 1);
        int from = random.Next(other.Length + 1);
        int tail = Math.Min(other.Length - from, capacity - head);
        Array.Copy(other, from, bytes, head, tail);
        length = head + tail;
    }

    private void SetEdge(IReadOnlyList<HotSpot> spots, scoped ref InputRandom random)
    {
        HotSpot spot = spots[random.Next(spots.Count)];
        if (spot.Offset + spot.Size > length)
        {
            return;
        }

        ulong max = ulong.MaxValue >> (64 - (8 * spot.Size));
        ulong old = Read(spot);
        int left = length - spot.Offset;
        ulong value = random.Next(10) switch
        {
            0 => 0,
            1 => 1,
            2 => max,
            3 => max - 1,
            4 => max >> 1,
            5 => (max >> 1) + 1,
            6 => old + 1,
            7 => unchecked(old - 1),
            8 => (ulong)random.Next(left + 1),
            _ => (ulong)(left - Math.Min(left, random.Next(16))),
        };
        for (int i = 0; i < spot.Size; i++)
        {
            bytes[spot.Offset + At(spot, i)] = (byte)((value >> (8 * i)) & 0xFF);
        }
    }

    private ulong Read(HotSpot spot)
    {
        ulong value = 0;
        for (int i = 0; i < spot.Size; i++)
        {
            value |= (ulong)bytes[spot.Offset + At(spot, i)] << (8 * i);
        }

        return value;
    }

    private static int At(HotSpot spot, int i) => spot.IsBigEndian ? spot.Size - 1 - i : i;
}
