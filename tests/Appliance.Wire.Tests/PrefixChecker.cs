using System;
using Appliance.Wire.Tests.Cases;

namespace Appliance.Wire.Tests;

/// <summary>
/// Gives a reader every strict prefix of a good frame, each in an array of its own length. The control in
/// <see cref="HostileFrameTests"/> shows that a reader without a bounds check does not get past it.
/// </summary>
internal static class PrefixChecker
{
    /// <summary>Null when every prefix is refused with a status; else what went wrong first.</summary>
    internal static string? FirstFault(ReadOnlySpan<byte> frame, FrameReader read)
    {
        ulong[] values = new ulong[MessageCase.FieldsMax];
        for (int length = 0; length < frame.Length; length++)
        {
            byte[] prefix = frame[..length].ToArray();
            SbeStatus status;
            try
            {
                status = read(prefix, values);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                return $"prefix of {length} bytes threw {e.GetType().Name}";
            }

            bool isHeaderCut = length < MessageHeader.Size;
            if (status == SbeStatus.Ok || isHeaderCut != (status == SbeStatus.NeedMoreHeader))
            {
                return $"prefix of {length} bytes was {status}";
            }
        }

        return null;
    }
}
