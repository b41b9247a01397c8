using System;
using System.Collections.Generic;
using Appliance.Core;

namespace Appliance.Sbe.Tests.Interpreting;

/// <summary>Damages frames: bytes changed, inserted and cut off, mostly where lengths and counts are.</summary>
internal static class FrameMutator
{
    public static byte[] Mutate(byte[] frame, Prng random)
    {
        List<byte> bytes = [.. frame];
        int changes = 1 + (int)random.Next(4);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            // Half of the changes hit the first bytes behind the header, where lengths and counts are.
            int at = (int)random.Next(random.Next(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 40));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = 0xFF;
                    break;
                case 2:
                    bytes[at] = (byte)(bytes[at] ^ (1 << (int)random.Next(8)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
