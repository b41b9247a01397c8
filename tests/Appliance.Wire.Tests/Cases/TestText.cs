using System;
using Appliance.Core;

namespace Appliance.Wire.Tests.Cases;

/// <summary>Turns numbers into texts and texts into numbers, so that texts walk with the other fields.</summary>
internal static class TestText
{
    private static readonly byte[] Full = Filled(64, 0xFF);

    /// <summary>Text of 0 to <paramref name="length"/> bytes without NUL; all ones gives a full one of 0xFF.</summary>
    internal static ReadOnlySpan<byte> Of(ulong value, int length)
    {
        if (value == ulong.MaxValue)
        {
            return Full.AsSpan(0, length);
        }

        int start = (int)(value % 7);
        int used = (int)(value / 7 % (ulong)(length + 1));
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789/abcdefghijklmnopqrstuvwxyz"u8.Slice(start, used);
    }

    /// <summary>FNV-1a over the bytes.</summary>
    internal static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (byte letter in text)
        {
            hash = unchecked((hash ^ letter) * 0x100000001B3UL);
        }

        return hash;
    }

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, value);
        Check.That(bytes[^1] == value);
        return bytes;
    }
}
