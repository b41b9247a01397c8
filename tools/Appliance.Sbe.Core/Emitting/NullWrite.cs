using Appliance.Sbe.Model;

namespace Appliance.Sbe.Emitting;

/// <summary>One null that an encoder writes beforehand.</summary>
internal readonly struct NullWrite
{
    internal NullWrite(string name, int offset, SbePrimitive primitive, ulong bits)
    {
        Name = name;
        Offset = offset;
        Primitive = primitive;
        Bits = bits;
    }

    /// <summary>The value of the schema it belongs to.</summary>
    internal string Name { get; }

    internal int Offset { get; }

    internal SbePrimitive Primitive { get; }

    internal ulong Bits { get; }
}
