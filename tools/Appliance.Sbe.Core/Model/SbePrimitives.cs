using System;

namespace Appliance.Sbe.Model;

/// <summary>Sizes, names and default limits of the primitives, from the tables of the SBE 1.0 standard.</summary>
public static class SbePrimitives
{
    private const ulong FloatMaxBits = 0x7F7F_FFFF;
    private const ulong FloatMinBits = 0xFF7F_FFFF;
    private const ulong FloatNaNBits = 0x7FC0_0000;
    private const ulong DoubleMaxBits = 0x7FEF_FFFF_FFFF_FFFF;
    private const ulong DoubleMinBits = 0xFFEF_FFFF_FFFF_FFFF;
    private const ulong DoubleNaNBits = 0x7FF8_0000_0000_0000;

    public static int Size(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
            case SbePrimitive.Int8:
            case SbePrimitive.UInt8:
                return 1;
            case SbePrimitive.Int16:
            case SbePrimitive.UInt16:
                return 2;
            case SbePrimitive.Int32:
            case SbePrimitive.UInt32:
            case SbePrimitive.Float:
                return 4;
            default:
                return 8;
        }
    }

    public static bool IsSigned(SbePrimitive primitive) =>
        primitive is SbePrimitive.Int8 or SbePrimitive.Int16 or SbePrimitive.Int32 or SbePrimitive.Int64;

    public static bool IsFloating(SbePrimitive primitive) => primitive is SbePrimitive.Float or SbePrimitive.Double;

    /// <summary>The name in schemas, for example uint16; false when it is none of the eleven.</summary>
    public static bool TryParse(string name, out SbePrimitive primitive)
    {
        foreach (SbePrimitive candidate in (SbePrimitive[])Enum.GetValues(typeof(SbePrimitive)))
        {
            if (Name(candidate) == name)
            {
                primitive = candidate;
                return true;
            }
        }

        primitive = default;
        return false;
    }

    public static string Name(SbePrimitive primitive) => primitive.ToString().ToLowerInvariant();

    public static SbeValue DefaultMin(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
                return new SbeValue(primitive, 0x20);
            case SbePrimitive.Float:
                return new SbeValue(primitive, FloatMinBits);
            case SbePrimitive.Double:
                return new SbeValue(primitive, DoubleMinBits);
            default:
                return new SbeValue(primitive, IsSigned(primitive) ? unchecked((ulong)(Lowest(primitive) + 1)) : 0);
        }
    }

    public static SbeValue DefaultMax(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
                return new SbeValue(primitive, 0x7E);
            case SbePrimitive.Float:
                return new SbeValue(primitive, FloatMaxBits);
            case SbePrimitive.Double:
                return new SbeValue(primitive, DoubleMaxBits);
            default:
                return new SbeValue(
                    primitive, IsSigned(primitive) ? unchecked((ulong)~Lowest(primitive)) : AllOnes(primitive) - 1);
        }
    }

    public static SbeValue DefaultNull(SbePrimitive primitive)
    {
        switch (primitive)
        {
            case SbePrimitive.Char:
                return new SbeValue(primitive, 0);
            case SbePrimitive.Float:
                return new SbeValue(primitive, FloatNaNBits);
            case SbePrimitive.Double:
                return new SbeValue(primitive, DoubleNaNBits);
            default:
                return new SbeValue(
                    primitive, IsSigned(primitive) ? unchecked((ulong)Lowest(primitive)) : AllOnes(primitive));
        }
    }

    private static long Lowest(SbePrimitive primitive) => long.MinValue >> (64 - (8 * Size(primitive)));

    private static ulong AllOnes(SbePrimitive primitive) => ulong.MaxValue >> (64 - (8 * Size(primitive)));
}
