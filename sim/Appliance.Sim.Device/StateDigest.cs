using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Canonical bytes of the primary state, hashed: the prices, then every open group in id order, as MARGIN.md section 8
/// lists them. Little-endian int64 throughout. Layout and epoch switching do not show, so any device that holds the
/// same state gives the same hash.
/// </summary>
internal static unsafe class StateDigest
{
    public static void Compute(DeviceState state, Span<byte> sha256)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendPrices(hash, state.Equity.Marks, state.Tables.InstrumentCount);
        AppendPrices(hash, state.Equity.Assets.Prices, state.Equity.Assets.Count);
        int[] order = new int[Limits.GroupInstrumentsMax];
        for (uint g = 0; g < (uint)state.Store.Capacity.Groups; g++)
        {
            GroupHeader* header = state.Store.Header(g);
            if (header->IsOpen != 0)
            {
                AppendGroup(hash, state, header, order);
            }
        }

        Check.That(hash.GetHashAndReset(sha256) == sha256.Length);
    }

    private static void AppendPrices(IncrementalHash hash, MarkTable prices, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Append(hash, prices.ValuesMicro[i], prices.AveragesMicro[i]);
        }
    }

    private static void AppendGroup(IncrementalHash hash, DeviceState state, GroupHeader* header, Span<int> order)
    {
        bool isIsolated = header->Kind == MarginGroupKind.Isolated;
        GroupHeader* pool = state.Pools.PoolOf(header);
        Append(hash, header->Group, (long)header->Kind, header->IsStandard ? 1 : 0);
        Append(hash, isIsolated ? header->OnlyInstrument : -1, pool == null ? -1 : pool->Group);
        Append(hash, header->Kind == MarginGroupKind.Pool ? (long)state.Pools.LambdaOf(header) : 0);
        if (header->Kind == MarginGroupKind.Pool)
        {
            return;
        }

        Append(hash, header->CashMicro, header->ReservesMicro);
        GroupPosition* positions = state.Store.Positions(header);
        int count = Sort(state, header, order);
        Append(hash, count);
        foreach (int p in order[..count])
        {
            (long buys, long sells) = state.Legs.Own(header, positions + p);
            Append(hash, positions[p].Instrument, positions[p].Q, buys, sells, state.Equity.OpenValueOf(header, p));
        }

        Append(hash, BitOperations.PopCount(header->AssetMask));
        for (uint mask = header->AssetMask; mask != 0; mask &= mask - 1)
        {
            int asset = BitOperations.TrailingZeroCount(mask);
            Append(hash, asset, state.Equity.Assets.Balances(asset)[header->Group]);
        }
    }

    // What the group itself holds or works, by instrument; a group has few. Collateral follows from balances, and a
    // leg may have its place by a combination alone.
    private static int Sort(DeviceState state, GroupHeader* header, Span<int> order)
    {
        GroupPosition* positions = state.Store.Positions(header);
        int count = 0;
        for (int p = 0; p < header->PositionCount; p++)
        {
            (long buys, long sells) = state.Legs.Own(header, positions + p);
            bool isEmpty = positions[p].Q == 0 && buys == 0 && sells == 0;
            if (isEmpty || state.Tables.Instrument(positions[p].Instrument)->IsCollateral)
            {
                continue;
            }

            int at = count++;
            for (; at > 0 && positions[order[at - 1]].Instrument > positions[p].Instrument; at--)
            {
                order[at] = order[at - 1];
            }

            order[at] = p;
        }

        return count;
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<long> values)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (long value in values)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
