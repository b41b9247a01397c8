using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Appliance.Core;
using Appliance.Margin;

namespace Appliance.Sim.Device;

/// <summary>
/// Canonical bytes of the primary state, hashed: marks by instrument, then every open group in id order with its
/// cash, reserves and positions in instrument order. Little-endian int64 throughout. Layout and epoch switching do
/// not show, so any device that holds the same state gives the same hash.
/// </summary>
internal static unsafe class StateDigest
{
    public static void Compute(IMarginDevice device, DeviceState state, Span<byte> sha256)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        PositionReading[] positions = new PositionReading[Limits.GroupInstrumentsMax];
        foreach (long mark in state.MarksMicro)
        {
            Append(hash, mark);
        }

        for (uint g = 0; g < (uint)state.Store.Capacity.Groups; g++)
        {
            GroupHeader* header = state.Store.Header(g);
            if (header->IsOpen == 0)
            {
                continue;
            }

            Append(hash, g, header->CashMicro, header->ReservesMicro);
            int count = device.ReadPositions(g, positions);
            Append(hash, count);
            foreach (PositionReading p in positions.AsSpan(0, count))
            {
                Append(hash, p.Instrument, p.Position, p.WorkingBuys, p.WorkingSells);
            }
        }

        Check.That(hash.GetHashAndReset(sha256) == sha256.Length);
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
