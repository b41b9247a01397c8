using System;

namespace Appliance.Core.Tests;

/// <summary>The checksum against the bit-by-bit definition of its polynomial, however the bytes are cut.</summary>
public sealed class Crc32CTests
{
    [Fact]
    public void The_check_value_is_that_of_the_catalogue()
    {
        Assert.Equal(0xE3069283U, Crc32C.Of("123456789"u8));
        Assert.Equal(0U, Crc32C.Of([]));
    }

    [Fact]
    public void Every_length_and_cut_agrees_with_the_definition()
    {
        Prng random = TestSeed.Generator("crc");
        for (int length = 0; length <= 100; length++)
        {
            byte[] bytes = new byte[length];
            for (int k = 0; k < length; k++) bytes[k] = (byte)random.Next(256);
            uint expected = BitByBit(bytes);
            Assert.True(expected == Crc32C.Of(bytes), TestSeed.Repeat($"length={length}"));
            int cut = (int)random.Next(length + 1);
            uint pieces = Crc32C.Append(Crc32C.Append(Crc32C.Start, bytes.AsSpan(0, cut)), bytes.AsSpan(cut));
            Assert.True(expected == Crc32C.Finish(pieces), TestSeed.Repeat($"length={length} cut={cut}"));
        }
    }

    private static uint BitByBit(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78U;
        }

        return ~crc;
    }
}
