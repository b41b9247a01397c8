using System.Collections.Generic;

namespace Appliance.Sbe.Model;

/// <summary>Named bits of one uint8, uint16, uint32 or uint64. A bit without a name is legal and survives.</summary>
public sealed class SbeSet : SbeType
{
    public SbePrimitive Primitive { get; set; }

    public List<SbeChoice> Choices { get; } = new List<SbeChoice>();

    public override int EncodedLength => SbePrimitives.Size(Primitive);
}
