using System;

namespace Appliance.Sbe.Tool.Verbs;

/// <summary>Bytes as people paste them: two digits a byte; spaces, colons, dashes, commas and 0x are skipped.</summary>
internal static class HexText
{
    /// <exception cref="UsageException">A character is no digit, or half a byte is left.</exception>
    public static byte[] Parse(string text)
    {
        string digits = text.Replace("0x", string.Empty, StringComparison.OrdinalIgnoreCase);
        byte[] bytes = new byte[(digits.Length / 2) + 1];
        int nibbles = 0;
        foreach (char c in digits)
        {
            if (char.IsWhiteSpace(c) || c is ':' or '-' or ',')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit(c))
            {
                throw new UsageException($"--hex: '{c}' is no hexadecimal digit");
            }

            int nibble = Convert.ToInt32(c.ToString(), 16);
            bytes[nibbles / 2] = (byte)((bytes[nibbles / 2] << 4) | nibble);
            nibbles++;
        }

        return nibbles % 2 == 0
            ? bytes[..(nibbles / 2)]
            : throw new UsageException($"--hex: {nibbles} digits are not whole bytes");
    }
}
