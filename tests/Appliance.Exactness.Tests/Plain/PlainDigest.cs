using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Exactness.Tests;

/// <summary>The state hash of section 8 from the plain state; the machine is little-endian as the bytes are.</summary>
internal static class PlainDigest
{
    public static void Compute(PlainState state, Span<byte> sha256)
    {
        Check.That(BitConverter.IsLittleEndian);
        List<long> words = [];
        for (int i = 0; i < state.Prices.Marks.Length; i++)
        {
            words.AddRange([state.Prices.Marks[i], state.Prices.Averages[i]]);
        }

        for (int a = 0; a < state.Prices.AssetPrices.Length; a++)
        {
            words.AddRange([state.Prices.AssetPrices[a], state.Prices.AssetAverages[a]]);
        }

        foreach (PlainGroup group in state.Groups.Values)
        {
            Add(words, group);
        }

        SHA256.HashData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(words)), sha256);
    }

    private static void Add(List<long> words, PlainGroup group)
    {
        words.AddRange([group.Id, (long)group.Kind, group.IsStandard ? 1 : 0]);
        words.Add(group.Kind == MarginGroupKind.Isolated ? group.Only : -1);
        words.Add(group.Kind == MarginGroupKind.Member ? group.Pool : -1);
        words.Add(group.Kind == MarginGroupKind.Pool ? (long)group.Lambda : 0);
        if (group.Kind == MarginGroupKind.Pool)
        {
            return;
        }

        KeyValuePair<int, PlainHolding>[] held =
            [.. group.Held.Where(h => !group.Epoch.Instruments[h.Key].IsCollateral)];
        words.AddRange([(long)group.Cash, (long)group.Reserves, held.Length]);
        foreach ((int i, PlainHolding h) in held)
        {
            words.AddRange([i, h.Q, h.B, h.S, (long)h.V]);
        }

        (int Asset, BigInteger Balance)[] owned =
            [.. group.Balances.Select((b, a) => (a, b)).Where(pair => pair.b != 0)];
        words.Add(owned.Length);
        foreach ((int asset, BigInteger balance) in owned)
        {
            words.AddRange([asset, (long)balance]);
        }
    }
}
