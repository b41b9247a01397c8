using System.Collections.Generic;

namespace Appliance.Sbe.Model;

/// <summary>Named values of one char, int8, uint8 or uint16. A value without a name is legal and survives.</summary>
public sealed class SbeEnum : SbeType
{
    public SbePrimitive Primitive { get; set; }

    public SbeValue Null { get; set; }

    public List<SbeValidValue> Values { get; } = new List<SbeValidValue>();

    public override int EncodedLength => SbePrimitives.Size(Primitive);
}
