using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>The state hash of the device contract (MARGIN.md section 8), from the oracle's book.</summary>
internal static class OracleDigest
{
    public static void Compute(OracleBook book, Span<byte> sha256)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        for (int i = 0; i < book.Marks.Count; i++)
        {
            Write(writer, book.Marks[i], book.Marks.Average(i));
        }

        for (int a = 0; a < book.Marks.AssetCount; a++)
        {
            Write(writer, book.Marks.AssetPrice(a), book.Marks.AssetAverage(a));
        }

        foreach (OracleGroup group in book.Groups.Values)
        {
            WriteGroup(writer, group);
        }

        writer.Flush();
        Check.That(SHA256.TryHashData(bytes.ToArray(), sha256, out int written) && written == sha256.Length);
    }

    private static void WriteGroup(BinaryWriter writer, OracleGroup group)
    {
        OracleGroupTerms terms = group.Terms;
        Write(writer, group.Id, (int)terms.Kind, terms.Mode == OracleMode.Standard ? 1 : 0);
        Write(writer, terms.Kind == OracleGroupKind.Isolated ? terms.Instrument : -1);
        Write(writer, terms.Kind == OracleGroupKind.Member ? terms.PoolId : -1);
        Write(writer, terms.Kind == OracleGroupKind.Pool ? terms.LambdaPool : 0);
        if (group.IsPool)
        {
            return;
        }

        // Collateral instruments follow from balances.
        KeyValuePair<int, OracleHolding>[] holdings =
            [.. group.Holdings.Where(pair => !group.Snapshot.Instrument(pair.Key).IsCollateral)];
        Write(writer, group.Cash, group.Reserves, holdings.Length);
        foreach ((int instrument, OracleHolding holding) in holdings)
        {
            Write(writer, instrument, holding.Q, holding.B, holding.S, holding.V);
        }

        Write(writer, group.Balances.Count);
        foreach ((int asset, BigInteger balance) in group.Balances)
        {
            Write(writer, asset, balance);
        }
    }

    private static void Write(BinaryWriter writer, params ReadOnlySpan<BigInteger> values)
    {
        foreach (BigInteger value in values)
        {
            writer.Write((long)value);
        }
    }
}
