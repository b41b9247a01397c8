namespace Appliance.Sbe.Model;

/// <summary>
/// One primitive value as its bits: sign-extended to 64 for signed integers, zero-extended for the others, IEEE bits
/// for float and double. Bits keep what a number type would lose: the payload of a NaN, the top half of a uint64.
/// </summary>
public readonly struct SbeValue
{
    public SbeValue(SbePrimitive primitive, ulong bits)
    {
        Primitive = primitive;
        Bits = bits;
    }

    public SbePrimitive Primitive { get; }

    public ulong Bits { get; }

    /// <summary>The bits as a signed number, for char and the integers up to int64.</summary>
    public long Signed => unchecked((long)Bits);
}
