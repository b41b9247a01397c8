using System;
using System.IO;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Sim.Oracle;

namespace Appliance.Exactness.Tests;

/// <summary>The state hash of the device contract, from the oracle's book.</summary>
internal static class OracleDigest
{
    public static void Compute(OracleBook book, Span<byte> sha256)
    {
        using MemoryStream bytes = new();
        using BinaryWriter writer = new(bytes);
        foreach (System.Numerics.BigInteger mark in book.Marks)
        {
            writer.Write((long)mark);
        }

        foreach ((long id, OracleGroup group) in book.Groups)
        {
            writer.Write(id);
            writer.Write((long)group.Cash);
            writer.Write((long)group.Reserves);
            writer.Write((long)group.Holdings.Count);
            foreach ((int instrument, OracleHolding holding) in group.Holdings)
            {
                writer.Write((long)instrument);
                writer.Write((long)holding.Q);
                writer.Write((long)holding.B);
                writer.Write((long)holding.S);
            }
        }

        writer.Flush();
        Check.That(SHA256.TryHashData(bytes.ToArray(), sha256, out int written) && written == sha256.Length);
    }
}
