using System.Globalization;
using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>Primitives and their values as C# writes them. A char is one byte of text and stays a byte.</summary>
internal static class CSharpTypes
{
    internal static string Keyword(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
            case SbePrimitive.UInt8:
                return "byte";
            case SbePrimitive.Int8:
                return "sbyte";
            case SbePrimitive.Int16:
                return "short";
            case SbePrimitive.Int32:
                return "int";
            case SbePrimitive.Int64:
                return "long";
            case SbePrimitive.UInt16:
                return "ushort";
            case SbePrimitive.UInt32:
                return "uint";
            case SbePrimitive.UInt64:
                return "ulong";
            case SbePrimitive.Float:
                return "float";
            default:
                return "double";
        }
    }

    /// <summary>The method of the emitted byte readers.</summary>
    internal static string Reader(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
                return "UInt8";
            case SbePrimitive.Float:
                return "Float32";
            case SbePrimitive.Double:
                return "Float64";
            default:
                return primitive.ToString();
        }
    }

    /// <summary>The unsigned integer that holds the bits of a float or double.</summary>
    internal static SbePrimitive BitsOf(SbePrimitive floating) =>
        floating == SbePrimitive.Float ? SbePrimitive.UInt32 : SbePrimitive.UInt64;

    /// <summary>The greatest number an unsigned integer of this width holds.</summary>
    internal static ulong UnsignedMax(SbePrimitive primitive) =>
        ulong.MaxValue >> (64 - (8 * SbePrimitives.Size(primitive)));

    /// <summary>The value as a literal that converts to its own type without a cast where it is a constant.</summary>
    internal static string Literal(SbeValue value)
    {
        long signed = value.Signed;
        switch (value.Primitive)
        {
            case SbePrimitive.Char:
                return CharLiteral((byte)(value.Bits & 0xFF));
            case SbePrimitive.Int64 when signed == long.MinValue:
                return "long.MinValue";
            case SbePrimitive.Int64 when signed == long.MaxValue:
                return "long.MaxValue";
            case SbePrimitive.Int32 when signed == int.MinValue:
                return "int.MinValue";
            case SbePrimitive.Int32 when signed == int.MaxValue:
                return "int.MaxValue";
            case SbePrimitive.UInt32 when value.Bits == uint.MaxValue:
                return "uint.MaxValue";
            case SbePrimitive.UInt64 when value.Bits == ulong.MaxValue:
                return "ulong.MaxValue";
            case SbePrimitive.Float:
                return "BitConverter.UInt32BitsToSingle(0x" + Hex(value.Bits, 8) + ")";
            case SbePrimitive.Double:
                return "BitConverter.UInt64BitsToDouble(0x" + Hex(value.Bits, 16) + ")";
            default:
                return SbePrimitives.IsSigned(value.Primitive)
                    ? signed.ToString(CultureInfo.InvariantCulture)
                    : value.Bits.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Bytes as a UTF-8 literal where they are printable ASCII, else as a list.</summary>
    internal static string Bytes(byte[] bytes)
    {
        bool isPrintable = true;
        var list = new string[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            isPrintable &= bytes[i] >= 0x20 && bytes[i] < 0x7F && bytes[i] != '"' && bytes[i] != '\\';
            list[i] = "0x" + Hex(bytes[i], 2);
        }

        return isPrintable
            ? "\"" + System.Text.Encoding.ASCII.GetString(bytes) + "\"u8"
            : "[" + string.Join(", ", list) + "]";
    }

    private static string CharLiteral(byte value) =>
        value >= 0x20 && value < 0x7F && value != '\'' && value != '\\'
            ? "(byte)'" + (char)value + "'"
            : Text((ulong)value);

    private static string Hex(ulong value, int digits) =>
        value.ToString("X" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
