using System;

namespace Appliance.Sbe.Tool.Packets;

/// <summary>An interface of a pcapng section: what its packets are and how its times count.</summary>
/// <param name="LinkType">Number of the link layer.</param>
/// <param name="SnapBytes">Longest packet that is kept; 0 for no bound.</param>
/// <param name="Resolution">Ticks a second: 10^-n, or with the top bit set 2^-n.</param>
/// <param name="OffsetSeconds">Added to every time.</param>
internal sealed record PcapNgInterface(int LinkType, uint SnapBytes, byte Resolution, long OffsetSeconds)
{
    public const byte Micro = 6;

    private const byte IsBinary = 0x80;
    private const int NanoDigits = 9;
    private const int DigitsMax = 28;
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>UTC nanoseconds of a time in ticks; null when they are beyond what 64 bits hold.</summary>
    public long? StampNs(ulong ticks)
    {
        int n = Resolution & ~IsBinary;
        UInt128 ns;
        if ((Resolution & IsBinary) != 0)
        {
            ns = ((UInt128)ticks * (UInt128)NsPerSecond) >> n;
        }
        else if (n <= NanoDigits)
        {
            ns = (UInt128)ticks * Power(NanoDigits - n);
        }
        else
        {
            ns = n - NanoDigits > DigitsMax ? UInt128.Zero : (UInt128)ticks / Power(n - NanoDigits);
        }

        Int128 sum = (Int128)ns + ((Int128)OffsetSeconds * NsPerSecond);
        return sum >= Int128.Zero && sum <= (Int128)long.MaxValue ? (long)sum : null;
    }

    private static UInt128 Power(int digits)
    {
        UInt128 power = UInt128.One;
        for (int i = 0; i < digits; i++)
        {
            power *= 10;
        }

        return power;
    }
}
